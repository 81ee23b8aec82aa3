export interface Citation {
  readonly page: string;
  readonly id: string;
  readonly file: string;
  readonly within: string | undefined;
}
export declare const citedPages: readonly string[];
export declare const readCitations: (root: string) => readonly Citation[];
export declare const citationsIn: (file: string, text: string) => readonly Citation[];
export declare const sourcesIn: (root: string) => readonly string[];
