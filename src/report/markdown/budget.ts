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
}

const lengthOf = (lines: readonly string[]): number => lines.reduce((sum, line) => sum + line.length + 1, 0);
