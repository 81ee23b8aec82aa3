import { describe, expect, it } from 'vitest';
import type { Base } from '../../../src/diff/index.js';
import { openAfter } from '../../../src/changeset/make-receipt.js';
import { elementOf } from '../../../src/changeset/uncarried.js';
import { settings, space, type SpaceBuilder } from '../../builders/space.js';
import { documentIn, stepsIn, variablesIn } from '../../builders/outcome.js';
import { syncOnce, type Synced } from './syncs.js';

/* What a person has resolved (rules base-resolve): the destination's own, or the source's word. */

const select = { projects: 'all' };
const given = settings({ 'existing.projects': 'update', existingSteps: 'update' }, select);

const made = (installation: string, says: string, more: (built: SpaceBuilder) => SpaceBuilder = (built) => built) =>
  more(
    space(installation).project('OctoFX', { Description: says }).step('Deploy', { script: says }).variable('Db', says),
  ).build();

/** A first sync, then both sides change all of it; each element of the second sync is resolved one way. */
const conflicting = (): { readonly first: Synced; readonly second: Synced; readonly elements: readonly string[] } => {
  const first = syncOnce(made('dev', '1'), space('prod').build(), given);
  const second = syncOnce(made('dev', '2'), made('prod', '3'), given, first.base);
  return { first, second, elements: second.changeset.conflicts.map(elementOf) };
};

const resolved = ({ changeset, base }: Synced, takes: 'own' | 'source', only?: string): Base => ({
  ...base,
  open: openAfter(changeset, {
    when: '2026-01-02T00:00:00Z',
    resolutions: changeset.conflicts
      .map(elementOf)
      .filter((element) => only === undefined || element === only)
      .map((element) => ({ element, takes, by: 'Ada' })),
  }),
});

describe('Conflicts that a person has resolved', () => {
  it('are one of each kind', () => {
    expect(conflicting().elements).toEqual([
      'deploymentProcesses/OctoFX#step "Deploy", properties, script',
      'projectVariables/OctoFX#variable "Db" (unscoped), value',
      'projects/OctoFX#field "description"',
    ]);
  });

  it('own: nothing more is said of them, until the source changes them again', () => {
    const { second } = conflicting();
    const third = syncOnce(made('dev', '2'), second.destination, given, resolved(second, 'own'));
    expect(third.changeset.conflicts).toEqual([]);
    expect(third.changeset.changes).toEqual([]);
    const fourth = syncOnce(made('dev', '4'), third.destination, given, third.base);
    expect(fourth.changeset.conflicts).toHaveLength(3);
  });

  it('own: what the source changes before the next sync is a conflict again', () => {
    const { second } = conflicting();
    const third = syncOnce(made('dev', '4'), second.destination, given, resolved(second, 'own'));
    expect(third.changeset.conflicts).toHaveLength(3);
  });

  it('own: one of them, and the others stay open', () => {
    const { second, elements } = conflicting();
    const [one] = elements;
    const third = syncOnce(made('dev', '2'), second.destination, given, resolved(second, 'own', one));
    expect(third.changeset.conflicts.map(elementOf)).toEqual(elements.slice(1));
  });

  it("source: the source's word comes with the next sync", () => {
    const { second } = conflicting();
    const { changeset, destination } = syncOnce(
      made('dev', '2'),
      second.destination,
      given,
      resolved(second, 'source'),
    );
    expect(changeset.conflicts.every(({ takes }) => takes === 'source')).toBe(true);
    expect(documentIn(destination, 'projects', 'OctoFX')['Description']).toBe('2');
    expect(stepsIn(destination, 'OctoFX')).toEqual(['Deploy']);
    expect(variablesIn(destination, 'OctoFX')).toEqual(['Db = 2']);
  });
});
