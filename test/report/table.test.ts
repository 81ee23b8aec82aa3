import '../builders/fixed-seed.js';
import chalk from 'chalk';
import fc from 'fast-check';
import { stripVTControlCharacters } from 'node:util';
import { afterEach, describe, expect, it } from 'vitest';
import { diff } from '../../src/diff/index.js';
import { finding } from '../../src/report/review/findings.js';
import { onlyParts } from '../../src/report/review/only-parts.js';
import { reviewChangeset } from '../../src/report/review/review-changeset.js';
import { reviewComparison } from '../../src/report/review/review-comparison.js';
import type { Review } from '../../src/report/review/review.js';
import { largeChangeset } from '../builders/large-changeset.js';
import { settings, space } from '../builders/space.js';
import { runs } from '../property/generate/runs.js';
import { anySettings } from '../property/generate/settings.js';
import { build, contents } from '../property/generate/space.js';
import { tableLines } from './lines-of.js';
import { reviewOf } from './review-of.js';
import { richComparison } from './rich-changeset.js';

const made = reviewChangeset(
  diff(
    space('dev')
      .environments('Dev')
      .project('OctoFX')
      .variable('Web.Port', '8080', { Environment: ['Dev'] })
      .variable('Web.Motto', 'one\ntwo\nthree')
      .variable('Web.Host', 'localhost', { Role: ['web'] })
      .variable('Web.Log', 'verbose', { Role: ['web'] })
      .secret('Password')
      .step('Deploy', { script: 'echo one\necho two\necho three' })
      .build(),
    space('prod')
      .project('OctoFX')
      .variable('Web.Host', 'example.com', { Role: ['web'] })
      .variable('Web.Log', 'fatal', { Role: ['web'] })
      .step('Deploy', { script: 'echo one\necho zwei\necho three' })
      .step('Own')
      .build(),
    settings({ variableEnvironmentScopingMatch: 'IgnoreMismatch', processCloningOption: 'SourceOnly' }),
  ),
);
/** Without the digest, which depends on every option. */
const review: Review = { ...made, digest: 'sha256:…' };

const { level } = chalk;
afterEach(() => {
  chalk.level = level;
});

describe('The table', () => {
  it('says what it is about, what needs eyes, which things change, what is to do, and what comes next', async () => {
    chalk.level = 0;
    const text = (await tableLines(review)).join('\n').replace(/(?<=digest sha256:)\w+/, '…');
    expect(text).toMatchInlineSnapshot(`
      "dev.example.com to prod.example.com: 1 thing changed, 1 needs your decision, 2
        to do by hand
        From   space Default of https://dev.example.com, Octopus 2026.3.1
        To     space Default of https://prod.example.com, Octopus 2026.3.1
        Base   no base: it cannot be told who changed
        Made   digest sha256:…

      Refused until allowed: 1. Apply stops until somebody allows each.
          scope-widening
            1 change would make something apply more widely. To let it pass: apply
            --allow scope-widening, or accept it in an approval (approve --accept).

      Know this: 2. It is done as it stands.
        Scope widened (1): Applies to more than on the source, or than it does on
          the destination: a scope lost all its members.
          variables of project "OctoFX"
            variable "Web.Port" (environment: Dev): Was limited to "Dev"; without them
            it applies everywhere.
        Steps removed (1): Steps of the destination that the source lacks.
          deployment process of project "OctoFX"
            The step "Own" is removed.

      Projects
        ~ OctoFX  1 step removed; 3 values added

      Left as it is on the destination: 3. (--details says why)

      To do by hand afterwards: 2
        1 secret to enter in 1 project
        1 scope to look at in 1 project

      Next:
        octosync show changeset.json --details  # to see all of it
        octosync approve changeset.json --by NAME  # to approve it
        octosync apply changeset.json --url https://prod.example.com  # to do it,
            once approved"
    `);
  });

  it('shows with --details every step, value, reason and warning', async () => {
    chalk.level = 0;
    const lines = await tableLines(review, { extent: 'details' });
    const from = lines.indexOf('Projects');
    expect(lines.slice(from).join('\n')).toMatchInlineSnapshot(`
      "Projects
        ~ OctoFX  1 step removed; 3 values added
          deployment process
              1 step unchanged
            - 2. Own
            Steps removed: The step "Own" is removed.
            because: Comes along with project "OctoFX". (select.projects)
            because: The source does not have the step "Own". (processCloningOption:
              SourceOnly, from the flag)
          variables
            + Password: a secret
            + Web.Motto: (3 lines)
            + Web.Port: "8080"
            Scope widened: variable "Web.Port" (environment: Dev): Was limited to
              "Dev"; without them it applies everywhere.
            Secrets to replace: variable "Password" (unscoped): The source keeps the
              secret value to itself: enter it. (/Variables/4/Value)
            because: Comes along with project "OctoFX". (select.projects)
            because: 3 variables: the destination has no such value; added.
              (overwriteExistingVariables: false, by default)
            because: variable "Web.Port" (environment: Dev): The environment "Dev"
              does not exist here. (variableEnvironmentScopingMatch:
              IgnoreMismatch, from the flag)
            because: variable "Password" (unscoped): its secret stays on the source; a
              placeholder stands in. (sensitive data)

      Left as it is on the destination: 3
        deployment process of project "OctoFX", step "Deploy"
          1 field differs from the source and stays as it is; --existing-steps update
          carries it. (existingSteps: leave, by default)
        2 variables: The value differs and stays as it is on the destination.
          (overwriteExistingVariables: false, by default)
          - variables of project "OctoFX", variable "Web.Host" (target tag: web)
          - variables of project "OctoFX", variable "Web.Log" (target tag: web)

      To do by hand afterwards: 2
        1 secret to enter in 1 project
          [ ] variables of project "OctoFX"
                variable "Password" (unscoped): The source keeps the secret value to
                itself: enter it. (/Variables/4/Value)
        1 scope to look at in 1 project
          [ ] variables of project "OctoFX"
                variable "Web.Port" (environment: Dev): Was limited to "Dev"; without
                them it applies everywhere.

      Next:
        octosync show changeset.json --details  # to see all of it
        octosync approve changeset.json --by NAME  # to approve it
        octosync apply changeset.json --url https://prod.example.com  # to do it,
            once approved"
    `);
  });

  it('says the same with colours and without', async () => {
    chalk.level = 0;
    const plain = await tableLines(review, { extent: 'details' });
    chalk.level = 3;
    const coloured = await tableLines(review, { extent: 'details' });
    expect(coloured).not.toEqual(plain);
    expect(coloured.map(stripVTControlCharacters)).toEqual(plain);
  });

  it('of a comparison says what was done, not what will be', async () => {
    chalk.level = 0;
    const text = (await tableLines(reviewOf('x', 'comparison'))).join('\n');
    expect(text).toMatch(/^ {2}Older +space x of x/m);
    expect(text).toMatch(/^ {2}Newer +space x of x/m);
    expect(text).toContain('1 thing added');
    expect(text).not.toMatch(/create|update|order|Next/);
  });
});

/** What the bench makes: projects of four steps, and 25 variables of which five are secrets. */
const manyNew = (projects: number): Review => {
  const source = space('dev');
  for (let number = 1; number <= projects; number += 1) {
    source.project(`Project ${String(number).padStart(3, '0')}`);
    for (let step = 1; step <= 4; step += 1) source.step(`Step ${step}`);
    for (let index = 1; index <= 20; index += 1) source.variable(`Value ${index}`, 'x');
    for (let index = 1; index <= 5; index += 1) source.secret(`Secret ${index}`);
  }
  return reviewChangeset(diff(source.build(), space('prod').build(), settings({}, { projects: 'all' })));
};

describe('The table without flags fits on three screens (rules review-bounded)', () => {
  it.each([1, 20, 100])('%i new projects', async (projects) => {
    const lines = await tableLines(manyNew(projects));
    expect(lines.length).toBeLessThanOrEqual(72);
    expect(lines.join('\n')).toContain('+ Project 001  4 steps, 25 variables (5 secrets)');
    expect(lines.join('\n')).toContain(`${projects * 5} secrets to enter in ${projects} project`);
    if (projects === 100) expect(lines.join('\n')).toMatch(/… and \d+ projects more \(\d+ new\): --only projects/);
  });

  it('2,000 changes with findings of all kinds', async () => {
    const lines = await tableLines(reviewChangeset(largeChangeset(200)));
    expect(lines.length).toBeLessThanOrEqual(72);
    expect(lines.join('\n')).toContain('scope-widening');
  });

  it('whatever the spaces and the rules are', async () => {
    await fc.assert(
      fc.asyncProperty(contents, contents, anySettings(), async (source, destination, given) => {
        const review = reviewChangeset(diff(build('dev', source), build('prod', destination), given));
        const lines = await tableLines(review);
        expect(lines.length).toBeLessThanOrEqual(72);
        expect(lines.filter((line) => stripVTControlCharacters(line).length > 80)).toEqual([]);
      }),
      runs(40),
    );
  });
});

describe('The summary', () => {
  it('has its types in the order of the portal, whatever order a file has', () => {
    const count = { create: 1, update: 0, delete: 0, unchanged: 0 };
    const summary = { tenants: count, projects: count, ofTomorrow: count, environments: count };
    const { rows } = reviewComparison({ ...richComparison, summary }).summary;
    expect(rows.map(({ type }) => type)).toEqual(['projects', 'tenants', 'environments', 'ofTomorrow']);
  });
});

describe('A part of a review', () => {
  it('says that it is one, and keeps what stops everything', () => {
    const gate = finding('gate', { name: 'max-changes' }, 'Too many.');
    const part = onlyParts(
      { ...review, findings: [gate, ...review.findings] },
      [{ type: 'projectVariables' }],
      'projectVariables',
    );
    expect(part.findings.map(({ kind, says }) => [kind, says])).toEqual([
      ['partial', 'This is a part: 1 change of other things and 1 finding about them are left out.'],
      ['gate', 'Too many.'],
      ['gate', expect.any(String)],
      ['scope-widened', expect.any(String)],
    ]);
    expect(part.changes.map(({ id }) => id)).toEqual(['projectVariables/OctoFX']);
    expect(part.summary.rows.map(({ type }) => type)).toEqual(['projectVariables']);
  });
});
