import { describe, expect, it } from 'vitest';
import type { SpaceSnapshot } from '../../../src/model/item.js';
import { stepsIn } from '../../builders/outcome.js';
import { settings, space } from '../../builders/space.js';
import { syncOnce } from './syncs.js';

/* The order of the steps of a process is one element (rules three-way-order). */

const process = (installation: string, steps: string): SpaceSnapshot =>
  steps
    .split('')
    .reduce((built, step) => built.step(step), space(installation).project('OctoFX'))
    .build();

const rows = [
  ['only the source has moved a step', 'ABC', 'CAB', 'ABC', 'CAB', 'source'],
  ['only the destination has', 'ABC', 'ABC', 'CAB', 'CAB', 'own'],
  ['both have, in the same way', 'ABC', 'CAB', 'CAB', 'CAB', 'own'],
  ['both have, each in its own way', 'ABC', 'CAB', 'ACB', 'ACB', 'conflict'],
  ['the source has moved one, the destination has one more', 'ABC', 'CAB', 'AXBC', 'CAXB', 'source'],
  ['the source has one more, the destination has moved one', 'ABC', 'ABXC', 'CAB', 'CABX', 'source'],
] as const;

describe('The order of steps', () => {
  it.each(rows)('%s', (_case, base, source, destination, after, kind) => {
    const given = settings({ existingSteps: 'update' });
    const [from, to] = [process('a', source), process('b', destination)];
    const first = syncOnce(from, to, given, { snapshot: process('a', base), open: [] });
    expect(stepsIn(first.destination, 'OctoFX').join('')).toBe(after);
    const conflicts = kind === 'conflict' ? ['order of steps'] : [];
    expect(first.changeset.conflicts.map(({ part }) => part)).toEqual(conflicts);
    const again = syncOnce(from, first.destination, given, first.base);
    expect(again.changeset.changes).toEqual([]);
    expect(again.changeset.conflicts.map(({ part }) => part)).toEqual(conflicts);
    const resolved = settings({ existingSteps: 'update', conflicts: 'source' });
    const third = syncOnce(from, again.destination, resolved, again.base);
    expect(stepsIn(third.destination, 'OctoFX').join('')).toBe(kind === 'conflict' ? source : after);
    expect(third.changeset.changes.map(({ since }) => since)).toEqual(kind === 'conflict' ? ['both'] : []);
  });
});
