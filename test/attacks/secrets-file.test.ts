import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Changeset } from '../../src/changeset/changeset.js';
import { readSecrets } from '../../src/workspace/secrets-file.js';
import { workFolder } from '../e2e/cli.js';

const waits = (id: string, ...pointers: readonly string[]) => ({
  id,
  cleanUp: pointers.map((at) => ({ kind: 'replace-secret', at, says: 'Enter it.' })),
});

/** What waits for secrets: two accounts, and a certificate. */
const changeset = {
  changes: [
    waits('accounts/Web A', '/Password'),
    waits('accounts/Web B', '/Password'),
    waits('certificates/TLS', '/CertificateData', '/Password'),
    { id: 'environments/Test', cleanUp: [] },
  ],
} as unknown as Changeset;

const fileWith = async (content: object, mode = 0o600): Promise<string> => {
  const path = join(await workFolder(), 'secrets.json');
  await writeFile(path, JSON.stringify(content));
  await chmod(path, mode);
  return path;
};

const hush = { '/Password': 'hush' };

describe('A secret for a place that waits for none', () => {
  it.each<[what: string, content: object, expected: string]>([
    ['a pointer with a slip', { 'certificates/TLS': { '/Pasword': 'hush' } }, 'did you mean /Password?'],
    ['a pointer of another kind', { 'accounts/Web A': { '/Token': 'hush' } }, 'there are: /Password'],
    ['a pointer without its slash', { 'accounts/Web A': { Password: 'hush' } }, 'did you mean /Password?'],
    ['a pointer of no secret', { 'accounts/Web A': { '/Name': 'hush' } }, 'is no place of a secret'],
    ['an id with a slip', { 'certificates/TSL': hush }, 'did you mean certificates/TLS?'],
    ['an id in other letters', { 'Certificates/tls': hush }, 'did you mean certificates/TLS?'],
    ['an id of no type', { 'passwords/Web': hush }, 'does not begin with a type of resource'],
    ['a name alone', { TLS: hush }, 'does not begin with a type of resource'],
    ['a prototype', JSON.parse('{"__proto__": {"/Password": "hush"}}') as object, 'does not begin with a type'],
    ['no object', { 'accounts/Web A': 'hush' }, 'is no object of pointers and values'],
  ])('%s is an error that says what was meant, and not the secret', async (_what, content, expected) => {
    const refused = readSecrets(await fileWith(content), changeset);
    await expect(refused).rejects.toThrow(expected);
    await expect(refused).rejects.not.toThrow('hush');
  });

  it.each<[what: string, content: object]>([
    ['of another changeset', { 'accounts/Mail': hush }],
    ['of a neighbour, beside its own', { 'accounts/Web C': hush, 'accounts/Web A': hush, 'accounts/Web B': hush }],
    ['of a change that waits for nothing', { 'environments/Test': hush }],
  ])('one %s is a note', async (_what, content) => {
    const { notes } = await readSecrets(await fileWith(content), changeset);
    expect(notes).toEqual([expect.stringContaining('nothing in this changeset waits for the secrets of')]);
  });
});

describe('A file of secrets', () => {
  it('gives each to its place alone', async () => {
    const { valueFor, notes } = await readSecrets(await fileWith({ 'accounts/Web A': hush }), changeset);
    expect([valueFor('accounts/Web A', '/Password'), valueFor('accounts/Web B', '/Password'), notes]).toEqual([
      'hush',
      undefined,
      [],
    ]);
  });

  it.each([0o644, 0o640, 0o604, 0o660])('that others can read (%i) is told', async (mode) => {
    const { notes } = await readSecrets(await fileWith({ 'accounts/Web A': hush }, mode), changeset);
    expect(notes).toEqual([expect.stringContaining('can be read by other users')]);
  });
});
