import { expect, it } from 'vitest';
import { diff } from '../../src/diff/index.js';
import { settings, space } from '../builders/space.js';

it('build information comes along with its package', () => {
  const about = { PackageId: 'Acme.Web', Version: '1.0.0', BuildNumber: '7', Commits: [] };
  const source = space('dev')
    .packageVersion('Acme.Web', '1.0.0', { FileExtension: '.zip' })
    .item('buildInformation', ['Acme.Web@1.0.0'], about)
    .build();
  const { changes } = diff(source, space('prod').build(), settings({}, { packages: 'Acme.Web' }));
  expect(changes.map(({ id }) => id)).toEqual(['packages/Acme.Web@1.0.0', 'buildInformation/Acme.Web@1.0.0']);
});
