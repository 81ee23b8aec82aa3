import { describe, expect, it } from 'vitest';
import { settings, space } from '../../builders/space.js';
import { verdicts } from '../../builders/outcome.js';
import { syncOnce } from './syncs.js';

/* What took no part in a sync keeps the base that it has, or none (rules base-selection). */

const both = (description: string) =>
  space('dev').project('A', { Description: description }).project('B', { Description: description }).build();
const follow = { 'existing.projects': 'update' };
const of = (projects: string) => settings(follow, { projects });

describe('A base after a sync of some things only', () => {
  it('what never took part is new when it does, and not something that the destination removed', () => {
    const first = syncOnce(both('1'), space('prod').build(), of('A'));
    expect(verdicts(first.changeset)).toContain('create projects/A');
    const second = syncOnce(both('1'), first.destination, of('A,B'), first.base);
    expect(verdicts(second.changeset)).toContain('create projects/B');
  });

  it('what the source changed meanwhile follows once it takes part again, and what the destination made of it stays', () => {
    const first = syncOnce(both('1'), space('prod').build(), of('A,B'));
    const second = syncOnce(both('2'), first.destination, of('A'), first.base);
    expect(verdicts(second.changeset)).toEqual(['update projects/A']);
    const third = syncOnce(both('2'), second.destination, of('A,B'), second.base);
    expect(verdicts(third.changeset)).toEqual(['update projects/B']);
    expect(third.changeset.changes[0]?.since).toBe('source');
  });
});

describe('What a sync without a base left as it was', () => {
  it('and the destination removed since stays away: it had been there', () => {
    const source = space('dev').environment('Test', { Description: '1' }).build();
    const given = settings({}, { environments: 'all' });
    const first = syncOnce(source, space('prod').environment('Test', { Description: '2' }).build(), given);
    expect(verdicts(first.changeset)).toEqual(['left environments/Test']);
    const second = syncOnce(source, space('prod').build(), given, first.base);
    expect(verdicts(second.changeset)).toEqual([]);
  });
});
