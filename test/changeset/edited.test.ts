import { describe, expect, it } from 'vitest';
import { sealAnew } from '../../src/changeset/edited.js';
import { parseChangeset } from '../../src/changeset/read.js';
import { diff } from '../../src/diff/index.js';
import { canonicalFile } from '../../src/model/canonical.js';
import { settings, space } from '../builders/space.js';

const text = canonicalFile(diff(space('a').project('OctoFX').step('Deploy').build(), space('b').build(), settings()));

describe('A changeset that was edited by hand', () => {
  it('is a changeset again, with another digest', async () => {
    const edited = text.replaceAll('OctoFX', 'OctoFY');
    const sealed = await sealAnew(edited, 'c.json');
    await expect(parseChangeset(edited, 'c.json')).rejects.toThrow('was edited');
    expect(await parseChangeset(canonicalFile(sealed), 'c.json')).toEqual(sealed);
    expect(sealed.digest).not.toBe((JSON.parse(text) as { readonly digest: string }).digest);
  });

  it('keeps its digest where nothing was edited', async () =>
    expect(canonicalFile(await sealAnew(text, 'c.json'))).toBe(text));

  it.each([
    [
      'an action that there is not',
      text.replace('"action": "create"', '"action": "rename"'),
      '/changes/0/action is none of create, update, delete',
    ],
    ['a change without its order', text.replace(/"order": \d+,/, ''), '/changes/0/order is missing'],
    ['a field of its own', text.replace('"changes"', '"mine": 1, "changes"'), '/mine is unknown here'],
    ['text for a list', text.replace(/"dependsOn": \[[^\]]*\]/, '"dependsOn": "x"'), '/dependsOn is no list'],
  ])('is refused with %s, and the place is named', (_what, damaged, says) =>
    expect(sealAnew(damaged, 'c.json')).rejects.toMatchObject({
      what: 'The changeset is damaged.',
      details: expect.arrayContaining([expect.stringContaining(says)]) as unknown,
    }),
  );
});
