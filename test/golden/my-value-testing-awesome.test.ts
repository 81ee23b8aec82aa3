import { describe, expect, it } from 'vitest';
import { canonicalFile } from '../../src/model/canonical.js';
import { changeOf, sync, variablesIn, verdicts, warned } from '../builders/outcome.js';
import { settings, space } from '../builders/space.js';

/**
 * "How matching works", Variable Matching: the source has Dev, Test and Production with one value scoped to each, the
 * destination has Prod. The environment scope does not count: `IgnoreMismatch`.
 */
const source = space('source')
  .environments('Development', 'Test', 'Production')
  .project('OctoFX')
  .variable('MyValue.Testing.Awesome', 'Awesome Dev', { Environment: ['Development'] })
  .variable('MyValue.Testing.Awesome', 'Awesome Test', { Environment: ['Test'] })
  .variable('MyValue.Testing.Awesome', 'Awesome Production', { Environment: ['Production'] })
  .build();

const destination = (...values: readonly (readonly [value: string, environments?: readonly string[]])[]) => {
  const built = space('destination').environments('Prod').project('OctoFX');
  for (const [value, Environment] of values)
    built.variable('MyValue.Testing.Awesome', value, Environment ? { Environment } : {});
  return built.build();
};

const run = (to: ReturnType<typeof destination>, overwriteExistingVariables: string, policy = 'IgnoreMismatch') => {
  const given = settings({ overwriteExistingVariables, variableEnvironmentScopingMatch: policy });
  const synced = sync(source, to, given);
  return { ...synced, variables: variablesIn(synced.after, 'OctoFX') };
};

describe('MyValue.Testing.Awesome with IgnoreMismatch (how-matching-works, Variable Matching)', () => {
  it('the first item is picked, without a scope', () => {
    expect(run(destination(), 'false').variables).toEqual(['MyValue.Testing.Awesome = Awesome Dev']);
  });

  it('the other two are reported as collapsed into the first', () => {
    const { changeset } = run(destination(), 'false');
    expect(changeset.skipped.map(({ part, reasons }) => [part, reasons.at(-1)?.rule])).toEqual([
      ['variable "MyValue.Testing.Awesome" (environment: Production)', 'collapse'],
      ['variable "MyValue.Testing.Awesome" (environment: Test)', 'collapse'],
    ]);
  });

  it('the value now applies everywhere: marked, and behind the gate', () => {
    const { changeset } = run(destination(), 'false');
    expect(warned(changeset, 'scope-widened')).toEqual(['projectVariables/OctoFX /Variables/0/Scope/Environment']);
    expect(changeset.gates).toMatchObject([{ gate: 'scope-widening', ids: ['projectVariables/OctoFX'] }]);
  });

  it('a second and a third run leave it as it is', () => {
    const first = run(destination(), 'false');
    const second = run(first.after, 'false');
    const third = run(second.after, 'false');
    expect([second.changeset.changes, third.changeset.changes]).toEqual([[], []]);
    expect(third.variables).toEqual(['MyValue.Testing.Awesome = Awesome Dev']);
  });
});

describe('… with AddNewWithDefaultValue', () => {
  it('the value is REPLACE ME, without a scope, and on the clean-up list', async () => {
    const { changeset, variables } = run(destination(), 'AddNewWithDefaultValue');
    expect(variables).toEqual(['MyValue.Testing.Awesome = REPLACE ME']);
    expect(changeOf(changeset, 'projectVariables/OctoFX').cleanUp).toMatchObject([
      { kind: 'replace-value', at: '/Variables/0/Value' },
      { kind: 'check', at: '/Variables/0' },
    ]);
    const { overwriteExistingVariables, variableEnvironmentScopingMatch } = changeset.options;
    const shown = {
      ...changeset,
      options: { overwriteExistingVariables, variableEnvironmentScopingMatch },
      digest: undefined,
    };
    await expect(canonicalFile(shown)).toMatchFileSnapshot('how-matching-works/add-new-with-default-value.json');
  });

  it('a second run leaves REPLACE ME, and says that it differs', () => {
    const { again } = run(destination(), 'AddNewWithDefaultValue');
    expect(again.left.map(({ part }) => part)).toEqual([
      'variable "MyValue.Testing.Awesome" (environment: Development)',
    ]);
  });

  it.each(['AddNewWithDefaultValue', 'false'])(
    'a value added by hand: any subsequent run leaves both as they are (%s)',
    (mode) => {
      const byHand = destination(['REPLACE ME'], ['Awesome Prod', ['Prod']]);
      const second = run(byHand, mode);
      const third = run(second.after, mode);
      expect([second.changeset.changes, third.changeset.changes]).toEqual([[], []]);
      expect(third.variables).toEqual([
        'MyValue.Testing.Awesome = REPLACE ME',
        'MyValue.Testing.Awesome = Awesome Prod (Environment: Prod)',
      ]);
    },
  );

  it('a value that was replaced and scoped by hand stays too: the environment does not count', () => {
    const { changeset } = run(destination(['Awesome Prod', ['Prod']]), 'AddNewWithDefaultValue');
    expect(changeset.changes).toEqual([]);
  });
});

describe('… under the other policies', () => {
  it.each(['IgnoreMismatch', 'IgnoreMismatchOnNewLeaveExistingAlone'])(
    '%s: new without a scope, and left alone once it has one of its own',
    (policy) => {
      expect(run(destination(), 'false', policy).variables).toEqual(['MyValue.Testing.Awesome = Awesome Dev']);
      const byHand = run(destination(['Awesome Prod', ['Prod']]), 'false', policy);
      expect(byHand.changeset.changes).toEqual([]);
    },
  );

  it.each(['SkipUnlessPartialMatch', 'SkipUnlessExactMatch'])('%s: every value is skipped', (policy) => {
    const { changeset } = run(destination(), 'false', policy);
    expect(verdicts(changeset)).toEqual([
      'skipped variable "MyValue.Testing.Awesome" (environment: Development) of projectVariables/OctoFX',
      'skipped variable "MyValue.Testing.Awesome" (environment: Production) of projectVariables/OctoFX',
      'skipped variable "MyValue.Testing.Awesome" (environment: Test) of projectVariables/OctoFX',
    ]);
  });
});
