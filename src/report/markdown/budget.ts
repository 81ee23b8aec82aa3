/** Lines that stand together, and how many things they are about. */
export interface Block {
  readonly lines: readonly string[];
  readonly count: number;
}

/** Lines of a report of limited length: what matters most is added first. */
export class Budget {
  #left: number;

  /** `characters` may be Infinity. */
  constructor(characters: number) {
    this.#left = characters;
  }

  /** Adds what must not be missing. */
  take(lines: readonly string[]): void {
    this.#left -= lengthOf(lines);
  }

  /** Adds blocks of lines, in order, until one has no room. Blocks after that are not even made. */
  takeFirst(blocks: Iterable<readonly string[]>): readonly (readonly string[])[] {
    const taken: (readonly string[])[] = [];
    for (const block of blocks) {
      const length = lengthOf(block);
      if (length > this.#left) break;
      this.#left -= length;
      taken.push(block);
    }
    return taken;
  }

  /** The lines of as many blocks as there is room for, and how many things are left out. */
  fit(blocks: readonly Block[]): { readonly lines: readonly string[]; readonly dropped: number } {
    const taken = this.takeFirst(blocks.map(({ lines }) => lines));
    const dropped = blocks.slice(taken.length).reduce((sum, { count }) => sum + count, 0);
    return { lines: taken.flat(), dropped };
  }
}

const lengthOf = (lines: readonly string[]): number => lines.reduce((sum, line) => sum + line.length + 1, 0);
