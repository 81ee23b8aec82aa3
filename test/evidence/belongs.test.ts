import { describe, expect, it } from 'vitest';
import type { Changeset } from '../../src/changeset/changeset.js';
import { changesetDigest } from '../../src/changeset/digest.js';
import { filesIn, zipOf } from '../../src/evidence/zip.js';
import { canonicalFile, sha256 } from '../../src/model/canonical.js';
import { atLeastOne } from '../builders/at-least-one.js';
import { besideOf, bundleFrom, changesetNamed, check, forgedFrom, replacedIn, type Beside } from './bundle.js';

const sealed = (changeset: Changeset): Changeset => ({ ...changeset, digest: changesetDigest(changeset) });

const changeset = sealed({
  ...changesetNamed('Dev', 'Test'),
  gates: [{ gate: 'max-changes', figure: 2, limit: '1', says: 'It has 2 changes; 1 is the most.', ids: [] }],
});
const other = changesetNamed('Prod');
const beside = besideOf(changeset);
const others = besideOf(other);

const failuresOf = async (more: Beside) => (await check((await forgedFrom({ ...beside, ...more })).bytes)).failures;

type Fields = Readonly<Record<string, unknown>>;
const fields = (name: string): Fields => beside[name] as unknown as Fields;
const first = (name: string, list: string): Fields => (fields(name)[list] as readonly Fields[])[0] ?? {};

const receipt = (more: Fields): Beside => ({
  'changeset.receipt.json': { ...fields('changeset.receipt.json'), ...more },
});
const approval = (more: Fields): Beside => ({
  'changeset.approvals.json': {
    format: 'octosync-approvals/1',
    approvals: [{ ...first('changeset.approvals.json', 'approvals'), ...more }],
  },
});
const lines = beside['changeset.journal.jsonl'] as readonly Fields[];
const journal = (change: (line: Fields) => Fields): Beside => ({ 'changeset.journal.jsonl': lines.map(change) });

describe('What somebody puts together anew, with digests that fit (rules evidence-belongs)', () => {
  it('passes where it tells one story', async () => expect(await failuresOf({})).toEqual([]));

  it.each<[what: string, more: Beside, says: RegExp]>([
    ['another changeset', { 'changeset.json': other }, /of another changeset/],
    ['the receipt of another', { 'changeset.receipt.json': others['changeset.receipt.json'] }, /of another changeset/],
    ['the approvals of another', { 'changeset.approvals.json': others['changeset.approvals.json'] }, /no approval of/],
    [
      'the decisions of another',
      { 'changeset.decisions.json': others['changeset.decisions.json'] },
      /another changese/,
    ],
    ['the dry run of another', { 'changeset.dry-run.json': others['changeset.dry-run.json'] }, /of another changeset/],
    ['the journal of another', { 'changeset.journal.jsonl': others['changeset.journal.jsonl'] }, /no run of this/],
    ['the log of another', { 'changeset.log.jsonl': others['changeset.log.jsonl'] }, /no run of this/],
    ['the clean-up of another', { 'changeset.cleanup.json': others['changeset.cleanup.json'] }, /of another changeset/],
    ['the result of another', { 'changeset.verify.json': others['changeset.verify.json'] }, /of another changeset/],
    ['an approval of other bytes', approval({ file: sha256(`${canonicalFile(changeset)}\n`) }), /no approval of these/],
    ['an approval of another digest', approval({ digest: other.digest }), /no approval of these bytes/],
    ['an approval of what is no finding', approval({ accepted: [{ finding: 'x', reason: 'y' }] }), /no finding/],
    ['an approval with a signature that is none', approval({ signature: 'x' }), /The signature of the approval of Ada/],
    ['a receipt of another destination', receipt({ destination: other.source }), /another destination/],
    ['a receipt of another source', receipt({ source: changeset.destination }), /another source/],
    ['a receipt with fewer changes', receipt({ changes: [] }), /changes of the receipt are not those/],
    [
      'a receipt of another action',
      receipt({ changes: changeset.changes.map(({ id }) => ({ id, action: 'update', became: 'written' })) }),
      /something else than the changeset says/,
    ],
    [
      'a receipt that is complete, and has left something',
      receipt({ changes: changeset.changes.map(({ id }) => ({ id, became: 'failed' })) }),
      /came to its end, and/,
    ],
    [
      'a receipt that counts who did not approve',
      receipt({ approvals: [{ by: 'Eve', when: '2026-03-01T09:00:00.000Z' }] }),
      /counts an approval by Eve/,
    ],
    [
      'a receipt with an approval of another time',
      receipt({ approvals: [{ by: 'Ada', when: '2026-03-02T09:00:00.000Z' }] }),
      /counts an approval by Ada of 2026-03-02/,
    ],
    [
      'a receipt with what nobody accepted',
      receipt({ accepted: [{ by: 'Ada', finding: 'max-changes', reason: 'x' }] }),
      /Ada accepted max-changes, and no approval does/,
    ],
    [
      'a receipt with what nobody resolved',
      receipt({ resolved: [{ by: 'Ada', element: 'environments/Dev', takes: 'own' }] }),
      /Ada resolved environments\/Dev/,
    ],
    [
      'a receipt that takes something back',
      receipt({ undoes: { changeset: other.digest, receipt: other.digest, file: 'x' } }),
      /taken back/,
    ],
    [
      'a receipt that required more approvals than it counts',
      receipt({ policy: { approvals: 2, when: 'always', notByAuthor: false, signed: 'none' } }),
      /apply would have refused/,
    ],
    ['a receipt older than every run', receipt({ when: '2020-01-01T00:00:00.000Z' }), /older than every run/],
    ['a journal of another space', journal((line) => ({ ...line, space: 'Other' })), /another destination/],
    ['a journal of another server', journal((line) => ({ ...line, installation: 'x' })), /another destination/],
    [
      'a journal without what was written',
      { 'changeset.journal.jsonl': lines.filter(({ event }) => event !== 'after') },
      /was written, and the journal does not/,
    ],
    [
      'a journal with more than was written',
      {
        ...receipt({
          outcome: 'failed',
          changes: changeset.changes.map(({ id }) => ({ id, became: 'not attempted' })),
        }),
      },
      /The journal says that .* was written, and the receipt does not/,
    ],
    [
      'a result of another space',
      { 'changeset.verify.json': { ...fields('changeset.verify.json'), destination: identity('Other') } },
      /verify\.json is of space "Other"/,
    ],
    [
      'a result of fewer changes',
      { 'changeset.verify.json': { ...fields('changeset.verify.json'), asMeant: [changeset.changes[0]?.id] } },
      /says something of 1 changes/,
    ],
    [
      'a result of other changes',
      { 'changeset.verify.json': { ...fields('changeset.verify.json'), asMeant: ['x', 'y'] } },
      /names x, which is no change/,
    ],
    [
      'a dry run at another server',
      { 'changeset.dry-run.json': { ...fields('changeset.dry-run.json'), destination: identity('Other') } },
      /dry-run\.json is of space "Other"/,
    ],
    [
      'a dry run of other changes',
      {
        'changeset.dry-run.json': {
          ...fields('changeset.dry-run.json'),
          requests: [{ about: 'x', method: 'POST', path: 'y' }],
        },
      },
      /names x, which is no change/,
    ],
  ])('%s fails', async (_what, more, says) => expect((await failuresOf(more)).join('\n')).toMatch(says));

  function identity(space: string) {
    const { url, installation, version } = changeset.destination;
    return { url, installation, space, version };
  }

  it.each<[what: string, name: string, content: string, says: RegExp]>([
    ['a changeset that was edited', 'changeset.json', canonicalFile({ ...changeset, warnings: ['x'] }), /was edited/],
    ['a changeset that is none', 'changeset.json', 'x', /^changeset\.json: .*cannot be used/],
    ['a damaged receipt', 'changeset.receipt.json', '{"format": "octosync-receipt/1"}', /^changeset\.receipt.*damaged/],
    ['damaged decisions', 'changeset.decisions.json', '{}', /^changeset\.decisions\.json: .*damaged/],
    ['another page', 'review.html', '<p>Nothing changes.</p>', /review\.html does not say what the other files/],
    ['another index', 'index.html', '<p>Approved by all.</p>', /index\.html does not say what the other files/],
    ['another text', 'review.md', 'Nothing changes.', /review\.md does not say what the other files/],
  ])('%s fails', async (_what, name, content, says) => {
    const { bytes } = await bundleFrom(beside);
    expect((await check(replacedIn(bytes, name, content))).failures[0]).toMatch(says);
  });

  it('another manifest fails, whichever octosync is said to have made it', async () => {
    const { bytes, manifest } = await bundleFrom(beside);
    for (const tool of ['0.1.0', '9.9.9']) {
      const text = canonicalFile({ ...manifest, tool, approvedBy: ['Eve'] });
      const forged = zipOf(new Map([...(filesIn(bytes) ?? []), ['manifest.json', Buffer.from(text)]]));
      expect((await check(forged)).failures.join('\n')).toContain('manifest.json');
    }
  });

  it('passes with an approval that the receipt counts, what it accepts, and a policy that is kept', async () => {
    const accepted = [{ finding: 'max-changes', reason: 'CHG-1' }];
    const { when } = first('changeset.approvals.json', 'approvals');
    const counted = {
      approvals: [{ by: 'Ada', when }],
      accepted: [{ by: 'Ada', finding: 'max-changes', reason: 'CHG-1' }],
      policy: { approvals: 1, when: 'always', notByAuthor: false, signed: 'none' },
    };
    expect(await failuresOf({ ...approval({ accepted }), ...receipt(counted) })).toEqual([]);
  });

  it('passes with a run that was killed after the one of the receipt', async () => {
    const again = lines.slice(0, 2).map((line) => ({ ...line, when: '2026-03-01T12:00:00.000Z' }));
    expect(await failuresOf({ 'changeset.journal.jsonl': [...lines, ...again] })).toEqual([]);
  });

  it('passes where the snapshots of the same content were taken at another time', async () => {
    const source = { ...changeset.source, takenAt: '2026-02-02T00:00:00.000Z', revision: 'abc' };
    expect(await failuresOf(receipt({ source }))).toEqual([]);
  });
});

describe('What octosync puts together', () => {
  it.each(atLeastOne(Object.keys(beside).filter((name) => name !== 'changeset.json')))(
    'names %s of another changeset as missing, and passes',
    async (name) => {
      const { bytes, manifest } = await bundleFrom({ ...beside, [name]: others[name] });
      expect(manifest.missing).toContainEqual(
        expect.objectContaining({ name, why: expect.stringMatching(/of another changeset|of other bytes/) as string }),
      );
      expect((await check(bytes)).failures).toEqual([]);
    },
  );

  it('says of a changeset alone that nothing is known of what became of it', async () => {
    const { bytes, manifest } = await bundleFrom({ 'changeset.json': changeset });
    expect(manifest.outcome).toBeUndefined();
    expect(manifest.missing.map(({ name }) => name)).toContain('changeset.verify.json');
    expect((await check(bytes)).failures).toEqual([]);
  });
});

describe('Signatures', () => {
  const signed = () => forgedFrom({ ...beside, ...approval({ signature: 'a signature' }) });

  it('pass that are known', async () => {
    const { bytes } = await signed();
    const signatureOf = () => Promise.resolve({ by: 'SHA256:abc', isKnown: true });
    expect(await check(bytes, { signatureOf })).toMatchObject({ failures: [], notes: [] });
  });

  it('are told where nobody knows whose they are', async () => {
    const { bytes } = await signed();
    const signatureOf = () => Promise.resolve({ by: 'SHA256:abc', isKnown: false });
    const { failures, notes } = await check(bytes, { signatureOf });
    expect([failures, notes]).toEqual([[], [expect.stringContaining('the key SHA256:abc, which no list of signers')]]);
  });
});

it('A bundle of another octosync is checked in all but its pages, and says so', async () => {
  const { bytes } = await forgedFrom(beside);
  const { failures, notes } = await check(bytes, { tool: '9.9.9' });
  expect([failures, notes]).toEqual([[], [expect.stringContaining('made by octosync 0.1.0')]]);
});
