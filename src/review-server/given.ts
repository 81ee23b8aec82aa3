import { besideChangeset } from '../workspace/changeset-file.js';

/** What is reviewed, and how it is to be approved. */
export interface Given {
  readonly file: string;
  /** Where the part goes if something is left out: `changeset.part.json` unless said. */
  readonly out?: string | undefined;
  /** Who reviews, where that is known beforehand. */
  readonly by?: string | undefined;
  /** Sign the approval: with the SSH key of this file, or else with that of Git. */
  readonly sign?: { readonly key?: string | undefined } | undefined;
}

/** What was written in the end, in sentences, and the commands that come next. */
export interface Settled {
  readonly lines: readonly string[];
  readonly next: readonly string[];
  /** The files, for whoever reads JSON. */
  readonly written: Readonly<Record<string, string>>;
}

/** Where the part goes. */
export const partBeside = ({ file, out }: Given): string => out ?? besideChangeset(file, 'part.json');
