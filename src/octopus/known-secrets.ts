import { isList, isObject, mapFields, mapItems, type JsonObject, type JsonValue } from '../model/json.js';
import { readingsOf } from './readings.js';

export const hidden = '***';

/** Shorter ones would black out half of every text, and say nothing. */
const shortest = 4;

/** Names of fields and short values come again and again: so many of so long ones are looked into once. */
const rememberedLength = 64;
const remembered = 20_000;

/** In Base 64, shorter ones are found in texts that do not hold them. */
const shortestEncoded = 6;

/**
 * Texts that nobody may find in an error, a journal, a log or on a terminal (rules always-secrets). They are hidden
 * wherever they stand in a text, however it writes them: with the escapes of JSON, of a page or of an address, or in Base 64.
 */
export class Secrets {
  readonly #secrets: Set<string>;
  /** All ways to spell them without escapes, longest first. */
  #spellings: readonly string[];
  /** Short texts that hold none of them. */
  readonly #clean = new Set<string>();

  constructor(secrets: Iterable<string> = []) {
    this.#secrets = new Set(secrets);
    this.#spellings = spellingsOf(this.#secrets);
  }

  /** From now on these are hidden too. */
  learn(...secrets: readonly string[]): void {
    const unknown = secrets.filter((secret) => !this.#secrets.has(secret));
    if (unknown.length === 0) return;
    for (const secret of unknown) this.#secrets.add(secret);
    this.#spellings = spellingsOf(this.#secrets);
    this.#clean.clear();
  }

  /** Whether there is none that could be found. */
  get isEmpty(): boolean {
    return this.#spellings.length === 0;
  }

  /** The same, with more of them. */
  with(more: readonly string[]): Secrets {
    return more.length === 0 ? this : new Secrets([...this.#secrets, ...more]);
  }

  /** Whether a text holds any of them. `depth`: how many kinds of escapes may stand within each other. */
  areIn(text: string, depth?: number): boolean {
    return this.#readingWith(text, depth) !== undefined;
  }

  /** Whether a value holds any of them, in a name or in a text. */
  areInside(value: JsonValue): boolean {
    if (typeof value === 'string') return this.areIn(value);
    if (isList(value)) return value.some((item) => this.areInside(item));
    if (!isObject(value)) return this.areIn(String(value));
    return Object.entries(value).some(([field, inner]) => this.areIn(field) || this.areInside(inner));
  }

  /** The text without them. Where one was written with escapes, these are decoded: what is left says the same. */
  hide(text: string): string {
    let hiding = text;
    // Each turn makes the text shorter: what is hidden is shorter than a secret, and so is what was decoded.
    for (let found = this.#readingWith(hiding); found !== undefined; found = this.#readingWith(hiding)) {
      hiding = this.#spellings.reduce((rest, spelling) => rest.replaceAll(spelling, hidden), found);
    }
    return hiding;
  }

  /** The value without them: texts, names of fields, and numbers that are one. The value itself where it holds none. */
  hideIn(value: JsonValue): JsonValue {
    if (typeof value === 'string') return this.hide(value);
    if (typeof value === 'number') return this.areIn(String(value)) ? hidden : value;
    if (isList(value)) return mapItems(value, (item) => this.hideIn(item));
    if (!isObject(value)) return value;
    return this.hideInNames(mapFields(value, (inner) => this.hideIn(inner)));
  }

  /** The object with them hidden in the names of its fields, and there only. */
  hideInNames(object: JsonObject): JsonObject {
    if (!Object.keys(object).some((field) => this.areIn(field))) return object;
    return Object.fromEntries(Object.entries(object).map(([field, value]) => [this.hide(field), value]));
  }

  #readingWith(text: string, depth?: number): string | undefined {
    if (text.length > rememberedLength || depth !== undefined) return this.#lookedInto(text, depth);
    if (this.#clean.has(text)) return undefined;
    const found = this.#lookedInto(text);
    if (found === undefined) {
      if (this.#clean.size >= remembered) this.#clean.clear();
      this.#clean.add(text);
    }
    return found;
  }

  #lookedInto(text: string, depth?: number): string | undefined {
    const least = this.#spellings.at(-1)?.length;
    if (least === undefined || text.length < least) return undefined;
    for (const reading of readingsOf(text, depth))
      if (this.#spellings.some((spelling) => reading.includes(spelling))) return reading;
    return undefined;
  }
}

const spellingsOf = (secrets: Iterable<string>): readonly string[] =>
  [...new Set([...secrets].flatMap(spellings))]
    .filter((spelling) => spelling.length >= shortest)
    .sort((one, other) => other.length - one.length);

const spellings = (secret: string): readonly string[] =>
  [secret, ...textWithin(secret)].flatMap((text) => [text, text.replaceAll(' ', '+'), ...inBase64(text)]);

/** What stands in Base 64 for a secret, wherever in the bytes it begins: the signs that it alone decides. */
const inBase64 = (secret: string): readonly string[] => {
  const bytes = Buffer.from(secret, 'utf8');
  if (bytes.length < shortestEncoded) return [];
  return [0, 1, 2].flatMap((before) => {
    const encoded = Buffer.concat([Buffer.alloc(before), bytes]).toString('base64');
    const own = encoded.slice(Math.ceil((before * 8) / 6), Math.floor(((before + bytes.length) * 8) / 6));
    return [own, own.replaceAll('+', '-').replaceAll('/', '_')];
  });
};

/** A file is supplied in Base 64; a server may repeat what it says: a private key is text. */
const textWithin = (secret: string): readonly string[] => {
  if (secret.length < 24 || !/^[A-Za-z0-9+/]+={0,2}$/.test(secret)) return [];
  const text = Buffer.from(secret, 'base64').toString('utf8');
  // eslint-disable-next-line no-control-regex -- what no text holds
  return /[\u0000-\u0008\u000e-\u001f\ufffd]/.test(text) ? [] : [text, text.trim()];
};

/** Everything secret that this process was given: a text may come to light long after the request that sent it. */
export const knownSecrets = new Secrets();
