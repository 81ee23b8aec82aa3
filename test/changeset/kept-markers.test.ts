import { describe, expect, it } from 'vitest';
import type { Changeset, UpdateChange } from '../../src/changeset/changeset.js';
import { ruleDefects } from '../../src/changeset/rules/index.js';
import { diff } from '../../src/diff/index.js';
import type { JsonValue } from '../../src/model/json.js';
import { settings, space, type SpaceBuilder } from '../builders/space.js';

/*
 * An account of the destination's own variable that nobody has any more: it stays as it is beside what changes, and no
 * changeset brings another one (rules changeset-checked).
 */

type Fill = (project: SpaceBuilder) => SpaceBuilder;

const shop = (installation: string, fill: Fill) =>
  fill(space(installation).environments('Test').project('Shop')).build();
const gone = { $unresolved: 'Accounts-999' };
const dangling: Fill = (project) => project.variable('Own', gone, {}, { Type: 'AmazonWebServicesAccount' });

const compared = (source: Fill, destination: Fill): Changeset => {
  const base: Fill = (project) => project.variable('A', '1').variable('B', '2');
  const given = settings({ removals: 'apply', overwriteExistingVariables: 'true' });
  const snapshot = shop('dev', base);
  return diff(shop('dev', source), shop('prod', destination), given, {}, { snapshot, open: [] });
};

const changed = ({ changes }: Changeset): UpdateChange => {
  const [change] = changes;
  if (change?.action !== 'update' || changes.length > 1) throw new Error('One set of variables changes.');
  return change;
};

/** The changeset with another value in each step of that place. */
const edited = (changeset: Changeset, path: string, value: JsonValue): Changeset => {
  const change = changed(changeset);
  const patch = change.patch.map((step) => (step.op === 'replace' && step.path === path ? { ...step, value } : step));
  expect(patch).not.toEqual(change.patch);
  return { ...changeset, changes: [{ ...change, patch }] };
};

describe('A marker of what nobody has', () => {
  it.each<readonly [string, Fill, Fill]>([
    [
      'a variable that goes',
      (project) => project.variable('B', '2'),
      (project) => dangling(project.variable('A', '1')).variable('B', '2'),
    ],
    [
      'one that goes and one that comes',
      (project) => project.variable('B', '2').variable('C', '3'),
      (project) => dangling(project.variable('A', '1')).variable('B', '2'),
    ],
  ])('that stood on the destination may stay beside %s', (_what, source, destination) => {
    const changeset = compared(source, destination);
    expect(JSON.stringify(changed(changeset).patch)).toContain('Accounts-999');
    expect(ruleDefects(changeset)).toEqual([]);
  });

  const list = '/Variables';
  const made = () =>
    compared(
      (project) => project.variable('B', '2'),
      (project) => dangling(project.variable('A', '1')).variable('B', '2'),
    );
  const own = { Name: 'Own', Type: 'AmazonWebServicesAccount', IsSensitive: false, Scope: {} };

  it.each<readonly [string, JsonValue]>([
    ['another ID', [{ ...own, Value: { $unresolved: 'Accounts-1' } }]],
    ['the same one in another field', [{ ...own, Value: '', Description: gone }]],
    ['the same one in the place of a variable', [gone]],
    ['the same one with something beside it', [{ ...own, Value: { ...gone, more: 1 } }]],
    ['the mark of what a server makes', [{ ...own, Value: gone, $builtIn: 'feeds-builtin' }]],
  ])('that did not stand there is refused: %s', (_what, value) => {
    expect(ruleDefects(edited(made(), list, value))).not.toEqual([]);
  });
});
