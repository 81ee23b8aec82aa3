import { describe, expect, it } from 'vitest';
import { diff } from '../../src/diff/index.js';
import { digest } from '../builders/brands.js';
import { changeOf } from '../builders/outcome.js';
import { settings, space } from '../builders/space.js';

describe('Logos', () => {
  const logo = (digest: string) => ({ $logo: { $file: `sha256:${digest}` } });
  const on = (installation: string, more = {}) => space(installation).project('OctoFX', more).build();

  it('follow where the bytes differ, and the changeset holds them', () => {
    const bytes = new Uint8Array([1, 2, 3]);
    const source = { ...on('dev', logo('a')), files: new Map([[digest('a'), bytes]]) };
    const changeset = diff(source, on('prod', logo('b')), settings());
    expect(changeOf(changeset, 'projects/OctoFX#logo')).toMatchObject({
      patch: [
        { op: 'test', path: '/$logo', value: { $file: 'sha256:b' } },
        { op: 'replace', path: '/$logo', value: { $file: 'sha256:a' } },
      ],
    });
    expect(changeset.files).toEqual({ 'sha256:a': 'AQID' });
  });

  it.each([
    ['the bytes are the same', logo('a'), logo('a'), {}],
    ['the switch is off', logo('a'), logo('b'), { cloneProjectLogos: 'false' }],
    ['the snapshot of the destination has none', logo('a'), {}, {}],
    ['the snapshot of the source has none', {}, logo('b'), {}],
  ])('stay where %s', (_why, source, destination, options) => {
    expect(diff(on('dev', source), on('prod', destination), settings(options)).changes).toEqual([]);
  });
});
