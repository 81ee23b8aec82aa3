import { describe, expect, it } from 'vitest';
import type { Changeset } from '../../src/changeset/changeset.js';
import { diff } from '../../src/diff/index.js';
import { compare } from '../../src/diff/patch/compare.js';
import type { JsonObject } from '../../src/model/json.js';
import type { Digest } from '../../src/model/names.js';
import { rowsOf as rowsIn } from '../../src/report/review/rows.js';
import { reviewChangeset } from '../../src/report/review/review-changeset.js';
import { reviewComparison } from '../../src/report/review/review-comparison.js';
import type { Review, ReviewChange } from '../../src/report/review/review.js';
import { settings, space, type SpaceBuilder } from '../builders/space.js';

type Given = Parameters<typeof settings>;

const reviewed = (source: SpaceBuilder, destination: SpaceBuilder, ...given: Given): Review =>
  reviewChangeset(diff(source.build(), destination.build(), settings(...given)));

/** Each thing in a line, as every format has it. */
const linesOf = ({ things }: Review): readonly string[] =>
  things.flatMap(({ heading, things: own }) => [
    heading,
    ...own.map(({ sign, noun, name, says }) => `${sign} ${noun} ${name}: ${says}`),
  ]);

const changeOf = ({ changes }: Review, type: string): ReviewChange => {
  const change = changes.find((one) => one.type === type);
  if (!change) throw new Error(`No change of ${type}.`);
  return change;
};

const rowsOf = (review: Review, type: string): readonly string[] =>
  changeOf(review, type)
    .rows.filter(({ isUsual }) => isUsual !== true)
    .map(({ sign, title, says }) => `${sign} ${title}${says === '' ? '' : ` | ${says}`}`);

describe('A review is of things (rules review-things)', () => {
  it('counts what a new one has, by the names and in the order of the portal', () => {
    const source = space('dev')
      .environments('Dev', 'Prod')
      .project('OctoFX')
      .step('One')
      .step('Two')
      .variable('Plain', '1')
      .variable('Scoped', '1', { Environment: ['Dev'] })
      .secret('Token')
      .channel('Hotfix')
      .runbook('Restart');
    expect(
      linesOf(reviewed(source, space('prod').environments('Dev'), {}, { projects: 'all', environments: 'all' })),
    ).toEqual([
      'Projects',
      '+ project OctoFX: 2 steps, 3 variables (1 secret), 1 channel, 1 runbook',
      'Environments',
      '+ environment Prod: ',
    ]);
  });

  it('says what becomes of one that is there', () => {
    const source = space('dev')
      .project('OctoFX')
      .step('New')
      .step('Deploy', { script: 'echo new' })
      .variable('Added', '1')
      .variable('Changed', 'new')
      .variable('Rescoped', 'same', { Role: ['web'] });
    const destination = space('prod')
      .project('OctoFX')
      .step('Deploy', { script: 'echo old' })
      .step('Own')
      .variable('Changed', 'old')
      .variable('Rescoped', 'same');
    const rules = { processCloningOption: 'SourceOnly', existingSteps: 'update', overwriteExistingVariables: 'true' };
    expect(linesOf(reviewed(source, destination, rules as Given[0]))).toEqual([
      'Projects',
      '~ project OctoFX: 1 step added, 1 changed, 1 removed; 1 value added, 1 changed, 1 rescoped',
    ]);
  });

  it('of a comparison says what was done', () => {
    const older = space('dev').environments('Gone').project('OctoFX').variable('Db', 'a').build();
    const newer = space('dev').environments('Come').project('OctoFX').variable('Db', 'b').build();
    const review = reviewComparison(compare(older, newer));
    expect(review.headline).toBe('Default: 1 thing added, 1 changed, 1 removed');
    expect(linesOf(review)).toEqual([
      'Projects',
      '~ project OctoFX: 1 value changed',
      'Environments',
      '+ environment Come: ',
      '- environment Gone: ',
    ]);
  });
});

describe('Steps stand in the order of the destination after the change (rules review-positions)', () => {
  it('each with its place; what stays is one line, what goes has the place that it had', () => {
    const source = space('dev').project('OctoFX').step('Build').step('Test').step('Deploy').step('Smoke test');
    const destination = space('prod').project('OctoFX').step('Build').step('Old check').step('Deploy');
    expect(
      rowsOf(reviewed(source, destination, { processCloningOption: 'SourceOnly' }), 'deploymentProcesses'),
    ).toEqual([
      '= 1 step unchanged',
      '+ 2. Test | after "Build"',
      '= 1 step unchanged',
      '+ 4. Smoke test | after "Deploy"',
      '- 2. Old check',
    ]);
  });

  it('says what changes inside one, and where one is put', () => {
    const source = space('dev').project('OctoFX').step('Second').step('First', { script: 'one\ntwo\nthree' });
    const destination = space('prod').project('OctoFX').step('First', { script: 'one\nzwei\nthree' }).step('Second');
    expect(
      rowsOf(
        reviewed(source, destination, { processCloningOption: 'SourceOnly', existingSteps: 'update' }),
        'deploymentProcesses',
      ),
    ).toEqual(['> 1. Second | now first', '~ 2. First | script (1 of 3 lines)']);
  });
});

describe('What is new says what it is limited to (rules review-things)', () => {
  it('a step its environments, channels and target tags; a role of a team all that it is for', () => {
    const step = (name: string, actions: JsonObject, properties: JsonObject): JsonObject => ({
      ...{ Name: name, Properties: properties },
      Actions: [{ Name: name, ActionType: 'Octopus.Manual', ...actions }],
    });
    const tags = { 'Octopus.Action.TargetRoles': 'web, db' };
    const process = {
      Steps: [
        step('Free', { Environments: [], Channels: [] }, {}),
        step('Bound', { Environments: ['Test'], ExcludedEnvironments: ['Live'], Channels: ['QA'] }, tags),
      ],
    };
    const role = { UserRoleId: 'Deployer', EnvironmentIds: ['Test'], ProjectIds: ['OctoFX'], TenantIds: [] };
    const titles = (type: string, document: JsonObject): readonly string[] =>
      rowsIn({ type, action: 'create', document }).flatMap(({ title }) => (title === '' ? [] : [title]));
    expect(titles('deploymentProcesses', process)).toEqual([
      '1. Free',
      '2. Bound [Test; excluded environments: Live; channels: QA; target tags: web, db]',
    ]);
    expect(titles('teamRoles', { Roles: [role] })).toEqual(['Deployer [Test; projects: OctoFX]']);
  });
});

describe('Values stand by name and by where they apply (rules review-things)', () => {
  it('with what they say before and after', () => {
    const source = space('dev')
      .environments('Staging', 'Prod')
      .project('OctoFX')
      .variable('Db.Name', 'b', { Environment: ['Staging'] })
      .variable('Web', 'x', { Environment: ['Prod'], Role: ['web'] })
      .secret('Token');
    const destination = space('prod')
      .environments('Staging', 'Prod')
      .project('OctoFX')
      .variable('Db.Name', 'a', { Environment: ['Staging'] })
      .variable('Web', 'x', { Environment: ['Prod'] });
    expect(rowsOf(reviewed(source, destination, { overwriteExistingVariables: 'true' }), 'projectVariables')).toEqual([
      '~ Db.Name [Staging] | "a" → "b"',
      '+ Token | a secret',
      '~ Web [Prod; target tag: web] | applies to Prod; target tag: web, was Prod',
    ]);
  });
});

describe('A review begins with a line to read aloud, and ends with what comes next (rules review-headline)', () => {
  const widening = reviewed(
    space('dev')
      .environments('Dev')
      .project('OctoFX')
      .variable('Db', '1', { Environment: ['Dev'] })
      .secret('Token'),
    space('prod').project('OctoFX'),
    { variableEnvironmentScopingMatch: 'IgnoreMismatch' },
  );

  it('counts things, decisions and what is to do', () => {
    expect(widening.headline).toBe(
      'dev.example.com to prod.example.com: 1 thing changed, 1 needs your decision, 2 to do by hand',
    );
  });

  it('calls the sides as the configuration does', () => {
    const made: Changeset = {
      ...diff(space('dev').project('A').build(), space('prod').build(), settings({}, { projects: 'all' }), {
        made: { tool: '1.2.3', sync: 'OctoFX', preset: 'recurring' },
        source: { instance: 'dev', revision: 'abc1234' },
        destination: { instance: 'prod' },
      }),
      digest: `sha256:${'0'.repeat(64)}` as Digest,
    };
    const { headline, header, next } = reviewChangeset(made, "it's a file.json");
    expect(headline).toBe('OctoFX to prod: 1 thing new');
    // What was compared with what, when, and how the changeset was made (rules review-header).
    expect(header).toMatchObject([
      { label: 'From', text: 'dev: space Default of https://dev.example.com, Octopus 2026.3.1, commit abc1234' },
      { label: 'To', text: 'prod: space Default of https://prod.example.com, Octopus 2026.3.1' },
      { label: 'Base', text: 'no base: it cannot be told who changed' },
      { label: 'Made', text: 'sync OctoFX, preset recurring, octosync 1.2.3, digest sha256:000000000000' },
    ]);
    expect(next.map(({ command }) => command)).toEqual([
      `octosync show "it's a file.json" --details`,
      `octosync approve "it's a file.json" --by NAME`,
      `octosync apply "it's a file.json" prod`,
    ]);
  });

  it('says so where nothing changes', () => {
    const { headline, next } = reviewed(space('dev').project('A'), space('prod').project('A'));
    expect([headline, next]).toEqual(['dev.example.com to prod.example.com: nothing changes', []]);
  });

  it('groups findings by what they ask, each with what it is about (rules review-findings)', () => {
    expect(
      widening.asks.map(({ ask, count, groups }) => [
        ask,
        count,
        groups.flatMap(({ kind, reasons }) =>
          reasons.flatMap(({ members }) => members.map(({ name, thing }) => [kind, name, thing])),
        ),
      ]),
    ).toEqual([
      ['allow', 1, [['gate', 'scope-widening', undefined]]],
      ['know', 1, [['scope-widened', 'variables of project "OctoFX"', 'projects/OctoFX']]],
    ]);
  });

  it('says nothing internal (rules review-words)', () => {
    expect(changeOf(widening, 'projectVariables').called).toBe('variables of project "OctoFX"');
    expect(changeOf(widening, 'projectVariables').reasons.join('\n')).not.toMatch(/\[|\$|\{/);
  });
});
