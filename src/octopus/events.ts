/** What happens between octosync and a server: the request log and the progress display listen. */
export type RequestEvent =
  | {
      readonly kind: 'answered';
      readonly method: string;
      readonly path: string;
      readonly status: number;
      readonly ms: number;
      readonly attempt: number;
    }
  | {
      readonly kind: 'failed';
      readonly method: string;
      readonly path: string;
      readonly why: string;
      readonly attempt: number;
    }
  | {
      readonly kind: 'waiting';
      readonly method: string;
      readonly path: string;
      readonly why: string;
      readonly ms: number;
    };
