/** Waits: the default sleeps, tests do not. */
export type Wait = (ms: number) => Promise<void>;

/** Failures of the network that may pass. A certificate that is not trusted will not be on the second try either. */
const passing = new Set([
  'ETIMEDOUT',
  'ECONNRESET',
  'ECONNREFUSED',
  'EPIPE',
  'ENOTFOUND',
  'ENETUNREACH',
  'EHOSTUNREACH',
  'EADDRINUSE',
  'EAI_AGAIN',
  'ERR_STREAM_PREMATURE_CLOSE',
  'ERR_READING_RESPONSE_STREAM',
  'PROXY_502',
  'PROXY_503',
  'PROXY_504',
]);

/** An attempt that did not succeed: with the status of its answer, or the code of the error that came instead. */
export interface Failed {
  readonly method: string;
  readonly status: number | undefined;
  readonly code: string;
}

/**
 * What may be sent again after it failed. A 429 was not processed, whatever the method. Sending a PUT twice has the
 * effect of sending it once. A POST whose answer was lost may have created something, so it is not repeated here.
 */
export const mayRetry = ({ method, status, code }: Failed): boolean => {
  if (status === 429) return true;
  if (method === 'POST') return false;
  return status === undefined ? passing.has(code) : [502, 503, 504].includes(status);
};

/** The server as a whole asks for patience, not only for this request. */
export const asksForPatience = (status: number | undefined): boolean => status === 429 || status === 503;

const firstPause = 1000;
const longestPause = 30_000;
/** The longest wait a server can ask for before we rather give up: five minutes. */
const longestAsked = 300_000;

/**
 * Milliseconds before the attempt after the `attempt`th: what Retry-After says, or else a back-off that doubles, with
 * jitter. A Retry-After in the past (a clock that is off) counts as none. Undefined: the server asks for too much.
 */
export const pauseAfter = (attempt: number, retryAfter: number | undefined): number | undefined => {
  if (retryAfter === undefined || Number.isNaN(retryAfter) || retryAfter <= 1) {
    return Math.round(Math.min(firstPause * 2 ** (attempt - 1), longestPause) * jitter());
  }
  return retryAfter > longestAsked ? undefined : Math.ceil(retryAfter);
};

/** Spreads the retries of many clients over time; no result depends on it. */
const jitter = (): number => 0.75 + Math.random() / 2;

/** Milliseconds that an answer asks to wait: of `Retry-After`, in seconds or as a date. `now` is in milliseconds. */
export const retryAfterIn = (
  { 'retry-after': said }: Readonly<Record<string, string | readonly string[] | undefined>>,
  now: number,
): number | undefined => {
  if (typeof said !== 'string') return undefined;
  const seconds = Number(said);
  return Number.isNaN(seconds) ? Date.parse(said) - now : seconds * 1000;
};
