import type { JsonValue } from '../model/json.js';

interface About {
  readonly method: string;
  /** Below the instance's URL, with the query: `/api/Spaces-1/projects/all`. */
  readonly path: string;
  /** The id of the change that the request is about. */
  readonly about?: string;
}

/**
 * What happens between octosync and a server: the request log and the progress display listen. No event holds the API
 * key. Bodies come redacted, and are only worked out when a listener looks at them.
 */
export type RequestEvent =
  | (About & {
      readonly kind: 'answered';
      readonly status: number;
      /** Milliseconds from sending to the last byte; waits are not in it. */
      readonly ms: number;
      /** 1 for the first. */
      readonly attempt: number;
      readonly requestBody: JsonValue | undefined;
      readonly responseBody: JsonValue | undefined;
    })
  /** No answer came, and the request is given up. */
  | (About & {
      readonly kind: 'failed';
      readonly why: string;
      readonly attempt: number;
      readonly requestBody: JsonValue | undefined;
    })
  /** The client waits for its turn within the server's budget. */
  | { readonly kind: 'pacing'; readonly ms: number }
  /** The same request is sent again after `ms` milliseconds. */
  | (About & { readonly kind: 'waiting'; readonly why: string; readonly ms: number });
