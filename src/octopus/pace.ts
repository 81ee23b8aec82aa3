/** What a server lets one user send: a bucket of `burst` tokens that fills by `perMinute` a minute. */
export interface Budget {
  readonly perMinute: number;
  readonly burst: number;
}

export interface PaceOptions {
  /**
   * The part of a server's budget that this client takes, in percent; the rest is left for people (rules apply-pace).
   */
  readonly share: number;
  /** A limit of our own, for servers that say nothing. */
  readonly maxPerMinute?: number | undefined;
  /** Milliseconds, from any beginning. */
  readonly now: () => number;
}

/** Answers that say something about the budget. */
export interface Said {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
}

/** No server is as slow as this, in requests per minute. */
const slowest = 20;

const policyHeader = 'octopus-ratelimit-policy';
const stateHeader = 'octopus-ratelimit';

/**
 * Keeps a client (rules apply-pace) within the budget that a server states (`Octopus-RateLimit-Policy: l=200;rpm=600`,
 * `Octopus-RateLimit: r=7;t=18`), before it is refused. Where a server states none, it keeps to a limit of its own, or
 * slows down from the first 429 on.
 */
export class Pace {
  readonly #options: PaceOptions;
  readonly #sent: number[] = [];
  #budget: Budget | undefined;
  #tokens = 0;
  #at = 0;
  #slowedAt = Number.NEGATIVE_INFINITY;

  constructor(options: PaceOptions) {
    this.#options = options;
    if (options.maxPerMinute !== undefined) this.#keepTo(evenly(options.maxPerMinute));
  }

  /** What this client may send, as far as it is known. */
  get budget(): Budget | undefined {
    return this.#budget;
  }

  /** What this client may send from now on: of the burst, some is spent already. */
  get ahead(): Budget | undefined {
    if (!this.#budget) return undefined;
    this.#refill(this.#options.now());
    return { perMinute: this.#budget.perMinute, burst: Math.max(0, this.#tokens) };
  }

  /** Takes a turn: how long to wait before the request is sent, in milliseconds. */
  turn(): number {
    const now = this.#options.now();
    this.#sent.push(now);
    while ((this.#sent[0] ?? now) < now - 60_000) this.#sent.shift();
    if (!this.#budget) return 0;
    this.#refill(now);
    this.#tokens -= 1;
    return this.#tokens >= 0 ? 0 : Math.ceil((-this.#tokens * 60_000) / this.#budget.perMinute);
  }

  /** Learns from an answer. */
  learn({ status, headers }: Said): void {
    const stated = statedBudget(headers);
    if (stated) this.#follow(stated, remaining(headers));
    else if (status === 429 && headers['retry-after'] === undefined) this.#slowDown();
  }

  #follow(stated: Budget, left: number | undefined): void {
    const part = this.#options.share / 100;
    const own: Budget = { perMinute: Math.max(1, stated.perMinute * part), burst: Math.max(1, stated.burst * part) };
    const limit = this.#options.maxPerMinute;
    const budget = limit !== undefined && limit < own.perMinute ? evenly(limit) : own;
    if (budget.perMinute !== this.#budget?.perMinute || budget.burst !== this.#budget.burst) this.#keepTo(budget);
    // What people and other clients have taken counts too: their part of the bucket stays theirs.
    if (left !== undefined) this.#tokens = Math.min(this.#tokens, left - stated.burst * (1 - part));
  }

  /**
   * A refusal by a server that states neither budget nor wait: what was sent in the last minute was too much, so it is
   * four fifths of it from now on, and four fifths of that after the next refusal.
   */
  #slowDown(): void {
    const now = this.#options.now();
    // Requests under way at once are refused together: that is one refusal.
    if (now - this.#slowedAt < 1000) return;
    this.#slowedAt = now;
    const before = this.#budget?.perMinute ?? Math.max(150, this.#sent.length);
    this.#keepTo(evenly(Math.max(slowest, Math.floor(before * 0.8))));
  }

  #keepTo(budget: Budget): void {
    const isFirst = this.#budget === undefined;
    this.#budget = budget;
    this.#tokens = isFirst ? budget.burst : Math.min(this.#tokens, budget.burst);
    this.#at = this.#options.now();
  }

  #refill(now: number): void {
    const { perMinute, burst } = this.#budget ?? evenly(1);
    this.#tokens = Math.min(burst, this.#tokens + ((now - this.#at) * perMinute) / 60_000);
    this.#at = now;
  }
}

/** A budget without bursts: one request after the other, at most so many in any minute. */
const evenly = (perMinute: number): Budget => ({ perMinute, burst: 1 });

/** What an answer states of the server's budget: all of it, and what is left now, where it says so. */
export const budgetStatedIn = ({ headers }: Said): (Budget & { readonly left: number | undefined }) | undefined => {
  const stated = statedBudget(headers);
  return stated && { ...stated, left: remaining(headers) };
};

const statedBudget = (headers: Said['headers']): Budget | undefined => {
  const { l: burst, rpm: perMinute } = valuesIn(headers[policyHeader]);
  return burst !== undefined && perMinute !== undefined && perMinute > 0 ? { perMinute, burst } : undefined;
};

const remaining = (headers: Said['headers']): number | undefined => valuesIn(headers[stateHeader])['r'];

/** `l=200;rpm=600` as numbers; what is none is left out. */
const valuesIn = (header: string | readonly string[] | undefined): Readonly<Record<string, number>> =>
  Object.fromEntries(
    String(header ?? '')
      .split(/[;,]/)
      .flatMap((pair) => {
        const [name = '', value = ''] = pair.split('=').map((part) => part.trim());
        const number = Number(value);
        return value !== '' && Number.isFinite(number) ? [[name, number] as const] : [];
      }),
  );

/** How long a number of requests takes within a budget, in milliseconds. */
export const timeFor = (requests: number, { perMinute, burst }: Budget): number =>
  Math.max(0, ((requests - burst) / perMinute) * 60_000);

/**
 * How long so many requests take within what a server allows, as it ends a sentence: `, about 13 min at 160 a minute`. Nothing where no
 * budget is known (rules apply-pace).
 */
export const timeSays = (requests: number, budget: Budget | undefined): string => {
  if (budget === undefined) return '';
  const ms = timeFor(requests, budget);
  if (ms === 0) return ', within what the server allows at once';
  return `, about ${inMinutes(ms)} at ${Math.round(budget.perMinute)} a minute`;
};

const inMinutes = (ms: number): string => {
  const seconds = Math.round(ms / 1000);
  return seconds < 90 ? `${seconds} s` : `${Math.round(seconds / 60)} min`;
};
