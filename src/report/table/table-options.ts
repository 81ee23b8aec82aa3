export interface TableOptions {
  /** Each change with its fields and reasons, and each entry by name. */
  readonly details: boolean;
  /** Columns of the terminal: no line is longer. */
  readonly width: number;
}
