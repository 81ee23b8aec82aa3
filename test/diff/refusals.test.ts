import { describe, expect, it } from 'vitest';
import type { Fate, Refused } from '../../src/diff/plan/planned.js';
import {
  perhapsThere,
  refusalOf,
  unknownType,
  unsupportedOnDestination,
  unsupportedOnSource,
  withoutParent,
  type Circumstances,
} from '../../src/diff/plan/refusals.js';
import type { SpaceSnapshot } from '../../src/model/item.js';
import { changeId } from '../builders/brands.js';
import { space } from '../builders/space.js';
import { projectionOf, subjectIn } from './subjects.js';

/* Each reason not to look at an item's content, by itself; and which of them counts. */

const source = space('dev')
  .environments('Test')
  .item('environments', ['Born'], { Name: 'Born', $builtIn: true })
  .item('targets', ['Polling'], { Name: 'Polling', Endpoint: { CommunicationStyle: 'TentacleActive' } })
  .project('OctoFX')
  .build();
const empty = space('prod');

const circumstances = (destination: SpaceSnapshot, fates: Readonly<Record<string, Fate>> = {}): Circumstances => ({
  projection: projectionOf(destination),
  fates: new Map(Object.entries(fates).map(([id, fate]) => [changeId(id), fate])),
});

const said = (refused: Refused | undefined): string | undefined =>
  refused && `${refused.kind}: ${refused.reasons[0]?.says ?? ''}`;

describe('An item is refused', () => {
  it('whose type the server of the destination does not have', () => {
    const destination = space('prod').absent('environments').build();
    const refused = unknownType(subjectIn(source, destination, 'environments', 'Test'), circumstances(destination));
    expect(said(refused)).toBe('unsupported: The server of the destination has no environments.');
  });

  it('that every server makes by itself, unless this one has it', () => {
    const builtIn = subjectIn(source, empty.build(), 'environments', 'Born');
    expect(said(unsupportedOnSource(builtIn, circumstances(empty.build())))).toMatch(
      /^unsupported: This environment is built in/,
    );
    const destination = space('prod').environments('Born').build();
    const there = subjectIn(source, destination, 'environments', 'Born');
    expect(unsupportedOnSource(there, circumstances(destination))).toBeUndefined();
  });

  it('that cannot be synced, on whichever side it is so', () => {
    const polling = subjectIn(source, empty.build(), 'targets', 'Polling');
    expect(unsupportedOnSource(polling, circumstances(empty.build()))?.kind).toBe('unsupported');
    expect(unsupportedOnDestination(polling, circumstances(empty.build()))).toBeUndefined();
    const listening = subjectIn(space('dev').target('Polling').build(), source, 'targets', 'Polling');
    expect(unsupportedOnSource(listening, circumstances(source))).toBeUndefined();
    expect(unsupportedOnDestination(listening, circumstances(source))?.kind).toBe('unsupported');
  });

  it.each<[Fate | undefined, Fate]>([
    ['blocked', 'blocked'],
    ['error', 'blocked'],
    ['skipped', 'skipped'],
    ['unsupported', 'unsupported'],
    [undefined, 'skipped'],
  ])('with its parent: that one %s, this one %s', (fate, kind) => {
    const channel = subjectIn(source, empty.build(), 'channels', 'OctoFX', 'Default');
    const refused = withoutParent(channel, circumstances(empty.build(), fate && { 'projects/OctoFX': fate }));
    expect(said(refused)).toBe(
      `${kind}: Its project "OctoFX" is ${fate === 'error' ? 'in error' : (fate ?? 'skipped')}, so it has no place on the destination.`,
    );
    expect(refused?.missing).toHaveLength(fate === 'blocked' ? 1 : 0);
  });

  it('that may be there, where the destination was not read whole', () => {
    const destination = space('prod').incomplete('environments', 'HTTP 403').build();
    const refused = perhapsThere(subjectIn(source, destination, 'environments', 'Test'), circumstances(destination));
    expect(said(refused)).toMatch(/^blocked: .*\(HTTP 403\), so this one may exist\.$/);
  });
});

it('An item that nothing speaks against is not refused', () => {
  const environment = subjectIn(source, empty.build(), 'environments', 'Test');
  expect(refusalOf(environment, circumstances(empty.build()))).toBeUndefined();
  const channel = subjectIn(source, source, 'channels', 'OctoFX', 'Default');
  expect(refusalOf(channel, circumstances(source))).toBeUndefined();
});

it('The first check that speaks against an item counts', () => {
  const destination = space('prod').absent('channels').incomplete('channels', 'HTTP 403').build();
  const channel = subjectIn(source, destination, 'channels', 'OctoFX', 'Default');
  expect(refusalOf(channel, circumstances(destination))?.kind).toBe('unsupported');
});
