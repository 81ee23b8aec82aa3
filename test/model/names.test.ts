import { describe, expect, it } from 'vitest';
import { byText, itemId, keyOf, ownName, sameName } from '../../src/model/names.js';

describe('Two names (rules names-fold)', () => {
  it.each([
    ['Default', ' default ', true],
    ['ÄRGER', 'ärger', true],
    // One server tells them apart (rules names-composed).
    ['Caf\u00e9', 'Cafe\u0301', false],
    ['Dev', 'Dev 2', false],
    ['Environments-1', 'environments-1', true],
    ['ß', 'ss', false],
  ])('%j and %j', (one, other, same) => expect(sameName(one, other)).toBe(same));
});

describe('The key and the id of an item', () => {
  it.each<[readonly string[], string, string]>([
    [['OctoFX', 'Default'], 'octofx/default', 'channels/OctoFX/Default'],
    [['A/B', 'C'], 'a%2fb/c', 'channels/A%2FB/C'],
    [['50%', '#1'], '50%25/%231', 'channels/50%25/%231'],
    [[' Spaced '], 'spaced', 'channels/Spaced'],
  ])('of %j', (names, key, id) => {
    expect(keyOf(names).toLowerCase()).toBe(key);
    expect(itemId('channels', names)).toBe(id);
  });

  it('names with a slash are not taken for two', () => expect(keyOf(['A/B'])).not.toBe(keyOf(['A', 'B'])));

  it.each([
    [['OctoFX', 'Default'], 'Default'],
    [[], ''],
  ])('%j is called %j', (names, own) => expect(ownName(names)).toBe(own));
});

it('texts are in the order of their code units, whatever the locale', () =>
  expect(['ä', 'b', 'B', 'a', ''].sort(byText)).toEqual(['', 'B', 'a', 'b', 'ä']));
