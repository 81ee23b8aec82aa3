import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { runInNewContext } from 'node:vm';
import { expect, it } from 'vitest';
import { selectionOf } from '../../src/changeset/pick/index.js';
import type { Change } from '../../src/changeset/changeset.js';
import { itemId } from '../../src/model/names.js';
import { largeChangeset } from '../builders/large-changeset.js';

type FollowersOf = (
  needs: readonly (readonly number[])[],
  isLeftOut: (change: number) => boolean,
) => ReadonlyMap<number, number>;

/** The page's own function, from its script. */
const source = readFileSync(new URL('../../src/report/html/client/decide/closure.js', import.meta.url), 'utf8');
const followersOf = runInNewContext(`${source}; followersOf`) as FollowersOf;

const samePlaces = (changes: readonly Change[], isLeftOut: (change: number) => boolean): void => {
  const places = new Map<string, number>(changes.map(({ id }, index) => [id, index]));
  const followers = followersOf(
    changes.map(({ dependsOn }) => dependsOn.map((id) => places.get(id) ?? -1)),
    isLeftOut,
  );
  const asked = changes.filter((_, index) => isLeftOut(index)).map(({ id }) => ({ id }));
  const said = selectionOf({ changes }, asked).leftOut.filter(({ because }) => because !== undefined);
  expect(new Map(said.map(({ id, because = '' }) => [places.get(id), places.get(because)]))).toEqual(
    new Map([...followers].sort(([one], [other]) => one - other)),
  );
};

const changeAt = (index: number, needs: readonly number[]): Change => ({
  ...{ id: itemId('projects', [`P${index}`]), type: 'projects', names: [`P${index}`], action: 'create', document: {} },
  dependsOn: needs.map((one) => itemId('projects', [`P${one}`])),
  ...{ order: 1, reasons: [], warnings: [], cleanUp: [] },
});

it('The page leaves out with something what pick leaves out with it, and says the same of why', () => {
  const count = 40;
  const need = fc.array(fc.nat({ max: count }), { maxLength: 4 });
  fc.assert(
    fc.property(fc.array(need, { maxLength: count }), fc.array(fc.boolean(), { maxLength: count }), (needs, out) => {
      const changes = needs.map((own, index) =>
        changeAt(
          index,
          own.filter((one) => one < index),
        ),
      );
      samePlaces(changes, (change) => out[change] === true);
    }),
    { numRuns: 200 },
  );
});

it('so it is of real changesets', () => {
  const { changes } = largeChangeset(12);
  for (const [index] of changes.entries()) samePlaces(changes, (change) => change === index);
});
