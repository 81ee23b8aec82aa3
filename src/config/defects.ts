import { UsageError } from '../model/errors.js';

/** One thing that is wrong with a file, and on which line. */
interface Defect {
  readonly line: number;
  readonly what: string;
  readonly remedy?: string | undefined;
}

/** A file so broken that each line is a defect is not described in full. */
const most = 20;

/** Collects what is wrong with a file, so that a person learns all of it at once. */
export class Defects {
  readonly #found: Defect[] = [];
  readonly #where: string;

  constructor(where: string) {
    this.#where = where;
  }

  /** Where a line is: `octosync.yml:12`. */
  place(line: number): string {
    return `${this.#where}:${line}`;
  }

  /** Only the first defect of a line counts: what follows is usually a consequence of it. */
  add(line: number, what: string, remedy?: string): void {
    if (this.#found.some((defect) => defect.line === line && defect.what !== what)) return;
    this.#found.push({ line, what, remedy });
  }

  /** Runs a check that throws UsageError, and takes its words for a defect of the line. */
  check<Result>(line: number, run: () => Result): Result | undefined {
    try {
      return run();
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      this.add(line, error.what, error.remedy);
      return undefined;
    }
  }

  /** Throws UsageError with all defects, in the order of the lines, if there are any. */
  throwIfAny(): void {
    const found = this.#found.toSorted((one, other) => one.line - other.line);
    const [first] = found;
    if (!first) return;
    if (found.length === 1) {
      const { what, remedy, line } = first;
      throw new UsageError({ what, where: this.place(line), ...(remedy !== undefined && { remedy }) });
    }
    const details = found.slice(0, most).map(({ line, what, remedy }) => {
      const then = remedy === undefined ? '' : ` ${remedy}`;
      return `${this.place(line)}: ${what}${then}`;
    });
    const left = found.length - details.length;
    throw new UsageError({
      what: `The file has ${found.length} defects.`,
      where: this.#where,
      details: [...details, ...(left > 0 ? [`and ${left} more.`] : [])],
    });
  }
}
