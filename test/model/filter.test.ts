import { describe, expect, it } from 'vitest';
import { parseFilter } from '../../src/model/filter.js';

const names = ['OctoFX', 'OctoFX Reports', 'Octo (old)', 'Web/API', 'Web'];

describe('Selection filters (rules select-filter)', () => {
  it.each([
    ['nothing is selected by default', [], []],
    ['all', ['all'], names],
    ['an exact name, without regard to case', ['octofx'], ['OctoFX']],
    ['a wildcard', ['OctoFX*'], ['OctoFX', 'OctoFX Reports']],
    ['a question mark is one character', ['We?'], ['Web']],
    ['a leading ! excludes', ['all', '!*Reports'], ['OctoFX', 'Octo (old)', 'Web/API', 'Web']],
    ['an exclusion alone selects nothing', ['!Web'], []],
    ['brackets and slashes mean themselves', ['Octo (old)', 'Web/*'], ['Octo (old)', 'Web/API']],
  ])('%s', (_rule, filter, selected) => {
    const { includes } = parseFilter(filter);
    expect(names.filter(includes)).toEqual(selected);
  });

  it('reports items that match nothing (rules select-unmatched)', () => {
    expect(parseFilter(['OctoFX', 'Nope*', '!Gone', 'all']).unmatched(names)).toEqual(['Nope*', '!Gone']);
  });
});
