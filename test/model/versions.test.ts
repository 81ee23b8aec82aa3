import { describe, expect, it } from 'vitest';
import { bareName, compareVersions, distanceBetween, latestOf, minorVersion } from '../../src/model/versions.js';

describe('Versions of packages', () => {
  it.each([
    ['1.9.0', '1.10.0', 'numbers count as numbers'],
    ['1.0', '1.0.1', 'a part more is later'],
    ['2.0.0-beta', '2.0.0', 'a pre-release comes before its release'],
    ['2.0.0-beta.2', '2.0.0-beta.10', 'numbers of a pre-release count as numbers'],
    ['2.0.0-alpha', '2.0.0-beta', 'words by their letters'],
    ['1.9.9', '2.0.0-alpha', 'a pre-release of a later version is later'],
    ['1.0.0-a', '1.0.0-a-b', 'only the first hyphen parts'],
  ])('%s comes before %s: %s', (older, newer) => {
    expect(compareVersions(older, newer)).toBeLessThan(0);
    expect(compareVersions(newer, older)).toBeGreaterThan(0);
  });

  it.each([
    ['1.0.0', '1.0.0'],
    ['1.0.0+build.1', '1.0.0+build.2'],
    ['1.01', '1.1'],
  ])('%s is as old as %s', (one, other) => expect(compareVersions(one, other)).toBe(0));

  it('the latest of each name is found, in whatever order they come', () => {
    const names = ['Acme.Web@1.10.0', 'Acme.Api@2.0.0-rc', 'Acme.Web@1.9.0', '@acme/lib@1.0.0', 'Acme.Api@1.0.0'];
    const latest = { 'Acme.Web': 'Acme.Web@1.10.0', 'Acme.Api': 'Acme.Api@2.0.0-rc', '@acme/lib': '@acme/lib@1.0.0' };
    expect(Object.fromEntries(latestOf(names))).toEqual(latest);
    expect(Object.fromEntries(latestOf(names.toReversed()))).toEqual(latest);
  });

  it.each([
    ['Acme.Web@1.2.0', 'Acme.Web'],
    ['@acme/lib@1.0.0', '@acme/lib'],
    ['Acme.Web', 'Acme.Web'],
  ])('the name of %s is %s', (name, bare) => expect(bareName(name)).toBe(bare));
});

describe('Versions of servers', () => {
  it.each([
    ['2026.3.1', '2026.3'],
    ['2026.3', '2026.3'],
    ['2020.5.0-ci.1', '2020.5'],
  ])('%s is a %s', (version, minor) => expect(minorVersion(version)).toBe(minor));

  it.each([
    ['2026.3.1', '2026.3.900', 'none'],
    ['2026.3.1', '2026.2.1', 'near'],
    ['2026.9.1', '2026.10.1', 'near'],
    ['2026.3.1', '2026.1.1', 'far'],
    ['2026.1.1', '2025.4.1', 'far'],
    ['2026.1.1', '2025.2.1', 'far'],
    ['0.0.0-local', '2026.1.1', 'far'],
  ] as const)('%s and %s (rules version-one-apart): %s', (one, other, distance) =>
    expect(distanceBetween(one, other)).toBe(distance),
  );
});
