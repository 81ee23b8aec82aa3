import { Ajv, type ValidateFunction } from 'ajv';
import '../builders/fixed-seed.js';
import fc from 'fast-check';
import { readdir, readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import type { Comparison } from '../../src/changeset/comparison.js';
import { changesetFormat } from '../../src/changeset/format.js';
import * as ofChangesets from '../../src/changeset/schema.js';
import { compare } from '../../src/diff/patch/compare.js';
import { checkSource } from '../../src/model/check-source.js';
import * as ofSnapshots from '../../src/snapshot/schema.js';
import * as ofReports from '../../src/report/json/schema.js';
import * as ofEvidence from '../../src/evidence/schema.js';
import { diff } from '../../src/diff/index.js';
import { isList, isObject, type JsonObject, type JsonValue } from '../../src/model/json.js';
import { atLeastOne } from '../builders/at-least-one.js';
import { settings, space } from '../builders/space.js';
import { anySettings } from '../property/generate/settings.js';
import { build, contents } from '../property/generate/space.js';
import { pointerOf } from '../../src/model/pointer.js';

const root = new URL('../../', import.meta.url);
const ajv = new Ajv({ allErrors: true });
const changesetCheck = ajv.compile(ofChangesets.schemas.changeset);
const comparisonCheck = ajv.compile(ofChangesets.schemas.comparison);

const defects = (check: ValidateFunction, value: unknown): readonly string[] => {
  check(value);
  return (check.errors ?? []).map(({ instancePath, message = '', params }) =>
    [instancePath, message, JSON.stringify(params)].join(' '),
  );
};

const changeset = diff(
  space('a').project('OctoFX').secret('Password').build(),
  space('b').project('OctoFX').step('Own').build(),
  settings(),
);
const { source: older, destination: newer } = changeset;

const comparison: Comparison = {
  format: 'octosync-comparison/2',
  older,
  newer,
  changes: [
    { id: 'teams/QA', type: 'teams', names: ['QA'], action: 'create', document: { Name: 'QA' } },
    { id: 'teams/Ops', type: 'teams', names: ['Ops'], action: 'delete', document: { Name: 'Ops' } },
    {
      id: 'channels/OctoFX/Default',
      type: 'channels',
      names: ['OctoFX', 'Default'],
      owner: 'projects/OctoFX',
      action: 'update',
      patch: [
        { op: 'test', path: pointerOf(['Description']), value: '' },
        { op: 'replace', path: pointerOf(['Description']), value: 'x' },
      ],
    },
  ],
  warnings: ['The older snapshot has no packages.'],
  summary: { teams: { create: 1, update: 0, delete: 1, unchanged: 2 } },
};

describe('The published schemas', () => {
  it.each(
    atLeastOne(
      Object.entries({ ...ofChangesets.schemas, ...ofSnapshots.schemas, ...ofReports.schemas, ...ofEvidence.schemas }),
    ),
  )('%s is as the code has it: node scripts/formats.js', async (name, schema) => {
    const text = await readFile(new URL(`schema/${name}.schema.json`, root), 'utf8');
    expect(JSON.parse(text)).toEqual(schema);
  });

  it.each([
    ['changeset', ofChangesets.checked],
    ['snapshot', ofSnapshots.checked],
    ['evidence', ofEvidence.checked],
  ])('and the checks of %s too', async (room, checked) =>
    expect(await readFile(new URL(`src/${room}/checks.ts`, root), 'utf8')).toBe(checkSource(checked)),
  );

  it('hold for every golden changeset', async () => {
    const golden = new URL('test/golden/', root);
    const files = (await readdir(golden, { recursive: true })).filter((file) => file.endsWith('.json'));
    const contents = await Promise.all(
      files.map(async (file) => JSON.parse(await readFile(new URL(file, golden), 'utf8')) as JsonObject),
    );
    const changesets = contents.filter(({ format }) => format === changesetFormat);
    expect(changesets.length).toBeGreaterThan(4);
    // Most are kept without all options, and without the digest, which depends on them.
    const { digest, options } = changeset;
    for (const one of atLeastOne(changesets)) expect(defects(changesetCheck, { digest, options, ...one })).toEqual([]);
  });

  it('hold for whatever diff decides', () => {
    fc.assert(
      fc.property(contents, contents, anySettings(), (from, to, given) => {
        expect(defects(changesetCheck, diff(build('a', from), build('b', to), given))).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });

  it('hold for whatever compare finds', () => {
    fc.assert(
      fc.property(contents, contents, (from, to) => {
        expect(defects(comparisonCheck, compare(build('a', from), build('a', to)))).toEqual([]);
      }),
      { numRuns: 50 },
    );
  });

  it('hold for a comparison', () => expect(defects(comparisonCheck, comparison)).toEqual([]));

  it.each([
    ['a changeset', changesetCheck, changeset],
    ['a comparison', comparisonCheck, comparison],
  ])('know every field of %s: none may be missing, none may be more', (_, check, whole) => {
    const value = structuredClone(whole) as unknown as JsonValue;
    for (const place of atLeastOne(objectsIn(value))) {
      const changed = { ...place };
      Object.assign(place, { surprise: true });
      expect(defects(check, value)).not.toEqual([]);
      Reflect.deleteProperty(place, 'surprise');
      for (const field of atLeastOne(Object.keys(changed).filter((name) => !optional.has(name)))) {
        Reflect.deleteProperty(place, field);
        expect(defects(check, value), field).not.toEqual([]);
        Object.assign(place, { [field]: changed[field] });
      }
    }
  });
});

const optional = new Set(['owner', 'since', 'part', 'differing', 'value', 'origin', 'files', 'keeps']);

/** Objects of the format itself: not documents, options and the like, whose fields are not its own. */
const objectsIn = (value: JsonValue): readonly JsonObject[] =>
  isList(value)
    ? value.flatMap(objectsIn)
    : isObject(value)
      ? [
          value,
          ...Object.entries(value).flatMap(([field, inner]) =>
            ['document', 'options', 'summary', 'value'].includes(field) ? [] : objectsIn(inner),
          ),
        ]
      : [];
