import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { liveLines } from '../../src/commands/display/live-lines.js';
import { liveAfter, liveFrom, type LiveState } from '../../src/commands/display/live-state.js';
import type { ProgressEvent } from '../../src/model/progress.js';
import type { RequestEvent } from '../../src/octopus/index.js';
import { atLeastOne } from '../builders/at-least-one.js';

type Event = ProgressEvent | RequestEvent;

const answered: RequestEvent = {
  kind: 'answered',
  method: 'GET',
  path: '/api',
  status: 200,
  ms: 5,
  attempt: 1,
  requestBody: undefined,
  responseBody: undefined,
};
const read = (type: string, count: number): Event => ({ kind: 'reading', type, read: count, requests: 1, done: true });
const written = (id: string, done: number, of: number): Event => ({ kind: 'written', id, done, of });
const begun = (id: string): Event => ({ kind: 'deciding', id, change: {} });

/** All of them at the beginning; what is shown is that of `now`. */
const shown = (events: readonly Event[], { now = 0, width = 80 } = {}): readonly string[] =>
  liveLines(
    events.reduce((state: LiveState, event) => liveAfter(state, event, 0), liveFrom(0)),
    { now, width },
  );

const reading: readonly Event[] = [
  { kind: 'toRead', types: ['environments', 'projects', 'tenants'] },
  answered,
  answered,
  read('environments', 4),
];
const writing: readonly Event[] = [{ kind: 'toWrite', changes: 3 }, begun('projects/A'), begun('projects/B'), answered];

describe('The live display', () => {
  it.each<[string, readonly Event[], number, readonly string[]]>([
    ['shows nothing before there is something to do', [], 0, []],
    [
      'shows types, resources, requests and time while it reads, and what is left',
      reading,
      67_000,
      ['Reading: 1 of 3 types, 4 resources, 2 requests, 1:07', '  projects, tenants'],
    ],
    [
      'shows nothing once all is read: a person may be asked',
      [...reading, read('projects', 2), read('tenants', 0)],
      0,
      [],
    ],
    [
      'shows changes, requests and time while it writes, and what is written now',
      writing,
      3_725_000,
      ['Writing: 0 of 3 changes, 1 request, 1:02:05', '  projects/A, projects/B'],
    ],
    [
      'takes away what is written',
      [...writing, written('projects/A', 1, 3)],
      0,
      ['Writing: 1 of 3 changes, 1 request, 0:00', '  projects/B'],
    ],
    [
      'takes away what failed, which is not done',
      [...writing, { kind: 'failed', id: 'projects/A', what: 'refused' }],
      0,
      ['Writing: 0 of 3 changes, 1 request, 0:00', '  projects/B'],
    ],
    [
      'shows a wait for the rate limit, and how long it still is',
      [...writing, { kind: 'pacing', ms: 9000 }],
      2000,
      [
        'Writing: 0 of 3 changes, 1 request, 0:02',
        '  projects/A, projects/B',
        '  Waiting 7 s: the server limits requests',
      ],
    ],
    [
      'forgets a wait that is over',
      [...writing, { kind: 'pacing', ms: 1000 }],
      2000,
      ['Writing: 0 of 3 changes, 1 request, 0:02', '  projects/A, projects/B'],
    ],
    [
      'shows how much of a large file is there',
      [{ kind: 'transferred', id: 'Web.1.0', bytes: 2_500_000, of: 10_000_000 }],
      0,
      ['  Web.1.0: 2.5 MB of 10.0 MB'],
    ],
  ])('%s', (_what, events, now, lines) => expect(shown(events, { now })).toEqual(lines));

  it('never is wider than the terminal, whatever the names', () => {
    const names = ['projects/章鱼'.repeat(20), 'projects/👩‍🚀🐙'.repeat(20), 'projects/e\u0301'.repeat(30)];
    for (const width of [1, 2, 10, 39, 80])
      for (const line of atLeastOne(shown([...writing, ...names.map(begun), { kind: 'pacing', ms: 5000 }], { width })))
        expect(stringWidth(line), `${width}: ${line}`).toBeLessThan(Math.max(width, 1));
  });

  it('shows characters that would steer the terminal', () => {
    const [, line] = shown([{ kind: 'toWrite', changes: 1 }, begun('projects/\u001b[2J\u202eA\nB')]);
    expect(line).toBe('  projects/\\u001b[2J\\u202eA\\u000aB');
  });
});
