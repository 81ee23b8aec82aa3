import { describe, expect, it } from 'vitest';
import { notifyShapes } from '../../src/model/notify-words.js';
import { messageOf } from '../../src/report/notification/message.js';
import { isWanted, noticeOf, shortened, type Row } from '../../src/report/notification/notice.js';
import { atLeastOne } from '../builders/at-least-one.js';

const noticeWith = (rows: readonly Row[], exitCode = 0) =>
  noticeOf('plan', exitCode, { noted: { end: 'changes', rows }, tool: '0.1.0' });

const named = (name: string): Row => ({
  sync: name,
  source: { space: name },
  destination: { instance: name, space: name },
  counts: [{ of: 'new', count: 1 }],
});

const hostile = [
  '<!here>',
  '<!channel> & <@U123>',
  '@channel',
  '<https://evil.example|Approve>',
  '[Approve](https://evil.example)',
  '<at>Everyone</at>',
  '**bold** # heading',
  'line\nbreak',
  '\u202eright to left',
];

describe('A message of a hostile name', () => {
  it.each(hostile)('is no mention and no link in Slack: %j', (name) => {
    const text = JSON.stringify(messageOf(noticeWith([named(name)]), 'slack'));
    expect(text).toContain('1 new');
    expect(text).not.toMatch(/[<>]|@(?!\u200b)|\u202e|[^\\]\\n/);
    expect(text).not.toContain('mrkdwn');
  });

  it.each(hostile)('is no mention and no Markdown in Teams: %j', (name) => {
    const text = JSON.stringify(messageOf(noticeWith([named(name)]), 'teams'));
    expect(text).toContain('1 new');
    expect(text).not.toMatch(/<at>|@(?!\u200b)|\u202e|[^\\]\\n|"TextBlock"/);
  });
});

describe('A message', () => {
  it.each(atLeastOne(notifyShapes))('of many syncs with long names has room in a webhook of shape %s', (shape) => {
    const long = shortened('x'.repeat(10_000));
    const rows = Array.from({ length: 300 }, () => named(long));
    const message = messageOf(noticeWith(rows), shape);
    const text = JSON.stringify(message);
    expect(text.length).toBeLessThan(shape === 'generic' ? 300_000 : 28_000);
    expect(text.includes('and 260 more.')).toBe(shape !== 'generic');
  });

  it('is wanted as `when` says', () => {
    const table = [
      [0, 'changes', true],
      [3, 'changes', true],
      [0, 'failure', false],
      [2, 'failure', false],
      [5, 'failure', true],
      [0, 'always', true],
    ] as const;
    for (const [exitCode, when, wanted] of atLeastOne(table))
      expect([exitCode, when, isWanted(noticeWith([], exitCode), when)]).toEqual([exitCode, when, wanted]);
  });
});
