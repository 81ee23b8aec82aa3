import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, afterAll, describe, expect, it } from 'vitest';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { textOf } from '../../src/model/json.js';
import { filesIn, octosync } from '../e2e/cli.js';
import { environmentsOf, fillSpace } from './fill-space.js';
import { twoSpaces, type Place, type TwoSpaces } from './two-spaces.js';

/*
 * The same suite against a sandbox and against a real Octopus Server: docs/real-server.md. Its tests are one story, each
 * goes on from the one before.
 */
let spaces: TwoSpaces;
let cwd: string;

beforeAll(async () => {
  cwd = await mkdtemp(join(tmpdir(), 'octosync-real-'));
  spaces = await twoSpaces();
}, 300_000);
afterAll(async () => {
  await spaces.remove();
  await rm(cwd, { recursive: true, force: true });
}, 300_000);

const run = (...args: readonly string[]) => octosync(args, { cwd, key: spaces.source.apiKey });

const ran = async (...args: readonly string[]): Promise<string> => {
  const { code, stdout, stderr } = await run(...args);
  expect(code, `${args.join(' ')}\n${stdout}${stderr}`).toBe(0);
  return stdout;
};

const at = ({ url, space }: Place): readonly string[] => [
  ...['--url', url, '--space', space],
  // A server in a container is mostly reached without TLS.
  ...(url.startsWith('http://') ? ['--insecure-http'] : []),
];

const select = ['environments', 'lifecycles', 'project-groups', 'tenant-tag-sets', 'tenants']
  .concat('library-variable-sets', 'projects', 'channels')
  .flatMap((type) => [`--${type}`, 'all']);

const snapshot = (place: Place, out: string): Promise<string> => ran('snapshot', ...at(place), '--out', out, '--quiet');

describe('Against a server', { timeout: 300_000, shuffle: false }, () => {
  it('a space is filled and taken; taking it twice gives the same bytes', async () => {
    await fillSpace(spaces.source);
    await snapshot(spaces.source, 'source');
    await snapshot(spaces.source, 'source-again');
    await snapshot(spaces.destination, 'destination');
    const [once, twice] = await Promise.all(['source', 'source-again'].map((name) => filesIn(join(cwd, name))));
    const manifest = (files: ReadonlyMap<string, string> | undefined) =>
      JSON.parse(files?.get('snapshot.json') ?? '{}') as Record<string, unknown>;
    expect({ ...manifest(twice), takenAt: null }).toEqual({ ...manifest(once), takenAt: null });
    expect(manifest(once)['unresolved']).toEqual([]);
    const others = (files: ReadonlyMap<string, string> | undefined) =>
      [...(files ?? [])].filter(([path]) => path !== 'snapshot.json');
    expect(others(twice)).toEqual(others(once));
  });

  it('the destination is made the same, after an approval', async () => {
    await ran('diff', '--force', 'source', 'destination', ...select);
    await ran('approve', 'changeset.json', '--by', 'the tests');
    const dry = await ran('apply', 'changeset.json', ...at(spaces.destination), '--dry-run', '--require-approval');
    expect(dry).toContain('nothing written');
    const flags = ['--yes', '--require-approval', '--log', 'apply.log'];
    await ran('apply', 'changeset.json', ...at(spaces.destination), ...flags);
    expect(await readFile(join(cwd, 'changeset.cleanup.md'), 'utf8')).toContain('Password');
  });

  it('the server stored what was sent: a second diff is empty, verify agrees, a second apply has nothing to do', async () => {
    await snapshot(spaces.destination, 'after');
    await ran('diff', 'source', 'after', ...select, '--out', 'again.json', '--exit-code');
    await ran('verify', 'changeset.json', ...at(spaces.destination));
    expect(await ran('apply', 'changeset.json', ...at(spaces.destination), '--yes')).toMatch(/^0 written/m);
    const log = await readFile(join(cwd, 'apply.log'), 'utf8');
    expect(log).not.toContain(spaces.source.apiKey);
    expect(log).not.toContain('of the source');
  });

  it('an update changes what it says and nothing else', async () => {
    const test = (await environmentsOf(spaces.source)).get('Test');
    await spaces.source.call('PUT', `environments/${textOf(test?.['Id'])}`, { ...test, Description: 'Tried twice.' });
    await snapshot(spaces.source, 'source');
    await ran('diff', '--force', 'source', 'after', '--environments', 'Test', '--existing-environments', 'update');
    expect(await ran('apply', 'changeset.json', ...at(spaces.destination), '--yes')).toMatch(/^1 written/m);
    const changed = (await environmentsOf(spaces.destination)).get('Test');
    expect(changed?.['Description']).toBe('Tried twice.');
  });

  it('drift is found before anything is written', async () => {
    const test = (await environmentsOf(spaces.destination)).get('Test');
    const path = `environments/${textOf(test?.['Id'])}`;
    await spaces.destination.call('PUT', path, { ...test, Description: 'By hand.' });
    await snapshot(spaces.destination, 'after');
    await spaces.destination.call('PUT', path, { ...test, Description: 'By hand, again.' });
    await ran('diff', '--force', 'source', 'after', '--environments', 'Test', '--existing-environments', 'update');
    const { code, stderr } = await run('apply', 'changeset.json', ...at(spaces.destination), '--yes');
    expect([code, stderr]).toEqual([4, expect.stringContaining('environments/Test at /Description')]);
  });
});
