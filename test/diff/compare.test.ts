import jsonpatch from 'fast-json-patch';
import { describe, expect, it } from 'vitest';
import { typeNamed } from '../../src/catalogue/index.js';
import type { Comparison } from '../../src/changeset/comparison.js';
import { compare } from '../../src/diff/patch/compare.js';
import { itemsOf, type SpaceSnapshot } from '../../src/model/item.js';
import { atLeastOne } from '../builders/at-least-one.js';
import { space } from '../builders/space.js';

const older = () =>
  space('prod')
    .environments('Test', 'Gone')
    .project('OctoFX')
    .step('Deploy')
    .variable('Greeting', 'Hello')
    .secret('Password');

const newer = () =>
  space('prod')
    .environments('Test', 'New')
    .project('OctoFX')
    .step('Deploy')
    .step('Warm up')
    .variable('Greeting', 'Good day')
    .secret('Password');

const said = ({ changes }: Comparison): readonly string[] => changes.map(({ action, id }) => `${action} ${id}`);

describe('A comparison of two snapshots of a space (rules compare-says)', () => {
  const comparison = compare(older().build(), newer().build());

  it('says what was added, changed and removed', () =>
    expect(said(comparison)).toEqual([
      'delete environments/Gone',
      'create environments/New',
      'update deploymentProcesses/OctoFX',
      'update projectVariables/OctoFX',
    ]));

  it('says of each what it belongs to', () =>
    expect(comparison.changes.map(({ owner }) => owner)).toEqual([
      undefined,
      undefined,
      'projects/OctoFX',
      'projects/OctoFX',
    ]));

  it('counts them by type', () =>
    expect(comparison.summary['environments']).toEqual({ create: 1, update: 0, delete: 1, unchanged: 1 }));

  it('has patches that make the newer document of the older one', () => {
    const [before, after] = [older().build(), newer().build()];
    const updates = comparison.changes.flatMap((change) => (change.action === 'update' ? [change] : []));
    for (const change of atLeastOne(updates)) {
      const documentIn = (snapshot: SpaceSnapshot) =>
        [...itemsOf(snapshot, typeNamed(change.type).name).values()].find(
          ({ names }) => names.join('/') === change.names.join('/'),
        )?.document;
      const patched = jsonpatch.applyPatch(structuredClone(documentIn(before)), change.patch, true).newDocument;
      expect(patched).toEqual(documentIn(after));
    }
  });

  it('of a snapshot with itself finds nothing', () => {
    expect(compare(older().build(), older().build())).toMatchObject({ changes: [], warnings: [] });
  });

  it.each<[string, Partial<SpaceSnapshot>, string]>([
    ['another space', { identity: { ...older().build().identity, installation: 'other' } }, 'These are two spaces'],
    ['an upgraded server', { identity: { ...older().build().identity, version: '2027.1.0' } }, 'was upgraded from'],
    [
      'a type that was not read',
      { incomplete: [{ type: 'environments', why: 'left out' }] },
      'Environments are not compared',
    ],
  ])('warns of %s', (_what, changed, says) => {
    const { warnings } = compare(older().build(), { ...older().build(), ...changed });
    expect(warnings).toEqual([expect.stringContaining(says)]);
  });

  it('takes nothing for removed that was not read', () =>
    expect(
      said(
        compare(older().build(), { ...space('prod').build(), incomplete: [{ type: 'environments', why: 'left out' }] }),
      ),
    ).not.toContain('delete environments/Test'));
});
