import { isList, isObject, textOf, type JsonObject, type JsonValue } from '../../model/json.js';
import { badRequest } from './refusal.js';
import { isSensitiveValue } from './rules/validate.js';

export interface StoredSecret {
  readonly value: string;
  /** How often it was written through the API. */
  readonly writes: number;
}

/** The secrets of a server, by the ID of their document and the place in it. They never leave it. */
export class SecretStore {
  readonly #secrets = new Map<string, StoredSecret>();

  all(): ReadonlyMap<string, StoredSecret> {
    return this.#secrets;
  }

  /** Takes the secrets out of a document that is loaded: what is said to be there is there. */
  load(document: JsonObject): JsonObject {
    return this.#walk(document, keyOf(document), (key) => this.#secrets.set(key, { value: '(loaded)', writes: 0 }));
  }

  /**
   * Takes the secrets out of a request body. A new value is kept, `HasValue` without one keeps what is stored. Throws a
   * 400 for `HasValue` where nothing is stored: a secret of another server means nothing here.
   */
  absorb(document: JsonObject): JsonObject {
    const before = new Map(this.#secrets);
    try {
      return this.#walk(document, keyOf(document), (key, at) => {
        if (!this.#secrets.has(key))
          throw badRequest(`'${at}' says it has a value, but none is stored here; send NewValue.`);
      });
    } catch (error) {
      // A request that is refused changes nothing.
      this.#secrets.clear();
      for (const [key, secret] of before) this.#secrets.set(key, secret);
      throw error;
    }
  }

  /** Gives a document the secrets of another. */
  copy(fromId: string, toId: string): void {
    for (const [key, secret] of [...this.#secrets])
      if (key.startsWith(`${fromId}/`)) this.#secrets.set(`${toId}${key.slice(fromId.length)}`, secret);
  }

  /** Forgets the secrets of a document that is deleted. */
  forget(id: string): void {
    for (const key of [...this.#secrets.keys()]) if (key.startsWith(`${id}/`)) this.#secrets.delete(key);
  }

  #walk(document: JsonObject, key: string, claimed: (key: string, at: string) => void): JsonObject {
    const visit = (value: JsonValue, at: string): JsonValue => {
      if (isSensitiveValue(value)) return this.#sensitive(value, at, claimed);
      if (isList(value)) return value.map((item, index) => visit(item, `${at}/${itemKey(item, index)}`));
      if (!isObject(value)) return value;
      const plain = isSensitiveVariable(value) ? this.#variable(value, at) : value;
      return Object.fromEntries(
        Object.entries(plain).map(([field, member]) => [field, visit(member, `${at}/${field}`)]),
      );
    };
    return visit(document, key) as JsonObject;
  }

  #sensitive(value: JsonObject, key: string, claimed: (key: string, at: string) => void): JsonValue {
    if (typeof value['NewValue'] === 'string') this.#keep(key, value['NewValue']);
    else if (value['HasValue'] === true) claimed(key, key);
    else this.#secrets.delete(key);
    return { HasValue: this.#secrets.has(key), NewValue: null, Hint: null };
  }

  /** Sensitive variables are flat: a null value keeps what is stored. */
  #variable(variable: JsonObject, key: string): JsonObject {
    const value = variable['Value'];
    if (typeof value === 'string') this.#keep(key, value);
    else if (!this.#secrets.has(key)) this.#secrets.set(key, { value: '', writes: 0 });
    return { ...variable, Value: null, IsSensitive: true };
  }

  #keep(key: string, value: string): void {
    this.#secrets.set(key, { value, writes: (this.#secrets.get(key)?.writes ?? 0) + 1 });
  }
}

/** Either of the two says it: a server derives one from the other. */
const isSensitiveVariable = (value: JsonObject): boolean =>
  'Name' in value && (value['IsSensitive'] === true || (value['Type'] === 'Sensitive' && 'Value' in value));

const keyOf = (document: JsonObject): string => textOf(document['Id']);

const itemKey = (item: JsonValue, index: number): string =>
  isObject(item) && typeof item['Id'] === 'string' ? item['Id'] : String(index);
