import '../builders/fixed-seed.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ruleDefects } from '../../src/changeset/rules/index.js';
import { diff } from '../../src/diff/index.js';
import { pairs, sidesOf } from '../property/generate/pair.js';
import { runs } from '../property/generate/runs.js';
import { anySettings } from '../property/generate/settings.js';

describe('What diff makes has no defect (rules changeset-checked)', () => {
  it('whatever the spaces and the rules are', () => {
    fc.assert(
      fc.property(pairs, anySettings(), (pair, settings) => {
        const { source, destination } = sidesOf(pair);
        const changeset = diff(source, destination, settings);
        const [first] = ruleDefects(changeset);
        expect(first, JSON.stringify(changeset.changes[Number(first?.at.split('/')[2])])).toBeUndefined();
      }),
      runs(300, 600),
    );
  });
});
