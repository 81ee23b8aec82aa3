import { cp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Receipt } from '../../src/changeset/receipt.js';
import { openFormat, receiptFormat } from '../../src/changeset/format.js';
import { readSnapshot } from '../../src/snapshot/read.js';
import { writeSnapshot } from '../../src/snapshot/write.js';
import { readBase } from '../../src/workspace/base-at.js';
import { moveBase, refuseAsBase } from '../../src/workspace/move-base.js';
import { digest } from '../builders/brands.js';
import { examples, filesIn, workFolder } from '../e2e/cli.js';

const source = join(examples, 'dev-test');
const other = join(examples, 'staging-prod');

const opened: Receipt['open'][number] = {
  id: 'environments/Test',
  type: 'environments',
  names: ['Test'],
  base: null,
  first: '2026-01-01T00:00:00.000Z',
};

/** The receipt of a run that applied a snapshot, as far as the base looks at it. */
const receiptFor = async (directory: string, more: Partial<Receipt> = {}): Promise<Receipt> => {
  const { identity, digest: of } = await readSnapshot(directory);
  const side = { ...identity, digest: of };
  return {
    ...{ format: receiptFormat, changeset: digest('a'), source: side, destination: side, tool: '0.1.0', when: '' },
    ...{
      options: { allow: [], skipBlocked: false, allowDrift: false },
      outcome: 'complete',
      changes: [],
      selections: [],
      resolved: [],
    },
    ...{ open: [opened], base: { moved: false, says: '' }, ...more },
  };
};

describe('The base moves (rules base-moves)', () => {
  it('to the snapshot that was applied, with what is open beside it', async () => {
    const base = join(await workFolder(), 'bases', 'main');
    const moved = await moveBase(await receiptFor(source), undefined, { base, source });
    expect(moved).toEqual({ moved: true, says: expect.stringContaining(base) as string });
    const found = await readBase(base);
    expect(found?.open).toEqual([opened]);
    expect(found?.snapshot.digest).toBe((await readSnapshot(source)).digest);
    const { 'open.json': open, ...copied } = Object.fromEntries(await filesIn(base));
    expect(open).toContain(openFormat);
    expect(copied).toEqual(Object.fromEntries(await filesIn(source)));
  });

  it('from an earlier base, which goes with what was open beside it', async () => {
    const base = join(await workFolder(), 'main');
    await moveBase(await receiptFor(other), undefined, { base, source: other });
    const { digest: earlier } = await readSnapshot(base);
    const moved = await moveBase(await receiptFor(source, { open: [] }), earlier, { base, source });
    expect(moved.moved).toBe(true);
    expect(await readBase(base)).toMatchObject({ open: [], snapshot: { digest: (await readSnapshot(source)).digest } });
  });

  it.each<[string, Partial<Receipt>, { base?: string; source?: string }, string]>([
    ['the run failed', { outcome: 'failed' }, {}, 'the run was failed'],
    ['the run was interrupted', { outcome: 'interrupted' }, {}, 'the run was interrupted'],
    ['the destination had drifted', { outcome: 'drifted' }, {}, 'the run was drifted'],
    ['another snapshot lies there', {}, { source: other }, 'holds another snapshot'],
    ['no snapshot lies there', {}, { source: 'nowhere' }, 'There is no snapshot here'],
    ['nobody says where it is', {}, { source: undefined as never }, 'Name it with --source'],
    ['a revision does not change', {}, { base: 'HEAD:bases/main' }, 'of a revision'],
    ['nobody wants one', {}, { base: 'none' }, 'No base is kept'],
  ])('not where %s', async (_what, more, places, says) => {
    const base = join(await workFolder(), 'main');
    const stays = await moveBase(await receiptFor(source, more), undefined, { base, source, ...places });
    expect(stays).toEqual({ moved: false, says: expect.stringContaining(says) as string });
    expect(await readBase(base)).toBeUndefined();
  });

  it('not over one that the changeset was not compared with', async () => {
    const base = join(await workFolder(), 'main');
    await moveBase(await receiptFor(other), undefined, { base, source: other });
    const before = await filesIn(base);
    const stays = await moveBase(await receiptFor(source), undefined, { base, source });
    expect(stays).toEqual({ moved: false, says: expect.stringContaining('not compared with it') as string });
    expect(await filesIn(base)).toEqual(before);
  });

  it('not into a folder with files of somebody else', async () => {
    const base = await workFolder();
    await writeFile(join(base, 'notes.txt'), 'Mine.');
    const stays = await moveBase(await receiptFor(source), undefined, { base, source });
    expect(stays.moved).toBe(false);
    expect([...(await filesIn(base)).keys()]).toEqual(['notes.txt']);
  });

  it('in Git by being committed', async () => {
    expect(await moveBase(await receiptFor(source), undefined, { base: 'git', source: undefined })).toMatchObject({
      moved: true,
    });
  });
});

describe('A base in a directory (rules base-place)', () => {
  const placed = async (): Promise<string> => {
    const base = join(await workFolder(), 'main');
    await moveBase(await receiptFor(source), undefined, { base, source });
    return base;
  };

  it('is none where nothing is yet', async () => {
    expect(await readBase(join(await workFolder(), 'main'))).toBeUndefined();
  });

  it('is a snapshot that leaves nothing open, where a person has put one there', async () => {
    const base = join(await workFolder(), 'main');
    await cp(source, base, { recursive: true });
    expect(await readBase(base)).toMatchObject({ open: [] });
  });

  it('is found aside, where a run was killed while it moved it', async () => {
    const base = await placed();
    const { scratchFor, otherKind } = await import('../../src/snapshot/scratch.js');
    const aside = otherKind(await scratchFor(base, 'new'), 'old').replace(`~${process.pid}~`, '~99999999~');
    await rename(base, aside);
    expect(await readBase(base)).toMatchObject({ open: [opened] });
  });

  it.each<[string, (text: string) => string, RegExp]>([
    ['cut short', (text) => text.slice(0, 40), /cannot be read/],
    ['of another format', (text) => text.replace(openFormat, 'octosync-open/99'), /of the format/],
    ['damaged', (text) => text.replace('"first"', '"firts"'), /is damaged/],
    [
      'edited to begin with something that the snapshot does not say',
      (text) => text.replace('"base": null', '"base": [{ "op": "remove", "path": "/Nowhere/0" }]'),
      /does not fit the snapshot/,
    ],
    ['a base in a word', (text) => text.replace('"base": null', '"base": "tested"'), /is damaged/],
    ['of another base', (text) => text.replace(/sha256:[0-9a-f]{4}/, 'sha256:0000'), /beside another base/],
  ])('is refused where what is open is %s', async (_what, damage, says) => {
    const base = await placed();
    const file = join(base, 'open.json');
    await writeFile(file, damage(await readFile(file, 'utf8')));
    await expect(readBase(base)).rejects.toMatchObject({ message: expect.stringMatching(says) as string, where: file });
  });

  it('is refused where the snapshot was edited', async () => {
    const base = await placed();
    await rm(join(base, 'environments'), { recursive: true });
    await expect(readBase(base)).rejects.toThrow('/digest does not match');
  });

  it('is not replaced by a snapshot that is taken there: that was never applied', async () => {
    const base = await placed();
    const { manifest } = await readSnapshot(source);
    await expect(writeSnapshot(base, manifest, new Map())).rejects.toMatchObject({ details: ['open.json'] });
  });

  it('has a directory of its own', () => {
    expect(() => refuseAsBase('./snapshots/dev/', 'snapshots/dev')).toThrow('a directory of its own');
    expect(() => refuseAsBase('git', 'git')).not.toThrow();
  });
});
