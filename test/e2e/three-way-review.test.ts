import { join } from 'node:path';
import { expect, it } from 'vitest';
import { canonicalFile } from '../../src/model/canonical.js';
import { filesIn, readPictures, readTexts } from '../../src/snapshot/read-files.js';
import { readSnapshot } from '../../src/snapshot/read.js';
import { filesDigest, writeSnapshot, type FileContent } from '../../src/snapshot/write.js';
import { examples, octosync, workFolder } from './cli.js';

/** The example of a snapshot, with environments beside those that it has: by their names, what is said of each. */
const withEnvironments = async (example: string, to: string, added: Readonly<Record<string, string>>) => {
  const from = join(examples, example);
  const paths = filesIn(from);
  const { manifest } = await readSnapshot(from);
  const files = new Map<string, FileContent>([...readTexts(from, paths), ...readPictures(from, paths).byPath]);
  for (const [name, description] of Object.entries(added))
    files.set(`environments/${name}.json`, canonicalFile({ Name: name, Description: description }));
  await writeSnapshot(to, { ...manifest, digest: filesDigest(files) }, files);
};

/** A base, a source that has removed two environments since, and a destination that has changed one of them. */
const prepared = async () => {
  const cwd = await workFolder();
  await withEnvironments('dev-test', join(cwd, 'base'), { Old: '', Changed: '' });
  await withEnvironments('dev-test', join(cwd, 'dev'), {});
  await withEnvironments('staging-prod', join(cwd, 'prod'), { Old: '', Changed: 'Ours', Own: '' });
  return (...args: readonly string[]) => octosync(args, { cwd });
};

it('diff says how many conflicts are left, which do not refuse anything; show says who changed what', async () => {
  const run = await prepared();
  const { code, stdout, stderr } = await run(
    'diff',
    'dev',
    'prod',
    '--base',
    'base',
    '--environments',
    'Old,Changed,Own',
  );
  expect([code, `${stdout}${stderr}`]).toEqual([0, expect.stringContaining('0 errors, 1 conflict left.')]);
  const shown = (await run('show', '--details')).stdout;
  expect(shown).toMatch(/^ {2}Base +space Default of https:\/\/dev-test\.octopus\.example\.com/m);
  expect(shown).toMatch(/1 needs your\s+decision\s+\(1\s+conflict\)/);
  expect(shown).toMatch(/^ {4}environment "Changed"$/m);
  expect(shown).toMatch(/^ {6}base {4}\(there\)\n {6}source {2}\(not there\)\n {6}here {4}\(changed\)$/m);
  expect(shown).toMatch(/^ {2}1 thing removed on the source, still here in 1 environment$/m);
  expect(shown).toMatch(/^Only on the destination: 1$/m);
  const both = JSON.parse((await run('show', '--since', 'both', '--format', 'json')).stdout) as Record<string, unknown>;
  expect(both['conflicts']).toMatchObject([{ element: 'environments/Changed', since: 'both', takes: 'destination' }]);
  expect(both['removed']).toEqual([]);
  const resolved = await run('approve', 'changeset.json', '--by', 'Ada', '--resolve', 'environments/Changed', 'own');
  expect(resolved.code).toBe(0);
});
