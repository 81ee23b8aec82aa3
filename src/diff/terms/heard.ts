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
  readonly #heard = new Map<string, Heard>();

  readonly hear: Hear = (heard) => {
    const key = JSON.stringify(heard);
    if (!this.#heard.has(key)) this.#heard.set(key, heard);
  };

  /** Forgets it all: the plan is made anew. */
  clear(): void {
    this.#heard.clear();
  }

  all(): readonly Heard[] {
    return [...this.#heard.values()];
  }
}
