import { describe, expect, it } from 'vitest';
import { isRef, refNamedIn } from '../../src/model/git-refs.js';

const named = [
  { project: 'Octo*', ref: 'release' },
  { project: '*X', ref: 'x' },
  { project: 'OctoFX', ref: 'v1' },
];

describe('Which ref is named for a project (rules git-ref)', () => {
  it.each([
    ['by its own name, wherever that stands', 'OctoFX', 'v1'],
    ['by its own name, in any letters', 'octofx', 'v1'],
    ['by the first wildcard that fits', 'OctoX', 'release'],
    ['by a later one', 'WebX', 'x'],
    ['not at all', 'Web', undefined],
  ])('%s', (_, project, ref) => {
    expect(refNamedIn(named, project)).toBe(ref);
  });

  it('is never by a name that is only a part of another', () => {
    expect(refNamedIn([{ project: 'Octo', ref: 'a' }], 'OctoFX')).toBeUndefined();
  });

  it.each(['main', 'refs/heads/main', 'feature/a-b_c.d', 'octosync/0123456789ab', 'v1.0', 'abc123', 'größe'])(
    'may be %s',
    (text) => {
      expect(isRef(text)).toBe(true);
    },
  );

  it.each([
    '',
    '-f',
    '/a',
    '.a',
    'a..b',
    'a b',
    'a*',
    'a?',
    'a~1',
    'a^',
    'a:b',
    'a\\b',
    'a[b',
    'a.lock',
    'a/',
    'a.',
    'a//b',
    'a/.b',
    'a@{1}',
    'a\n',
  ])('is not %j', (text) => {
    expect(isRef(text)).toBe(false);
  });
});
