import type { Verdict } from '../../../src/diff/decide/three-way/table.js';

/*
 * The decision table (rules three-way-table): each side says nothing, the one thing or the other. A third thing is on one side
 * only, where it is what nobody else says.
 */

export type Said = 'a' | 'b' | 'c' | undefined;

export type Row = readonly [base: Said, source: Said, destination: Said, Verdict];

export const rows: readonly Row[] = [
  [undefined, undefined, undefined, 'same'],
  [undefined, undefined, 'a', 'own'],
  [undefined, 'a', undefined, 'new'],
  [undefined, 'a', 'a', 'same'],
  [undefined, 'a', 'b', 'conflict'],
  ['a', undefined, undefined, 'same'],
  ['a', undefined, 'a', 'removed'],
  ['a', undefined, 'b', 'conflict'],
  ['a', 'a', undefined, 'own'],
  ['a', 'a', 'a', 'same'],
  ['a', 'a', 'b', 'own'],
  ['a', 'b', undefined, 'conflict'],
  ['a', 'b', 'a', 'source changed'],
  ['a', 'b', 'b', 'same'],
  ['a', 'b', 'c', 'conflict'],
];
