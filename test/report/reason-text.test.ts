import { expect, it } from 'vitest';
import { reasonText } from '../../src/report/review/reason-text.js';

it.each([
  ['default', 'by default'],
  ['flag', 'from the flag'],
  ['preset mirrored', 'from the preset mirrored'],
  ['octosync.yml:26', 'from octosync.yml:26'],
  ['not configurable', 'which cannot be set'],
])('a reason that comes from %s says: %s (rules review-words)', (origin, where) =>
  expect(reasonText({ rule: 'renames', value: 'follow', origin, says: 'It is renamed.' })).toBe(
    `It is renamed. (renames: follow, ${where})`,
  ),
);
