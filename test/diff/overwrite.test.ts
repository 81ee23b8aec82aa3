import { describe, expect, it } from 'vitest';
import { reasonFor, treatmentOf, type Standing, type Treatment } from '../../src/diff/decide/overwrite.js';
import { settings } from '../builders/space.js';

const under = (mode: string) => settings({ overwriteExistingVariables: mode });

describe('What becomes of a value, of a variable or of a tenant', () => {
  it.each<[Standing, Treatment, Treatment, Treatment]>([
    // standing, false, true, AddNewWithDefaultValue
    ['new', 'add', 'add', 'add to be replaced'],
    ['new secret', 'add', 'add', 'add'],
    ['same', 'keep', 'keep', 'keep'],
    ['other', 'leave', 'overwrite', 'leave'],
    ['secret', 'keep', 'keep', 'keep'],
    ['secret on the source', 'leave', 'leave', 'leave'],
    ['default on the source', 'keep', 'remove', 'keep'],
  ])('%s: %s, %s, %s', (standing, ...treatments) => {
    const modes = ['false', 'true', 'AddNewWithDefaultValue'];
    expect(modes.map((mode) => treatmentOf(standing, under(mode)))).toEqual(treatments);
  });
});

it('Each treatment that is reported names the option, its value and where it came from', () => {
  expect(reasonFor('overwrite', 'variable "Db"', under('true'))).toEqual({
    rule: 'overwriteExistingVariables',
    value: 'true',
    origin: 'flag',
    says: 'variable "Db": the value follows the source.',
  });
});
