import { describe, expect, it } from 'vitest';
import { diff } from '../../src/diff/index.js';
import { canonicalFile } from '../../src/model/canonical.js';
import { variablesAfter } from '../builders/outcome.js';
import { settings, space } from '../builders/space.js';

/**
 * "How matching works": the source has Development, Test and Production, the destination Test and Production.
 * `Application.Database.Name` has a value for Production and one for Development and Test; `OctopusPrintVariables` is
 * scoped to Development and a step.
 */
const source = () =>
  space('source')
    .environments('Development', 'Test', 'Production')
    .project('OctoFX')
    .step('Deploy Web')
    .variable('Application.Database.Name', 'OctoFX-NonProd', { Environment: ['Development', 'Test'] })
    .variable('Application.Database.Name', 'OctoFX', { Environment: ['Production'] })
    .variable('OctopusPrintVariables', 'True', { Action: ['Deploy Web'], Environment: ['Development'] })
    .build();

const destination = () =>
  space('destination').environments('Test', 'Production').project('OctoFX').step('Deploy Web').build();

describe('How matching works: the three policy examples', () => {
  it.each([
    [
      'SkipUnlessExactMatch',
      'skip-unless-exact-match',
      ['Application.Database.Name = OctoFX (Environment: Production)'],
    ],
    [
      'SkipUnlessPartialMatch',
      'skip-unless-partial-match',
      [
        'Application.Database.Name = OctoFX-NonProd (Environment: Test)',
        'Application.Database.Name = OctoFX (Environment: Production)',
      ],
    ],
    [
      'IgnoreMismatch',
      'ignore-mismatch',
      [
        'Application.Database.Name = OctoFX-NonProd (Environment: Test)',
        'Application.Database.Name = OctoFX (Environment: Production)',
        'OctopusPrintVariables = True (Action: Deploy Web)',
      ],
    ],
  ])('%s', async (policy, file, variables) => {
    const changeset = diff(source(), destination(), settings({ variableEnvironmentScopingMatch: policy }));
    expect(variablesAfter(changeset, destination(), 'OctoFX')).toEqual(variables);
    // Of the effective options only the policy is shown, so that the decisions stand out; the digest covers all.
    const { variableEnvironmentScopingMatch } = changeset.options;
    const shown = { ...changeset, options: { variableEnvironmentScopingMatch }, digest: undefined };
    await expect(canonicalFile(shown)).toMatchFileSnapshot(`how-matching-works/${file}.json`);
  });
});
