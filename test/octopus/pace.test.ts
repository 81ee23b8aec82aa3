import '../builders/fixed-seed.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Pace, timeFor, timeSays } from '../../src/octopus/pace.js';

/** A client that sends as soon as it may, on a clock of its own; gives the times at which it sent, in seconds. */
const sendAll = (
  pace: Pace,
  clock: { now: number },
  requests: number,
  answer?: (sent: number) => void,
): readonly number[] => {
  const times: number[] = [];
  for (let sent = 1; sent <= requests; sent += 1) {
    clock.now += pace.turn();
    times.push(clock.now / 1000);
    answer?.(sent);
  }
  return times;
};

const policy = (burst: number, perMinute: number, left?: number) => ({
  status: 200,
  headers: {
    'octopus-ratelimit-policy': `l=${burst};rpm=${perMinute}`,
    ...(left !== undefined && { 'octopus-ratelimit': `r=${left};t=1` }),
  },
});

const at = () => {
  const clock = { now: 0 };
  const pace = (more: object = {}) => new Pace({ share: 80, now: () => clock.now, ...more });
  return { clock, pace };
};

describe('The pace of a client (rules apply-pace)', () => {
  it('is as fast as it can where a server states no budget', () => {
    const { clock, pace } = at();
    expect(sendAll(pace(), clock, 1000).at(-1)).toBe(0);
  });

  it('takes its share of a stated budget: the burst at once, the rest at the rate', () => {
    const { clock, pace } = at();
    const own = pace();
    own.learn(policy(200, 600));
    const times = sendAll(own, clock, 640);
    expect(times[159]).toBe(0);
    // 480 more at 480 a minute.
    expect(times.at(-1)).toBeCloseTo(60, 0);
  });

  it('knows what is left of the burst, and that it fills again', () => {
    const { clock, pace } = at();
    const own = pace();
    expect(own.ahead).toBeUndefined();
    own.learn(policy(200, 600));
    sendAll(own, clock, 100);
    expect(own.ahead).toEqual({ perMinute: 480, burst: 60 });
    clock.now += 5000;
    expect(own.ahead).toEqual({ perMinute: 480, burst: 100 });
    sendAll(own, clock, 300);
    expect(own.ahead?.burst).toBeCloseTo(0);
  });

  it('leaves the part of people alone, also where they have taken more than that', () => {
    const { clock, pace } = at();
    const own = pace();
    own.learn(policy(200, 600, 40));
    expect(sendAll(own, clock, 1)[0]).toBeGreaterThan(0);
  });

  it('keeps to a limit of its own, in every minute', () => {
    const { clock, pace } = at();
    const times = sendAll(pace({ maxPerMinute: 120 }), clock, 360);
    const inAnyMinute = times.map((from) => times.filter((time) => time >= from && time < from + 60).length);
    expect(Math.max(...inAnyMinute)).toBeLessThanOrEqual(121);
  });

  it('slows down from the first refusal on where a server states no budget', () => {
    const { clock, pace } = at();
    const own = pace();
    const refused = { status: 429, headers: {} };
    sendAll(own, clock, 300);
    own.learn(refused);
    own.learn(refused);
    expect(own.budget).toEqual({ perMinute: 240, burst: 1 });
    clock.now += 2000;
    own.learn(refused);
    expect(own.budget).toEqual({ perMinute: 192, burst: 1 });
  });

  it('does as it is told where a refusal says how long to wait', () => {
    const { pace } = at();
    const own = pace();
    own.learn({ status: 429, headers: { 'retry-after': '2' } });
    expect(own.budget).toBeUndefined();
  });

  it.each(['', 'l=200', 'rpm=600', 'l=x;rpm=y', 'l=1;rpm=0', 'nonsense'])(
    'takes the header "%s" for none',
    (header) => {
      const { pace } = at();
      const own = pace();
      own.learn({ status: 200, headers: { 'octopus-ratelimit-policy': header } });
      expect(own.budget).toBeUndefined();
    },
  );

  it('never is refused by a server that fills its bucket as it says', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 5, max: 300 }),
        fc.integer({ min: 10, max: 1200 }),
        fc.integer({ min: 1, max: 100 }),
        (burst, perMinute, share) => {
          const { clock, pace } = at();
          const own = pace({ share });
          let tokens = burst;
          let last = 0;
          const refused: number[] = [];
          sendAll(own, clock, 400, (sent) => {
            tokens = Math.min(burst, tokens + ((clock.now - last) * perMinute) / 60_000) - 1;
            last = clock.now;
            if (tokens < -0.001) refused.push(sent);
            own.learn(policy(burst, perMinute, Math.floor(tokens)));
          });
          expect(refused).toEqual([]);
        },
      ),
    );
  });
});

it('the time a run needs is known beforehand', () => {
  expect(timeFor(1160, { perMinute: 480, burst: 160 })).toBeCloseTo(125_000);
  expect(timeFor(10, { perMinute: 480, burst: 160 })).toBe(0);
});

it.each([
  ['nothing where no budget is known', 2640, undefined, ''],
  ['that it waits for nothing', 150, { perMinute: 160, burst: 160 }, ', within what the server allows at once'],
  ['seconds', 200, { perMinute: 160, burst: 160 }, ', about 15 s at 160 a minute'],
  ['minutes', 2640, { perMinute: 160, burst: 160 }, ', about 16 min at 160 a minute'],
] as const)('says of the time that requests take %s', (_what, requests, budget, says) => {
  expect(timeSays(requests, budget)).toBe(says);
});
