import '../builders/fixed-seed.js';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allTypes } from '../../src/catalogue/index.js';
import { nounOf, nounsOf } from '../../src/catalogue/called.js';
import type { Changeset, Entry } from '../../src/changeset/changeset.js';
import { diff } from '../../src/diff/index.js';
import { publishedNames, typeNames } from '../../src/model/type-names.js';
import { reviewChangeset } from '../../src/report/review/review-changeset.js';
import { atLeastOne } from '../builders/at-least-one.js';
import { runs } from '../property/generate/runs.js';
import { anySettings } from '../property/generate/settings.js';
import { build, contents } from '../property/generate/space.js';

/* Every sentence that a changeset gives a person, whatever made it (rules review-words). */

interface Sentence {
  readonly says: string;
  readonly isUpdate: boolean;
  readonly rule?: string;
  readonly value?: string | undefined;
}

const sentencesIn = ({ changes, left, skipped, unsupported, blocked, errors, warnings, gates }: Changeset) => {
  const ofEntry = ({ reasons, warnings: own = [] }: Entry): readonly Sentence[] =>
    [...reasons, ...own].map((one) => ({ isUpdate: false, ...one }));
  return [
    ...changes.flatMap(({ action, reasons, warnings: own, cleanUp }): readonly Sentence[] =>
      [...reasons, ...own, ...cleanUp].map((one) => ({ isUpdate: action === 'update', ...one })),
    ),
    ...[...left, ...skipped, ...unsupported, ...blocked, ...errors].flatMap(ofEntry),
    ...warnings.map((says) => ({ says, isUpdate: false })),
    ...gates.map(({ says }) => ({ says, isUpdate: false })),
  ];
};

/** Without what people have named: texts in quotes, scopes of values, URLs; and without options, as a remedy names them. */
const ownWords = (says: string): string =>
  says
    .replaceAll(/(variable|value) "[^"]*"( of [a-z ]+ "[^"]*")? \([^)]*\)/g, '$1 "…"')
    .replaceAll(/"[^"]*"/g, '"…"')
    .replaceAll(/\(map\.\w+\)/g, '…')
    .replaceAll(/https?:\/\/\S+/g, '…')
    .replaceAll(/--[a-z-]+( [A-Za-z]+)?/g, '…');

const keys = [...typeNames, ...publishedNames].filter((name) => /[A-Z]/.test(name));

const notation: Readonly<Record<string, RegExp>> = {
  'a marker': /\$[a-z]/i,
  'a structure': /\{"|\[object|undefined|\[collapse\]/,
  'a part of an ID': /(^|\s)#[a-z]|[a-z]+\/[A-Z]\w+/,
  'a place of the JSON': /(^|[\s(])\/[A-Z]\w+/,
  'the key of a type': new RegExp(`\\b(${keys.join('|')})\\b`),
  'the name of a field': /\b[A-Z][a-z]+[A-Z]\w*\b/,
};

const brands = /\b(AddNew\w*|GitHub|PowerShell|OctoFX|IgnoreMismatch\w*)\b/g;

const nouns = [
  ...new Set([...allTypes.flatMap(({ name }) => [nounOf(name), nounsOf(name)]), ...publishedNames.map(nounOf)]),
  ...'change|source|destination|server|step|value|secret|field|phase|snapshot|template|scope|logo|package|Tentacle|webhook|Git|feed|agent|role|API'.split(
    '|',
  ),
];
const naming = new RegExp(nouns.join('|'), 'i');

/** What is to be pasted into the configuration has its keys. */
const toPaste = /map: \{ .*? \} \}/g;

const faultsOf = ({ says, isUpdate, rule = '', value }: Sentence): readonly string[] => {
  const words = ownWords(says).replaceAll(toPaste, '…').replaceAll(brands, '…');
  const isKept = isUpdate && rule.startsWith('existing') && value === 'leave';
  return [
    ...Object.entries(notation).flatMap(([what, pattern]) => (pattern.test(words) ? [`${what}: ${says}`] : [])),
    ...(isKept && !/carried all the same|is added|but for|update carries|carries what/.test(says)
      ? [`leave as the reason of an update: ${says}`]
      : []),
    ...(words.includes('"…"') || naming.test(words) ? [] : [`names nothing: ${says}`]),
  ];
};

/** What the review says beside those sentences, in lines of its own. */
const linesIn = (changeset: Changeset): readonly string[] => {
  const { headline, header, findings, tasks, things, lists } = reviewChangeset(changeset);
  return [
    headline,
    ...header.map(({ label }) => label),
    ...findings.flatMap(({ title, name }) => [title, name]),
    ...tasks.flatMap((group) => [group.title, group.means, group.says, ...group.tasks.map(({ called }) => called)]),
    ...things.flatMap((group) => [group.heading, ...group.things.map(({ noun }) => noun)]),
    ...lists.flatMap(({ title, entries }) => [title, ...entries.map(({ name }) => name)]),
  ];
};

const lineFaults = (changeset: Changeset): readonly string[] =>
  linesIn(changeset).flatMap((line) => {
    const words = ownWords(line).replaceAll(/^.*\bto\b[^:]*:/g, '');
    return Object.entries(notation).flatMap(([what, pattern]) => (pattern.test(words) ? [`${what}: ${line}`] : []));
  });

/** Steps and values are called as people call them: in their lines only what nobody would. */
const rowFaults = (changeset: Changeset): readonly string[] =>
  reviewChangeset(changeset)
    .changes.flatMap(({ rows }) => rows.flatMap(({ title, says }) => [title, says]))
    .filter((line) => /\{"?\$|\$logo|\[object|\bundefined\b|\[collapse\]/.test(ownWords(line)));

const defectsOf = (changeset: Changeset): readonly string[] => [
  ...sentencesIn(changeset).flatMap(faultsOf),
  ...lineFaults(changeset),
  ...rowFaults(changeset),
];

const golden = new URL('../golden/', import.meta.url);
const goldens = readdirSync(golden, { recursive: true, encoding: 'utf8' })
  .map((path) => path.replaceAll('\\', '/'))
  .filter((path) => path.endsWith('.json'));

describe('What a person reads has no internal notation, is true and names something (rules review-words)', () => {
  it('whatever the spaces and the rules are', () => {
    fc.assert(
      fc.property(contents, contents, anySettings(), (source, destination, given) => {
        expect([...new Set(defectsOf(diff(build('dev', source), build('prod', destination), given)))]).toEqual([]);
      }),
      { ...runs(150, 600), endOnFailure: true },
    );
  });

  it.each(atLeastOne(goldens))('in %s', (path) => {
    const changeset = JSON.parse(readFileSync(fileURLToPath(new URL(path, golden)), 'utf8')) as Changeset;
    expect(sentencesIn(changeset).length).toBeGreaterThan(0);
    expect(sentencesIn(changeset).flatMap(faultsOf)).toEqual([]);
  });

  it.each([
    ['/LifecycleId: "A" is called "B" here.', 'a place of the JSON'],
    ['$logo: written once what they refer to exists.', 'a marker'],
    ['CancelQueuedTasks: left as they are.', 'the name of a field'],
    ['libraryVariableSets "X" does not exist here.', 'the key of a type'],
    ['Its project projects/Shop is blocked.', 'a part of an ID'],
    ['Not so.', 'names nothing'],
  ])('%s is found out: %s', (says, what) => {
    expect(faultsOf({ says, isUpdate: false }).join('\n')).toContain(`${what}: `);
  });

  it('an update whose reason is leave is found out', () => {
    const reason = { rule: 'existing.projects', value: 'leave', isUpdate: true };
    expect(faultsOf({ ...reason, says: 'On the destination already: project.' })).toHaveLength(1);
    expect(faultsOf({ ...reason, says: 'Existing projects stay as they are; carried all the same: "x".' })).toEqual([]);
  });
});
