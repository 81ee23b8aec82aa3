/** Trouble on request: what a test wants the server to do instead of, or besides, answering. */
export interface Fault {
  /** `commit-then-reset` does the write and drops the connection before the answer. */
  readonly does: 400 | 401 | 403 | 404 | 409 | 429 | 500 | 503 | 'reset' | 'hang' | 'commit-then-reset';
  readonly method?: string;
  readonly path?: RegExp;
  /** Every n-th matching request; 1 where nothing is said. */
  readonly every?: number;
  /** How often it strikes; without end where nothing is said. */
  readonly times?: number;
  /** Seconds, for 429 and 503. */
  readonly retryAfter?: number;
}

/** A token bucket: `burst` requests at once, refilled by `perMinute`. */
export interface RateLimit {
  readonly perMinute: number;
  readonly burst: number;
  /** Whether every answer says so, as those of some versions do: `Octopus-RateLimit-Policy: l=200;rpm=600`. */
  readonly isStated?: boolean;
}

export class Faults {
  readonly #faults: { readonly fault: Fault; seen: number; struck: number }[] = [];
  #bucket: { readonly limit: RateLimit; tokens: number; when: number } | undefined;
  /** Milliseconds before every answer. */
  latency = 0;

  add(fault: Fault): void {
    this.#faults.push({ fault, seen: 0, struck: 0 });
  }

  clear(): void {
    this.#faults.length = 0;
    this.#bucket = undefined;
    this.latency = 0;
  }

  limit(limit: RateLimit, now: number): void {
    this.#bucket = { limit, tokens: limit.burst, when: now };
  }

  /** What an answer says about the budget: nothing, unless the limit is one that is stated. */
  stated(): Readonly<Record<string, string>> {
    if (this.#bucket?.limit.isStated !== true) return {};
    const { limit, tokens } = this.#bucket;
    const secondsToFull = Math.ceil(((limit.burst - tokens) * 60) / limit.perMinute);
    return {
      'octopus-ratelimit-policy': `l=${limit.burst};rpm=${limit.perMinute}`,
      'octopus-ratelimit': `r=${Math.floor(tokens)};t=${secondsToFull}`,
    };
  }

  /** The fault that strikes a request, if one does. `now` is in milliseconds. */
  strike(method: string, path: string, now: number): Fault | undefined {
    if (!this.#take(now)) return { does: 429, retryAfter: 1 };
    for (const entry of this.#faults) {
      const { fault } = entry;
      const matches = (fault.method ?? method) === method && (fault.path?.test(path) ?? true);
      if (!matches || entry.struck >= (fault.times ?? Infinity)) continue;
      entry.seen += 1;
      if (entry.seen % (fault.every ?? 1) !== 0) continue;
      entry.struck += 1;
      return fault;
    }
    return undefined;
  }

  #take(now: number): boolean {
    if (!this.#bucket) return true;
    const { limit, tokens, when } = this.#bucket;
    const filled = Math.min(limit.burst, tokens + ((now - when) / 60_000) * limit.perMinute);
    const allowed = filled >= 1;
    this.#bucket = { limit, tokens: allowed ? filled - 1 : filled, when: now };
    return allowed;
  }
}
