import { describe, expect, it } from 'vitest';
import { diff } from '../../src/diff/index.js';
import { settings, space } from '../builders/space.js';

describe('Packages (rules select-versions)', () => {
  const version = (number: string) => ({ PackageId: 'Acme.Web', Version: number, FileExtension: '.zip', Hash: number });
  const source = ['1.9.0', '1.10.0', '2.0.0-beta']
    .reduce((built, number) => built.item('packages', [`Acme.Web@${number}`], version(number)), space('dev'))
    .build();
  const idsFor = (filter: string, destination = space('prod').build()): readonly string[] =>
    diff(source, destination, settings({}, { packages: filter })).changes.map(({ id }) => id);

  it.each([
    ['Acme.Web', ['packages/Acme.Web@2.0.0-beta']],
    ['Acme.*', ['packages/Acme.Web@2.0.0-beta']],
    ['all', ['packages/Acme.Web@2.0.0-beta']],
    ['Acme.Web@1.*', ['packages/Acme.Web@1.10.0', 'packages/Acme.Web@1.9.0']],
    ['*@*', ['packages/Acme.Web@1.10.0', 'packages/Acme.Web@1.9.0', 'packages/Acme.Web@2.0.0-beta']],
    ['all,!*@*-beta', ['packages/Acme.Web@1.10.0']],
    ['*@*,!Acme.Web', []],
    ['Acme.Web@1.9.0', ['packages/Acme.Web@1.9.0']],
  ])('%s selects %j', (filter, ids) => {
    expect(idsFor(filter)).toEqual(ids);
  });

  it('of the same version are left, whatever they hold', () => {
    const destination = space('prod')
      .packageVersion('Acme.Web', '1.9.0', { ...version('1.9.0'), Hash: 'other' })
      .build();
    expect(idsFor('Acme.Web@1.9.0', destination)).toEqual([]);
  });

  it('are blocked when nobody has looked which ones the destination has', () => {
    const destination = space('prod').incomplete('packages', 'not read').build();
    expect(diff(source, destination, settings({}, { packages: 'Acme.Web' })).blocked).toHaveLength(1);
  });
});
