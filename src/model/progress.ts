/** Everything an engine reports while it works; displays, logs and tests listen, engines never print. */
export type ProgressEvent =
  /** Reading begins: the types that are going to be read. */
  | { readonly kind: 'toRead'; readonly types: readonly string[] }
  /** Writing begins: so many changes, with those that are done already. */
  | { readonly kind: 'toWrite'; readonly changes: number }
  | {
      readonly kind: 'reading';
      readonly type: string;
      readonly read: number;
      readonly requests: number;
      readonly done: boolean;
    }
  /** A change is begun: which rules decided it, and what it shall say. Placeholders stand for secrets. */
  | { readonly kind: 'deciding'; readonly id: string; readonly change: object }
  /** A name was looked up on the server for a change: which ID it has there, or which slug. */
  | {
      readonly kind: 'lookup';
      readonly type: string;
      readonly name: string;
      readonly id?: string;
      readonly slug?: string;
      readonly for: string;
    }
  | { readonly kind: 'writing'; readonly id: string; readonly method: string; readonly path: string }
  | { readonly kind: 'written'; readonly id: string; readonly done: number; readonly of: number }
  | { readonly kind: 'unchanged'; readonly id: string; readonly done: number; readonly of: number }
  | { readonly kind: 'failed'; readonly id: string; readonly what: string }
  /** Bytes of a large file so far. */
  | { readonly kind: 'transferred'; readonly id: string; readonly bytes: number; readonly of?: number }
  | { readonly kind: 'note'; readonly says: string };

export type Progress = (event: ProgressEvent) => void;
