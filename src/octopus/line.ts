import type { FormData } from 'formdata-node';
import type { JsonObject } from '../model/json.js';
import type { Asked } from './answer.js';
import type { RequestEvent } from './events.js';
import type { Secrets } from './known-secrets.js';
import type { Limits } from './limits.js';
import type { Said } from './pace.js';
import type { Way } from './way.js';

/** DELETE is for what an earlier run created, and for nothing else (rules undo-delete, existing-nothing-deleted). */
export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

export interface Request extends Asked {
  readonly method: Method;
  readonly path: string;
  readonly body?: JsonObject | undefined;
  /** Makes a body that is a form, anew for each attempt; `body` is then left out. */
  readonly form?: () => FormData | Promise<FormData>;
  /** Told how much of the body is sent. */
  readonly onSent?: ((count: number) => void) | undefined;
  /** What kind of answer is wanted; JSON unless said. */
  readonly accept?: string;
  /** The first request of all: nobody answering is told at once. */
  readonly isGreeting?: boolean;
  /** Nice to know: it is not sent again, unless the server limits requests. */
  readonly isExtra?: boolean;
  /** A file comes or goes: that may take hours, but must not stand still. */
  readonly isFile?: boolean;
}

/** What all requests of one client share. */
export interface Line {
  /** The header that signs in. */
  readonly signIn: Readonly<Record<string, string>>;
  /** What is hidden wherever it would be seen. */
  readonly secrets: Secrets;
  readonly limits: Limits;
  /** How the requests get there; as Node does it unless given. */
  readonly way?: Way | undefined;
  /** What the requests are about; told with each of them. */
  readonly about?: string | undefined;
  readonly retries: number;
  readonly timeout: number;
  readonly tell: (event: RequestEvent) => void;
  /** Called before each attempt: waits for its turn. */
  readonly onSend: () => Promise<void>;
  /** Told of each answer, for what it says about the server's budget. */
  readonly onAnswer: (said: Said) => void;
  readonly waitOut: (ms: number, status: number | undefined) => Promise<void>;
}
