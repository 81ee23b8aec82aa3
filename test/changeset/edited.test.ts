import { describe, expect, it } from 'vitest';
import { sealAnew } from '../../src/changeset/edited.js';
import { parseChangeset } from '../../src/changeset/read.js';
import { diff } from '../../src/diff/index.js';
import { canonicalFile } from '../../src/model/canonical.js';
import { UsageError } from '../../src/model/errors.js';
import { settings, space } from '../builders/space.js';

const text = canonicalFile(diff(space('a').project('OctoFX').step('Deploy').build(), space('b').build(), settings()));

describe('A changeset that was edited by hand', () => {
  it('is a changeset again, with another digest', () => {
    const edited = text.replaceAll('"OctoFX"', '"OctoFY"');
    const sealed = sealAnew(edited, 'c.json');
    expect(() => parseChangeset(edited, 'c.json')).toThrow('was edited');
    expect(parseChangeset(canonicalFile(sealed), 'c.json')).toEqual(sealed);
    expect(sealed.digest).not.toBe((JSON.parse(text) as { readonly digest: string }).digest);
  });

  it('keeps its digest where nothing was edited', () => expect(canonicalFile(sealAnew(text, 'c.json'))).toBe(text));

  it.each([
    ['an action that there is not', text.replace('"action": "create"', '"action": "delete"'), '/changes/0'],
    ['a change without its order', text.replace(/"order": \d+,/, ''), "must have required property 'order'"],
    ['a field of its own', text.replace('"changes"', '"mine": 1, "changes"'), 'must NOT have additional properties'],
    ['text for a list', text.replace(/"dependsOn": \[[^\]]*\]/, '"dependsOn": "x"'), '/dependsOn must be array'],
  ])('is refused with %s, and the place is named', (_what, damaged, says) => {
    let said = '';
    try {
      sealAnew(damaged, 'c.json');
    } catch (error) {
      if (error instanceof UsageError) said = [error.what, ...error.details].join('\n');
    }
    expect(said).toContain('is no changeset any more');
    expect(said).toContain(says);
  });
});
