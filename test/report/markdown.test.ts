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
