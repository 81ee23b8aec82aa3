import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { loadInstances, sandboxKey } from '../../src/commands/flags/load-instances.js';
import { apply, BlockedError, diff, readSnapshot, writeChangeset } from '../../src/library/index.js';
import { startSandbox } from '../../src/sandbox/server/index.js';
import { examples, filesIn, octosync, workFolder } from '../e2e/cli.js';

/** The certificate of the example is public. */
const secrets = { 'certificates/OctoFX TLS': { '/CertificateData': { file: join(examples, 'octofx-tls.pem') } } };

const rules = { select: { projects: 'OctoFX', channels: '!*', environments: '!*' }, dependencies: 'include' } as const;

/** A changeset in a file, its server, and a configuration that requires an approval there. */
const prepared = async () => {
  const cwd = await workFolder();
  const [source, destination] = [join(examples, 'dev-test'), join(examples, 'staging-prod')];
  const sandbox = await startSandbox(await loadInstances([destination], sandboxKey, 0));
  onTestFinished(() => sandbox.close());
  const [prod] = sandbox.instances;
  if (!prod) throw new Error('One instance was started.');
  const file = join(cwd, 'changeset.json');
  await writeChangeset(file, diff(await readSnapshot(source), await readSnapshot(destination), rules));
  const config = join(cwd, 'octosync.yml');
  await writeFile(config, `instances: { prod: { url: "${prod.url}", require: { approvals: 1 } } }\n`);
  await writeFile(join(cwd, 'secrets.json'), JSON.stringify(secrets));
  return { cwd, file, config, prod, server: { url: prod.url, apiKey: prod.apiKey } };
};

describe('apply of the library', () => {
  it('is refused where the configuration requires an approval that is not there, before any request', async () => {
    const { cwd, file, config, prod, server } = await prepared();
    await expect(apply(file, server, { config })).rejects.toThrow(BlockedError);
    expect(prod.requests).toEqual([]);
    expect([...(await filesIn(cwd)).keys()].sort()).toEqual(['changeset.json', 'octosync.yml', 'secrets.json']);
  });

  it('applies what is approved, and leaves beside it what the command leaves', async () => {
    const { cwd, file, config, server } = await prepared();
    expect((await octosync(['approve', file, '--by', 'Ada'], { cwd })).code).toBe(0);
    const { outcome, receipt } = await apply(file, server, { config, secrets: join(cwd, 'secrets.json') });
    expect(outcome.kind).toBe('applied');
    expect(receipt).toMatchObject({ outcome: 'complete', approvals: [{ by: 'Ada' }] });
    const endings = [...(await filesIn(cwd)).keys()].map((name) => name.replace('changeset.', ''));
    expect(endings).toEqual(expect.arrayContaining(['journal.jsonl', 'log.jsonl', 'receipt.json', 'cleanup.md']));
  });

  it.each([
    ['an option', { options: { existingStep: true } }, 'existingStep'],
    ['a type', { select: { project: 'all' } }, 'project'],
    ['a preset', { preset: 'mirror' }, 'There is no preset "mirror"'],
  ])('refuses rules with %s that there is not', (_case, wrong, says) => {
    const empty = readSnapshot(join(examples, 'dev-test'));
    return expect(empty.then((space) => diff(space, space, wrong))).rejects.toThrow(says);
  });
});
