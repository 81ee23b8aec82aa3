/** Characters that lines take, with their line ends. */
export const lengthOf = (lines: readonly string[]): number => lines.reduce((sum, line) => sum + line.length + 1, 0);

/** The characters that a report of limited length has left; may be Infinity. */
export class Budget {
  #left: number;

  constructor(characters: number) {
    this.#left = characters;
  }

  get left(): number {
    return this.#left;
  }

  /** Takes what lines need if it is there; false otherwise. */
  take(lines: readonly string[]): boolean {
    return this.takeCharacters(lengthOf(lines));
  }

  takeCharacters(length: number): boolean {
    if (length > this.#left) return false;
    this.#left -= length;
    return true;
  }
}

/** Lines that stand together, and how many things they are about. */
export interface Block {
  readonly lines: readonly string[];
  readonly count: number;
}

/** Blocks of which the first are shown, as many as there is room for; there may be more room later. */
export class Filling<T extends Block> {
  #taken = 0;

  constructor(readonly blocks: readonly T[]) {}

  /** Takes more of them, in their order, within `share` of what is left. */
  fill(budget: Budget, share = 1): void {
    let room = budget.left === Infinity ? Infinity : budget.left * share;
    for (const { lines } of this.blocks.slice(this.#taken)) {
      const length = lengthOf(lines);
      if (length > room || !budget.takeCharacters(length)) return;
      room -= length;
      this.#taken += 1;
    }
  }

  get taken(): readonly T[] {
    return this.blocks.slice(0, this.#taken);
  }

  /** How many things are left out. */
  get dropped(): number {
    return this.blocks.slice(this.#taken).reduce((sum, { count }) => sum + count, 0);
  }
}
