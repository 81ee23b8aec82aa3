import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { loadInstances, sandboxKey } from '../../src/commands/flags/load-instances.js';
import {
  apply,
  BlockedError,
  diff,
  readChangeset,
  readPolicy,
  readSnapshot,
  writeChangeset,
} from '../../src/library/index.js';
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

describe('diff of the library', () => {
  const sides = async () => ({
    source: await readSnapshot(join(examples, 'dev-test')),
    destination: await readSnapshot(join(examples, 'staging-prod')),
  });

  it('writes the policy of the destination into the changeset, inside the digest, as the command does (rules policy-require)', async () => {
    const { source, destination } = await sides();
    const { url, space } = destination.identity;
    const cwd = await workFolder();
    const config = join(cwd, 'octosync.yml');
    const requires = '{ approvals: 2, from: [Ada, Grace], notByAuthor: true, signed: ssh, signers: signers }';
    const prod = `{ url: "${url}", space: "${space}", require: ${requires} }`;
    const instances = `instances:\n  dev: { url: "https://dev.example.com" }\n  prod: ${prod}\n`;
    await writeFile(
      config,
      `${instances}syncs:\n  main: { source: dev, destination: prod, select: { environments: Test } }\n`,
    );
    await writeFile(join(cwd, 'signers'), 'ada ssh-ed25519 AAAA\n');
    const policy = await readPolicy(destination, config);
    const changeset = diff(source, destination, rules, { policy, author: 'Mallory' });
    const args = ['diff', join(examples, 'dev-test'), join(examples, 'staging-prod'), '--sync', 'main'];
    expect((await octosync([...args, '--author', 'Mallory'], { cwd })).code).toBe(0);
    const { policy: written, made } = await readChangeset(join(cwd, 'changeset.json'));
    expect(changeset.policy).toEqual(written);
    expect(written).toMatchObject({ approvals: 2, signers: ['ada ssh-ed25519 AAAA'] });
    expect(made?.author).toBe(changeset.made?.author);
    expect(changeset.digest).not.toBe(diff(source, destination, rules, { author: 'Mallory' }).digest);
    expect(() => diff(source, destination, rules, { policy })).toThrow('It is not said who makes this changeset');
  });

  it('writes none where none is required', async () => {
    const { source, destination } = await sides();
    const policy = await readPolicy(destination);
    expect(policy).toBeUndefined();
    expect(diff(source, destination, rules, { policy })).toEqual(diff(source, destination, rules));
  });

  it('makes what apply holds to where no configuration is', async () => {
    const { file, prod, server } = await prepared();
    const { source, destination } = await sides();
    const policy = { approvals: 1, when: 'always', notByAuthor: false, signed: 'none' } as const;
    await writeChangeset(file, diff(source, destination, rules, { policy }));
    await expect(apply(file, server)).rejects.toThrow('needs an approval and has none');
    expect(prod.requests).toEqual([]);
  });
});

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
