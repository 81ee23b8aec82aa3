import { Ajv, type ValidateFunction } from 'ajv';
import '../builders/fixed-seed.js';
import fc from 'fast-check';
import { readdir, readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import type { Changeset } from '../../src/changeset/changeset.js';
import { changesetFormat } from '../../src/changeset/format.js';
import { diff } from '../../src/diff/index.js';
import { compare } from '../../src/diff/patch/compare.js';
import type { JsonObject } from '../../src/model/json.js';
import { cleanUpAsJson } from '../../src/report/json/clean-up.js';
import { jsonReport } from '../../src/report/json/json.js';
import { schemas } from '../../src/report/json/schema.js';
import { cleanUpList } from '../../src/report/review/clean-up-list.js';
import { onlyParts } from '../../src/report/review/only-parts.js';
import { reviewChangeset } from '../../src/report/review/review-changeset.js';
import { reviewComparison } from '../../src/report/review/review-comparison.js';
import type { Review } from '../../src/report/review/review.js';
import { atLeastOne } from '../builders/at-least-one.js';
import { anySettings } from '../property/generate/settings.js';
import { build, contents } from '../property/generate/space.js';
import { injections, steering } from './injection.js';
import { reviewOf } from './review-of.js';
import { richChangeset, richComparison } from './rich-changeset.js';
import { smallChangeset } from './small-changeset.js';

const ajv = new Ajv({ allErrors: true });
const [reviewCheck, cleanUpCheck] = [ajv.compile(schemas.review), ajv.compile(schemas.cleanup)];

const defects = (check: ValidateFunction, value: unknown): readonly string[] => {
  check(value);
  return (check.errors ?? []).map(({ instancePath, message = '', params }) =>
    [instancePath, message, JSON.stringify(params)].join(' '),
  );
};

const defectsOf = (review: Review): readonly string[] => defects(reviewCheck, JSON.parse(jsonReport(review)));

const goldenChangesets = async (): Promise<readonly Changeset[]> => {
  const golden = new URL('../golden/', import.meta.url);
  const files = (await readdir(golden, { recursive: true })).filter((file) => file.endsWith('.json'));
  const contents = await Promise.all(
    files.map(async (file) => JSON.parse(await readFile(new URL(file, golden), 'utf8')) as JsonObject),
  );
  const { digest, options } = smallChangeset();
  return contents
    .filter(({ format }) => format === changesetFormat)
    .map((one) => ({ digest, options, ...one }) as unknown as Changeset);
};

describe('The JSON of a review (rules review-json)', () => {
  it('fits its published schema, for every golden changeset', async () => {
    for (const changeset of atLeastOne(await goldenChangesets()))
      expect(defectsOf(reviewChangeset(changeset))).toEqual([]);
  });

  it.each([
    ['a changeset with something of everything', reviewChangeset(richChangeset)],
    ['a comparison', reviewComparison(richComparison)],
    ['a small changeset', reviewChangeset(smallChangeset())],
    ['a part', onlyParts(reviewChangeset(richChangeset), [{ type: 'projects' }], 'projects')],
  ])('fits it, for %s', (_, review) => expect(defectsOf(review)).toEqual([]));

  it('fits it, whatever diff decides and compare finds', () => {
    fc.assert(
      fc.property(contents, contents, anySettings(), (from, to, given) => {
        expect(defectsOf(reviewChangeset(diff(build('a', from), build('b', to), given)))).toEqual([]);
        expect(defectsOf(reviewComparison(compare(build('a', from), build('a', to))))).toEqual([]);
      }),
      { numRuns: 30 },
    );
  });

  it('has the keys beside the words', () => {
    const { things, tasks, asks } = JSON.parse(jsonReport(reviewChangeset(smallChangeset()))) as Record<
      'things' | 'tasks' | 'asks',
      readonly JsonObject[]
    >;
    expect(things[0]).toMatchObject({
      type: 'projects',
      heading: 'Projects',
      things: [
        { id: 'projects/Mail', noun: 'project', name: 'Mail', action: 'create' },
        {
          id: 'projects/Shop',
          changes: expect.arrayContaining([expect.objectContaining({ id: 'projectVariables/Shop' })]) as unknown,
        },
      ],
    });
    expect(tasks[0]).toMatchObject({
      kind: 'replace-secret',
      title: 'Secrets to enter',
      tasks: [{ id: 'projectVariables/Shop', at: '/Variables/1/Value', called: 'variables of project "Shop"' }],
    });
    expect(asks.map(({ ask }) => ask)).toEqual(['allow', 'know']);
  });

  it('steers no terminal, and says what the review says', () => {
    for (const [, text] of atLeastOne(Object.entries(injections))) {
      const json = jsonReport(reviewOf(text));
      expect(json.replaceAll('\n', '')).not.toMatch(steering);
      expect((JSON.parse(json) as { readonly from: JsonObject }).from['space']).toBe(text);
    }
  });
});

describe('The JSON of the clean-up list (rules apply-clean-up)', () => {
  it('fits its published schema', () => {
    const pageOf = (): string => 'https://prod.example.com/app#/Spaces-1/projects/Projects-1';
    for (const changeset of [richChangeset, smallChangeset()])
      for (const known of [{}, { pageOf }])
        expect(defects(cleanUpCheck, cleanUpAsJson(cleanUpList(changeset, known)))).toEqual([]);
  });

  it('fits it, whatever diff decides', () => {
    fc.assert(
      fc.property(contents, contents, anySettings(), (from, to, given) => {
        const changeset = diff(build('a', from), build('b', to), given);
        expect(defects(cleanUpCheck, cleanUpAsJson(cleanUpList(changeset)))).toEqual([]);
      }),
      { numRuns: 30 },
    );
  });
});
