import chalk from 'chalk';
import { stripVTControlCharacters } from 'node:util';
import { afterEach, describe, expect, it } from 'vitest';
import { diff } from '../../src/diff/index.js';
import { markdownReport } from '../../src/report/markdown/markdown.js';
import { finding } from '../../src/report/review/findings.js';
import { makeReview } from '../../src/report/review/make-review.js';
import { onlyTypes } from '../../src/report/review/only-types.js';
import { reviewChangeset } from '../../src/report/review/review-changeset.js';
import { reviewComparison } from '../../src/report/review/review-comparison.js';
import type { Review } from '../../src/report/review/review.js';
import { settings, space } from '../builders/space.js';
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
  it('shows first what needs eyes, then changes by what they belong to', async () => {
    chalk.level = 0;
    expect((await tableLines(review)).join('\n')).toMatchInlineSnapshot(`
      "From:   Default of https://dev.example.com (2026.3.1)
      To:     Default of https://prod.example.com (2026.3.1)

      Needs your eyes: 3
        Gates (1): Apply refuses the changeset until somebody allows each.
          scope-widening
            1 change would make something apply more widely. apply refuses it without
            --allow scope-widening.
        Scope widened (1): Applies to more than on the source, or than it does on
          the destination: a scope lost all its members.
          projectVariables/OctoFX
            variable "Web.Port" (Environment: Dev): Was limited to "Dev"; without them
            it applies everywhere.
        Steps removed (1): Steps of the destination that the source lacks.
          deploymentProcesses/OctoFX
            The step "Own" is removed.
      1 thing to do by hand afterwards, listed at the end.

                           update  unchanged  left
      projects                  ·          1     ·
      channels                  ·          1     ·
      deploymentProcesses       1          ·     1
      projectVariables          1          ·     2

      2 changes to review: 2 update, each with its place in the order of writing

      projects/OctoFX (2 update)
        14  update  deploymentProcesses/OctoFX  11 fields, 1 warning
        17  update  projectVariables/OctoFX     15 fields, 1 warning, 1 by hand

      Left as it is on the destination: 3
        deploymentProcesses/OctoFX, step "Deploy"
          1 field differs. 1 of its fields differ from the source; --existing-steps
          update carries them. [existingSteps = leave, default]
        2 variables: The value differs and stays as it is on the destination.
          [overwriteExistingVariables = false, default]
          - projectVariables/OctoFX, variable "Web.Host" (Role: web)
          - projectVariables/OctoFX, variable "Web.Log" (Role: web)

      To do by hand afterwards: 1
        Secrets to replace (1): A placeholder stands in for a secret until somebody
          enters it.
          [ ] projectVariables/OctoFX
                variable "Password" (unscoped): The source keeps this secret to
                itself: enter the value.

      Digest sha256:…"
    `);
  });

  it('lists with --details every field, reason and warning', async () => {
    chalk.level = 0;
    const lines = await tableLines(review, { details: true });
    const from = lines.findIndex((line) => line.includes('deploymentProcesses/OctoFX  '));
    expect(lines.slice(from).join('\n')).toMatchInlineSnapshot(`
      "  14  update  deploymentProcesses/OctoFX  11 fields, 1 warning
              Steps › Own
            -   Name: "Own"
            -   Condition: "Success"
            -   empty: Properties
              Steps › Own › Actions › Own
            -   Name: "Own"
            -   ActionType: "Octopus.Script"
            -   Properties › Octopus.Action.Script.ScriptBody: "echo Own"
            -   empty: Environments, ExcludedEnvironments, Channels, TenantTags,
                  Packages
            Steps removed: The step "Own" is removed.
            because: Comes along with project "OctoFX". [select.projects]
            because: The source does not have the step "Own". [processCloningOption =
              SourceOnly, flag]

        17  update  projectVariables/OctoFX     15 fields, 1 warning, 1 by hand
              Variables › Web.Port
            +   Name: "Web.Port"
            +   Value: "8080"
            +   Type: "String"
            +   IsSensitive: false
            +   empty: Scope
              Variables › Web.Motto
            +   Name: "Web.Motto"
            +   Value:
            +     │ one
            +     │ two
            +     │ three
            +   Type: "String"
            +   IsSensitive: false
            +   empty: Scope
              Variables › Password
            +   Name: "Password"
            +   Value: (secret: placeholder, to be replaced)
            +   Type: "Sensitive"
            +   IsSensitive: true
            +   empty: Scope
            Scope widened: variable "Web.Port" (Environment: Dev): Was limited to
              "Dev"; without them it applies everywhere.
            Secrets to replace: variable "Password" (unscoped): The source keeps this
              secret to itself: enter the value.
              (/Variables/4/Value)
            because: Comes along with project "OctoFX". [select.projects]
            because: variable "Web.Port" (Environment: Dev): the destination has no
              such value; added. [overwriteExistingVariables = false, default]
            because: variable "Web.Port" (Environment: Dev): 0 of 1 environments exist
              here; missing: "Dev". [variableEnvironmentScopingMatch =
              IgnoreMismatch, flag]
            because: variable "Web.Motto" (unscoped): the destination has no such
              value; added. [overwriteExistingVariables = false, default]
            because: variable "Password" (unscoped): the destination has no such
              value; added. [overwriteExistingVariables = false, default]
            because: variable "Password" (unscoped): its secret stays on the source; a
              placeholder stands in. [sensitive data]

      Left as it is on the destination: 3
        deploymentProcesses/OctoFX, step "Deploy"
          1 field differs. 1 of its fields differ from the source; --existing-steps
          update carries them. [existingSteps = leave, default]
        2 variables: The value differs and stays as it is on the destination.
          [overwriteExistingVariables = false, default]
          - projectVariables/OctoFX, variable "Web.Host" (Role: web)
          - projectVariables/OctoFX, variable "Web.Log" (Role: web)

      To do by hand afterwards: 1
        Secrets to replace (1): A placeholder stands in for a secret until somebody
          enters it.
          [ ] projectVariables/OctoFX
                variable "Password" (unscoped): The source keeps this secret to
                itself: enter the value.

      Digest sha256:…"
    `);
  });

  it('says the same with colours and without', async () => {
    chalk.level = 0;
    const plain = await tableLines(review, { details: true });
    chalk.level = 3;
    const coloured = await tableLines(review, { details: true });
    expect(coloured).not.toEqual(plain);
    expect(coloured.map(stripVTControlCharacters)).toEqual(plain);
  });

  it('of a comparison says what was done, not what will be', async () => {
    chalk.level = 0;
    const text = (await tableLines(reviewOf('x', 'comparison'))).join('\n');
    expect(text).toMatch(/^Older: +x of x/m);
    expect(text).toMatch(/^Newer: +x of x/m);
    expect(text).toContain('1 added, 1 changed');
    expect(text).not.toMatch(/create|update|order/);
  });
});

describe('The summary', () => {
  it('has its types in the order in which they are written, whatever order a file has', () => {
    const count = { create: 1, update: 0, delete: 0, unchanged: 0 };
    const summary = { tenants: count, projects: count, ofTomorrow: count, environments: count };
    const { rows } = reviewComparison({ ...richComparison, summary }).summary;
    expect(rows.map(({ type }) => type)).toEqual(['environments', 'tenants', 'projects', 'ofTomorrow']);
  });
});

describe('A part of a review', () => {
  it('says that it is one, and keeps what stops everything', () => {
    const gate = finding('gate', 'max-changes', 'Too many.');
    const part = onlyTypes({ ...review, findings: [gate, ...review.findings] }, ['projectVariables']);
    expect(part.findings.map(({ kind, says }) => [kind, says])).toEqual([
      ['partial', 'This is a part: 1 change of other types and 1 finding about them are left out.'],
      ['gate', 'Too many.'],
      ['gate', expect.any(String)],
      ['scope-widened', expect.any(String)],
    ]);
    expect(part.changes.map(({ id }) => id)).toEqual(['projectVariables/OctoFX']);
    expect(part.summary.rows.map(({ type }) => type)).toEqual(['projectVariables']);
  });
});

describe('Markdown', () => {
  it('has warnings first and folds the rest', () => {
    expect(markdownReport(review, { details: false })).toMatchInlineSnapshot(`
      "## octosync: \`Default\` of \`https://dev.example.com\` → \`Default\` of \`https://prod.example.com\`

      - From: Octopus \`2026.3.1\`
      - To: Octopus \`2026.3.1\`

      > [!WARNING]
      > **Needs your eyes: 3**
      >
      > - **Gates** (1): Apply refuses the changeset until somebody allows each.
      >   - \`scope-widening\`: 1 change would make something apply more widely. apply refuses it without --allow scope-widening.
      > - **Scope widened** (1): Applies to more than on the source, or than it does on the destination: a scope lost all its members.
      >   - \`projectVariables/OctoFX\`: variable "Web.Port" (Environment: Dev): Was limited to "Dev"; without them it applies everywhere.
      > - **Steps removed** (1): Steps of the destination that the source lacks.
      >   - \`deploymentProcesses/OctoFX\`: The step "Own" is removed.

      1 thing to do by hand afterwards, listed at the end.

      | | update | unchanged | left |
      | --- | ---: | ---: | ---: |
      | projects |  | 1 |  |
      | channels |  | 1 |  |
      | deploymentProcesses | 1 |  | 1 |
      | projectVariables | 1 |  | 2 |

      ### 2 changes to review: 2 update

      <details><summary><code>projects/OctoFX</code> (2 update)</summary>

      **update** \`deploymentProcesses/OctoFX\` (order 14, 11 fields, 1 warning)

      - **Steps removed**: The step "Own" is removed.

      \`\`\`diff
        Steps › Own
      -   Name: "Own"
      -   Condition: "Success"
      -   empty: Properties
        Steps › Own › Actions › Own
      -   Name: "Own"
      -   ActionType: "Octopus.Script"
      -   Properties › Octopus.Action.Script.ScriptBody: "echo Own"
      -   empty: Environments, ExcludedEnvironments, Channels, TenantTags, Packages
      \`\`\`

      **update** \`projectVariables/OctoFX\` (order 17, 15 fields, 1 warning, 1 by hand)

      - **Scope widened**: variable "Web.Port" (Environment: Dev): Was limited to "Dev"; without them it applies everywhere.
      - **Secrets to replace**: variable "Password" (unscoped): The source keeps this secret to itself: enter the value. (\`/Variables/4/Value\`)

      \`\`\`diff
        Variables › Web.Port
      +   Name: "Web.Port"
      +   Value: "8080"
      +   Type: "String"
      +   IsSensitive: false
      +   empty: Scope
        Variables › Web.Motto
      +   Name: "Web.Motto"
      +   Value:
      +     │ one
      +     │ two
      +     │ three
      +   Type: "String"
      +   IsSensitive: false
      +   empty: Scope
        Variables › Password
      +   Name: "Password"
      +   Value: (secret: placeholder, to be replaced)
      +   Type: "Sensitive"
      +   IsSensitive: true
      +   empty: Scope
      \`\`\`

      </details>

      <details><summary>Left as it is on the destination: 3</summary>

      - \`deploymentProcesses/OctoFX, step "Deploy"\`: 1 field differs. 1 of its fields differ from the source; --existing-steps update carries them. \\[existingSteps = leave, default\\]
      - 2 variables: The value differs and stays as it is on the destination. \\[overwriteExistingVariables = false, default\\]
        - \`projectVariables/OctoFX, variable "Web.Host" (Role: web)\`
        - \`projectVariables/OctoFX, variable "Web.Log" (Role: web)\`

      </details>

      ### To do by hand afterwards: 1

      - **Secrets to replace** (1): A placeholder stands in for a secret until somebody enters it.
        - [ ] \`projectVariables/OctoFX\`: variable "Password" (unscoped): The source keeps this secret to itself: enter the value.

      Digest: \`sha256:…\`"
    `);
  });

  const many = reviewOf('name');
  const long = makeReview({
    ...many,
    changes: Array.from({ length: 2000 }, (_, index) =>
      many.changes.map((change) => ({ ...change, id: `projects/${index}` })),
    ).flat(),
  });

  it('too long for a comment keeps what needs eyes, leaves out from the end, and says how much', () => {
    const text = markdownReport(long, { details: false, limit: 65_000 });
    expect(text.length).toBeLessThanOrEqual(65_000);
    expect(text.length).toBeGreaterThan(60_000);
    expect(text).toContain('**Scope widened** (2): Applies');
    expect(text).toContain('- [ ] `name`: name');
    const [, changes, fields] = /Left out: (\d+) changes; (\d+) changes' fields/.exec(text) ?? [];
    expect(Number(changes) + (text.match(/^\*\*(create|update)\*\*/gm) ?? []).length).toBe(4000);
    expect(Number(fields) + (text.match(/^```diff/gm) ?? []).length).toBe(4000 - Number(changes));
  });

  it('in a file is whole', () => {
    const text = markdownReport(long, { details: false });
    expect(text.match(/^```diff/gm)).toHaveLength(4000);
    expect(text).not.toContain('Left out');
  });

  it('keeps to the limit even if findings alone are too many', () => {
    const findings = Array.from({ length: 3000 }, (_, index) => finding('error', `projects/${index}`, `No ${index}.`));
    const text = markdownReport(makeReview({ ...review, findings }), { details: true, limit: 65_000 });
    expect(text.length).toBeLessThanOrEqual(65_000);
    expect(text).toContain('Needs your eyes: 3000');
    expect(text).toMatch(/Left out: \d+ things that need your eyes; 2 changes;/);
  });
});
