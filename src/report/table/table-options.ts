/** How much is shown: the counts, what fits on three screens, each change with its steps and values, or every field. */
export type Extent = 'summary' | 'short' | 'details' | 'all';

export interface TableOptions {
  readonly extent: Extent;
  /** Columns of the terminal: no line is longer. */
  readonly width: number;
}
