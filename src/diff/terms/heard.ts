/** A name of the source that was looked up for an item, and what it is on the destination. */
export interface LookedUpName {
  readonly kind: 'lookup';
  /** The item that refers, by its name on the destination: projectVariables/OctoFX. */
  readonly for: string;
  /** Of which types it may be. */
  readonly types: readonly string[];
  readonly name: string;
  /** What the destination calls it; empty where it has no such thing. */
  readonly found: readonly string[];
}

/** A list of references of the source, and what was made of it before any rule had its say. */
export interface TranslatedList {
  readonly kind: 'scope';
  readonly for: string;
  /** The place within the item, or within the part of it that was looked at. */
  readonly at: string;
  readonly before: readonly string[];
  readonly after: readonly string[];
}

export type Heard = LookedUpName | TranslatedList;

/** Told of each look-up; only where a log is kept. */
export type Hear = (heard: Heard) => void;

/** What was heard while a plan was made: each thing once, in the order in which it was heard first (rules log-diff). */
export class Hearing {
  /** By the text that a log has of it. */
  readonly #heard = new Map<string, Heard>();
  /** For each item, the lists that were empty and stayed so: most are, and there is nothing more to tell of one. */
  readonly #empty = new Map<string, Set<string>>();

  readonly hear: Hear = (heard) => {
    if (heard.kind === 'scope' && heard.before.length + heard.after.length === 0 && this.#isKnownEmpty(heard)) return;
    const text = JSON.stringify(heard);
    if (!this.#heard.has(text)) this.#heard.set(text, heard);
  };

  #isKnownEmpty({ for: item, at }: TranslatedList): boolean {
    const places = this.#empty.get(item) ?? new Set();
    if (places.has(at)) return true;
    this.#empty.set(item, places.add(at));
    return false;
  }

  /** Forgets it all: the plan is made anew. */
  clear(): void {
    this.#heard.clear();
    this.#empty.clear();
  }

  /** Each with its text as JSON. */
  all(): Iterable<readonly [text: string, heard: Heard]> {
    return this.#heard;
  }
}
