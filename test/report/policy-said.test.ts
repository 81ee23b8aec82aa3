import { describe, expect, it } from 'vitest';
import type { Policy } from '../../src/changeset/changeset.js';
import { toAccept } from '../../src/changeset/to-accept.js';
import { htmlReport } from '../../src/report/html/page.js';
import { jsonReport } from '../../src/report/json/json.js';
import { markdownReport } from '../../src/report/markdown/markdown.js';
import { reviewChangeset } from '../../src/report/review/review-changeset.js';
import type { Review } from '../../src/report/review/review.js';
import { atLeastOne } from '../builders/at-least-one.js';
import { decidableChangeset } from '../builders/decidable-changeset.js';
import { tableLines } from './lines-of.js';

/** A page as it is read, in one line. */
const pageText = (html: string): string =>
  html
    .replaceAll(/<(script|style)>[^]*?<\/\1>/g, '')
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll('&#39;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>');

const formats: Readonly<Record<string, (review: Review) => Promise<string> | string>> = {
  table: async (review) => (await tableLines(review, { extent: 'all', width: 20_000 })).join('\n'),
  // What breaks up mentions.
  Markdown: (review) => markdownReport(review, { extent: 'all' }).replaceAll(/\u200b|<!---->/g, ''),
  HTML: (review) => pageText(htmlReport(review)),
  JSON: jsonReport,
};

const plain: Policy = { approvals: 1, when: 'always', notByAuthor: false, signed: 'none' };
const changeset = decidableChangeset();
const findings = toAccept(changeset).map(({ finding }) => finding);
const silent = { ...changeset, gates: [], blocked: [], errors: [], conflicts: [], renames: [], warnings: [] };
const nothingFound = { ...silent, changes: silent.changes.map((change) => ({ ...change, warnings: [] })) };
const approving = 'octosync approve changeset.json --by NAME';

interface Case {
  readonly name: string;
  readonly policy?: Policy;
  readonly of?: typeof changeset;
  readonly says: readonly string[];
  readonly never: readonly string[];
}

const cases: readonly Case[] = [
  {
    name: 'without a policy, how a flag or an approval lets it pass',
    says: [approving, 'apply --allow scope-widening, or accept it in an approval (approve --accept)', '--skip-blocked'],
    never: ['people must', 'accepted, with a reason'],
  },
  {
    name: 'under a policy, who and how many, and what is to be accepted',
    policy: { ...plain, approvals: 2, from: ['ada', 'grace'], notByAuthor: true },
    says: [
      '2 approvals, of ada, grace, not by the author',
      `${findings.length} findings accepted, with a reason`,
      'to approve it: 2 people must',
      ...findings.map((finding) => `${approving} --accept ${finding} --reason TEXT`),
      'whoever approves accepts it with a reason: approve --accept scope-widening:projectVariables/Shop',
    ],
    never: ['--allow', '--skip-blocked'],
  },
  {
    name: 'signed, with all in one command, since who signs says everything anew',
    policy: { ...plain, signed: 'ssh', signers: ['ada ssh-ed25519 AAAA'] },
    says: [
      '1 approval, signed',
      `${approving} --sign ${findings.map((finding) => `--accept ${finding}`).join(' ')} --reason TEXT`,
      'to approve it, and accept this, if you do: 1 person must',
    ],
    never: ['--allow', '--skip-blocked'],
  },
  {
    name: 'where findings ask for it and there are some',
    policy: { ...plain, when: 'findings' },
    says: ['1 approval', `${findings.length} findings accepted`, 'to approve it: 1 person must'],
    never: ['--allow', 'no approval', 'where there is something to look at'],
  },
  {
    name: 'where findings would ask for it and there are none',
    policy: { ...plain, approvals: 3, when: 'findings' },
    of: nothingFound,
    says: ['no approval: nothing was found', 'else 3 approvals', approving],
    never: ['people must', '--accept'],
  },
];

describe('Every format says what apply will require, and never a flag that a policy refuses (rules policy-accept)', () => {
  it('has something to accept of either kind', () => {
    expect(findings).toEqual(['scope-widening:projectVariables/Shop', 'blocked:channels/Shop/QA']);
  });

  it.each(
    atLeastOne(cases.flatMap((one) => Object.entries(formats).map(([format, say]) => ({ ...one, format, say })))),
  )('$format: $name', async ({ policy, of = changeset, says, never, say }) => {
    const text = (await say(reviewChangeset({ ...of, ...(policy && { policy }) }))).replaceAll(/\s+/g, ' ');
    expect([...says, ...never].filter((words) => text.includes(words))).toEqual(says);
  });

  it('leads to the review where there are more findings than anybody types', () => {
    const ids = Array.from({ length: 5 }, (_, index) => `projectVariables/P${index}`);
    const gates = [{ gate: 'scope-widening', says: '5 changes widen.', ids, figure: 5, limit: 'refuse' }];
    const nextOf = (policy: Policy) =>
      reviewChangeset({ ...changeset, blocked: [], gates, policy }).next.map(({ command, purpose }) => [
        command,
        purpose,
      ]);
    expect(nextOf(plain).at(-2)).toEqual([
      'octosync review changeset.json',
      'to accept 2 more in the browser, each with a reason',
    ]);
    expect(nextOf({ ...plain, signed: 'ssh' }).slice(1, 3)).toEqual([
      [`${approving} --sign`, 'to approve it: 1 person must'],
      ['octosync review changeset.json --sign', 'to accept all 5 in the browser, each with a reason'],
    ]);
  });
});
