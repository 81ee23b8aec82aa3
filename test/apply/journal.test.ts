import { spawnSync } from 'node:child_process';
import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openJournal } from '../../src/workspace/journal-file.js';
import { workFolder } from '../e2e/cli.js';

const of = { changeset: 'sha256:one', installation: 'prod', space: 'Default' };
const place = async (): Promise<string> => join(await workFolder(), 'changeset.journal.jsonl');

/** A run that is killed: the journal is not ended, and its lock names a process that is gone. */
const killed = (path: string): void => {
  const { pid } = spawnSync(process.execPath, ['-e', '0']);
  writeFileSync(`${path}.lock`, JSON.stringify({ pid, host: hostname() }));
};

describe('The journal of an apply (rules apply-journal)', () => {
  it('says what a run that was killed had written', async () => {
    const path = await place();
    const first = openJournal(path, of);
    first.before('environments/Test', 'POST', 'Spaces-1/environments');
    first.after('environments/Test', 'written');
    first.before('environments/Prod', 'POST', 'Spaces-1/environments');
    killed(path);
    expect([...openJournal(path, of).written]).toEqual(['environments/Test']);
  });

  it('does not stumble over a line that was cut short', async () => {
    const path = await place();
    const first = openJournal(path, of);
    first.after('environments/Test', 'written');
    appendFileSync(path, '{"event":"aft');
    killed(path);
    expect([...openJournal(path, of).written]).toEqual(['environments/Test']);
  });

  it('begins anew after a run that came to its end', async () => {
    const path = await place();
    const first = openJournal(path, of);
    first.after('environments/Test', 'written');
    first.end('complete');
    expect([...openJournal(path, of).written]).toEqual([]);
  });

  it('goes on after a run that stopped at a refusal', async () => {
    const path = await place();
    const first = openJournal(path, of);
    first.after('environments/Test', 'written');
    first.after('environments/Prod', 'failed', 'no permission');
    first.end('stopped');
    expect([...openJournal(path, of).written]).toEqual(['environments/Test']);
  });

  it.each([
    ['another changeset', { ...of, changeset: 'sha256:two' }, 'another changeset'],
    ['another installation', { ...of, installation: 'dev' }, 'another destination'],
    ['another space', { ...of, space: 'Other' }, 'another destination'],
  ])('is refused for %s while its own run is unfinished, and nothing is lost', async (_name, other, says) => {
    const path = await place();
    openJournal(path, of).end('stopped');
    const before = readFileSync(path, 'utf8');
    expect(() => openJournal(path, other)).toThrow(says);
    expect(readFileSync(path, 'utf8')).toBe(before);
    expect(existsSync(`${path}.lock`)).toBe(false);
  });

  it('is open to another changeset once its own run is complete', async () => {
    const path = await place();
    openJournal(path, of).end('complete');
    expect([...openJournal(path, { ...of, changeset: 'sha256:two' }).written]).toEqual([]);
  });
});

describe('The lock of an apply', () => {
  it('refuses a second apply while the first works', async () => {
    const path = await place();
    const first = openJournal(path, of);
    expect(() => openJournal(path, of)).toThrow(/Another apply works on this changeset \(process \d+/);
    first.end('complete');
    openJournal(path, of).end('complete');
  });

  it('does not survive a crash', async () => {
    const path = await place();
    killed(path);
    openJournal(path, of).end('complete');
    expect(existsSync(`${path}.lock`)).toBe(false);
  });

  it('of another machine is not taken over', async () => {
    const path = await place();
    writeFileSync(`${path}.lock`, JSON.stringify({ pid: 1, host: 'elsewhere' }));
    expect(() => openJournal(path, of)).toThrow('on elsewhere');
  });
});
