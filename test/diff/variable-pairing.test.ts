import { describe, expect, it } from 'vitest';
import type { GivenSettings } from '../../src/settings/settings.js';
import { sync, variablesIn, warned } from '../builders/outcome.js';
import { settings, space, type SpaceBuilder } from '../builders/space.js';

type Build = (project: SpaceBuilder) => SpaceBuilder;

const on = (installation: string, environments: readonly string[], build: Build) =>
  build(
    space(installation)
      .environments(...environments)
      .project('OctoFX'),
  ).build();

const run = (
  source: Build,
  destination: Build,
  options: Readonly<Record<string, string>> = {},
  more: GivenSettings = {},
) => {
  const from = on('dev', ['Development', 'Test', 'Shared'], source);
  const to = on('prod', ['Production', 'Staging', 'Shared', 'Test'], destination);
  const synced = sync(from, to, settings(options, { projects: 'all' }, more));
  return { ...synced, variables: variablesIn(synced.after, 'OctoFX') };
};

const overwriting = { overwriteExistingVariables: 'true' };
const ignoring = { variableEnvironmentScopingMatch: 'IgnoreMismatch' };

describe('One to one (rules variable-pair)', () => {
  it('two values `true` scoped to two environments, synced twice, keep both scopes', () => {
    const both: Build = (p) =>
      p.variable('On', 'true', { Environment: ['Test'] }).variable('On', 'true', { Environment: ['Shared'] });
    const first = run(both, (p) => p, overwriting);
    expect(first.variables).toEqual(['On = true (Environment: Test)', 'On = true (Environment: Shared)']);
    expect(run(both, both, overwriting).changeset.changes).toEqual([]);
  });

  it('… and when both moved to other scopes, each takes one of the old ones over', () => {
    const { variables } = run(
      (p) => p.variable('On', 'true', { Role: ['a'] }).variable('On', 'true', { Role: ['b'] }),
      (p) => p.variable('On', 'true', { Role: ['x'] }).variable('On', 'true', { Role: ['y'] }),
    );
    expect(variables).toEqual(['On = true (Role: a)', 'On = true (Role: b)']);
  });

  it('swapped values go by their scope, not by their value', () => {
    const swapped = (first: string, second: string): Build => {
      return (p) => p.variable('A', first, { Role: ['one'] }).variable('A', second, { Role: ['two'] });
    };
    const left = run(swapped('x', 'y'), swapped('y', 'x'));
    expect(left.variables).toEqual(['A = y (Role: one)', 'A = x (Role: two)']);
    expect(left.changeset.left).toHaveLength(2);
    expect(run(swapped('x', 'y'), swapped('y', 'x'), overwriting).variables).toEqual([
      'A = x (Role: one)',
      'A = y (Role: two)',
    ]);
  });

  it('a value of another scope that is used up already is no candidate: the rest is added', () => {
    const { variables } = run(
      (p) => p.variable('A', '1', { Role: ['a'] }).variable('A', '1', { Role: ['b'] }),
      (p) => p.variable('A', '1', { Role: ['a'] }),
    );
    expect(variables).toEqual(['A = 1 (Role: a)', 'A = 1 (Role: b)']);
  });

  it('the same scope goes before the same value (rules variable-pair-scope)', () => {
    const { variables } = run(
      (p) => p.variable('A', '1', { Role: ['a'] }),
      (p) => p.variable('A', '1', { Role: ['other'] }).variable('A', '2', { Role: ['a'] }),
      overwriting,
    );
    expect(variables).toEqual(['A = 1 (Role: other)', 'A = 1 (Role: a)']);
  });

  it('b: without the environments, which do not count, the rest must be the same (rules variable-pair-compared)', () => {
    const { changeset, variables } = run(
      (p) =>
        p
          .variable('A', 'dev', { Environment: ['Development'], Role: ['web'] })
          .variable('A', 'dev-db', { Environment: ['Development'], Role: ['db'] }),
      (p) => p.variable('A', 'prod', { Environment: ['Production'], Role: ['web'] }),
      ignoring,
    );
    expect(variables).toEqual(['A = prod (Environment: Production; Role: web)', 'A = dev-db (Role: db)']);
    expect(changeset.left.map(({ part }) => part)).toEqual([
      'variable "A" (environment: Development; target tag: web)',
    ]);
  });

  it('ties go to the first in source order, then to the first in destination order', () => {
    const { variables } = run(
      (p) => p.variable('A', 'first', { Environment: ['Test'] }).variable('A', 'second', { Environment: ['Shared'] }),
      (p) => p.variable('A', 'x', { Environment: ['Production'] }).variable('A', 'y', { Environment: ['Staging'] }),
      { ...ignoring, ...overwriting },
    );
    expect(variables).toEqual(['A = first (Environment: Production)', 'A = second (Environment: Staging)']);
  });

  it('sensitive values pair by scope alone, one to one (rules variable-sensitivity)', () => {
    const { changeset } = run(
      (p) => p.secret('P', { Environment: ['Development'] }).secret('P', { Environment: ['Test'] }),
      (p) => p.secret('P', { Environment: ['Production'] }).secret('P', { Environment: ['Staging'] }),
      { ...ignoring, ...overwriting },
    );
    expect(changeset.changes).toEqual([]);
  });
});

describe('Collapse (rules variable-collapse)', () => {
  it('values that became equal in name, sensitivity and scope: the first in source order stays', () => {
    const { changeset, variables } = run(
      (p) =>
        p
          .variable('A', 'dev', { Environment: ['Development', 'Shared'] })
          .variable('a', 'shared', { Environment: ['Shared', 'Development'] })
          .secret('A', { Environment: ['Shared'] }),
      (p) => p,
    );
    expect(variables).toEqual(['A = dev (Environment: Shared)', 'A = {"$secret":true} (Environment: Shared)']);
    expect(changeset.skipped).toMatchObject([
      { part: 'variable "a" (environment: Shared, Development)', reasons: [{}, { rule: 'collapse' }] },
    ]);
    expect(changeset.skipped[0]?.reasons[1]?.says).toContain('collapsed into the first');
  });

  it('… but one that lost nothing of its scope wins, and a clean-up entry names the others (rules variable-collapse-exact)', () => {
    const { changeset, variables } = run(
      (p) =>
        p
          .variable('A', 'dev', { Environment: ['Development', 'Shared'] })
          .variable('A', 'shared', { Environment: ['Shared'] }),
      (p) => p,
    );
    expect(variables).toEqual(['A = shared (Environment: Shared)']);
    expect(changeset.skipped).toMatchObject([{ part: 'variable "A" (environment: Development, Shared)' }]);
    expect(changeset.changes[0]?.cleanUp).toMatchObject([
      {
        kind: 'check',
        at: '/Variables/0',
        says: expect.stringContaining('(environment: Development, Shared)') as string,
      },
    ]);
  });

  it('… over an existing value too, where values follow', () => {
    const { changeset, variables } = run(
      (p) =>
        p
          .variable('A', 'dev', { Environment: ['Development', 'Shared'] })
          .variable('A', 'shared', { Environment: ['Shared'] }),
      (p) => p.variable('A', 'own', { Environment: ['Shared'] }),
      overwriting,
    );
    expect(variables).toEqual(['A = shared (Environment: Shared)']);
    expect(changeset.changes[0]?.cleanUp.map(({ kind }) => kind)).toEqual(['check']);
  });

  it('names that a mapping made equal collapse too', () => {
    const map = {
      environments: ['Development', 'Test'].map((from) => ({ from, to: ['Staging'], origin: 'flag' })),
    };
    const { variables } = run(
      (p) => p.variable('A', 'dev', { Environment: ['Development'] }).variable('A', 'test', { Environment: ['Test'] }),
      (p) => p,
      {},
      { map },
    );
    expect(variables).toEqual(['A = dev (Environment: Staging)']);
  });
});

describe('variableScopeChanges (rules variable-scope-changes)', () => {
  const rescoped = (options: Readonly<Record<string, string>>) =>
    run(
      (p) => p.variable('A', '1', { Role: ['web'] }),
      (p) => p.variable('A', '1', { Role: ['db'] }),
      options,
    );

  it('update is the default', () => {
    expect(rescoped({}).variables).toEqual(['A = 1 (Role: web)']);
  });

  it('leave: the scope stays and is reported; the value is not added either', () => {
    const { changeset, variables } = rescoped({ variableScopeChanges: 'leave' });
    expect(variables).toEqual(['A = 1 (Role: db)']);
    expect(changeset.left).toMatchObject([
      {
        part: 'variable "A" (target tag: web)',
        reasons: [{ rule: 'variableScopeChanges', value: 'leave', origin: 'flag' }],
      },
    ]);
  });
});

describe('destinationOnlyScope (rules scope-own-members)', () => {
  const source: Build = (p) => p.variable('A', '1', { Environment: ['Shared'] });
  const destination: Build = (p) => p.variable('A', '1', { Environment: ['Production', 'Shared'] });

  it('drop: a member that the source does not have at all leaves, with a warning', () => {
    const { changeset, variables } = run(source, destination, { destinationOnlyScope: 'drop' });
    expect(variables).toEqual(['A = 1 (Environment: Shared)']);
    expect(warned(changeset, 'destination-scope-dropped')).toEqual([
      'projectVariables/OctoFX /Variables/0/Scope/Environment',
    ]);
  });

  it('keep: it stays, and does not count when scopes are compared: nothing to do', () => {
    const { changeset } = run(source, destination, { destinationOnlyScope: 'keep' });
    expect([changeset.changes, changeset.left]).toEqual([[], []]);
  });

  it('keep: it stays where the rest of the scope changes', () => {
    const { changeset, variables } = run(
      (p) => p.variable('A', '1', { Environment: ['Shared', 'Test'] }),
      destination,
      { destinationOnlyScope: 'keep' },
    );
    expect(variables).toEqual(['A = 1 (Environment: Production, Shared, Test)']);
    expect(warned(changeset, 'destination-scope-dropped')).toEqual([]);
  });

  it('keep: a value that only the destination has in scope pairs by the rest of it, and takes the new value', () => {
    const { variables } = run((p) => p.variable('A', '2', { Environment: ['Shared'] }), destination, {
      destinationOnlyScope: 'keep',
      ...overwriting,
    });
    expect(variables).toEqual(['A = 2 (Environment: Production, Shared)']);
  });

  it('drop: a member that the source has, but not in this scope, leaves without a warning: the source says so', () => {
    const { changeset, variables } = run(
      (p) => p.variable('A', '1', { Environment: ['Shared'] }),
      (p) => p.variable('A', '1', { Environment: ['Test', 'Shared'] }),
      { destinationOnlyScope: 'drop' },
    );
    expect(variables).toEqual(['A = 1 (Environment: Shared)']);
    expect(warned(changeset, 'destination-scope-dropped')).toEqual([]);
  });

  it.each([
    ['drop', ['Shared'], 1],
    ['keep', ['Production', 'Shared'], 0],
  ])('%s: the environments of an existing step that is updated', (value, environments, warnings) => {
    const { changeset, after } = run(
      (p) => p.step('Deploy', { environments: ['Shared'], script: 'new' }),
      (p) => p.step('Deploy', { environments: ['Production', 'Shared'], script: 'old' }),
      { destinationOnlyScope: value, existingSteps: 'update' },
    );
    expect(after.items.get('deploymentProcesses')?.values().next().value?.document).toMatchObject({
      Steps: [{ Actions: [{ Environments: environments }] }],
    });
    expect(warned(changeset, 'destination-scope-dropped')).toHaveLength(warnings);
  });

  it.each([
    ['drop', ['Shared'], 1],
    ['keep', ['Production', 'Shared'], 0],
  ])('%s: the environments of an existing account that is updated', (value, environments, warnings) => {
    const account = (installation: string, own: readonly string[], notes: string) =>
      space(installation)
        .environments(...own)
        .account('AWS', { EnvironmentIds: own, Description: notes })
        .build();
    const { changeset, after } = sync(
      account('dev', ['Shared'], 'new'),
      account('prod', ['Production', 'Shared'], 'old'),
      settings({ destinationOnlyScope: value, 'existing.accounts': 'update' }, { accounts: 'all' }),
    );
    expect(after.items.get('accounts')?.values().next().value?.document).toMatchObject({
      EnvironmentIds: environments,
    });
    expect(warned(changeset, 'destination-scope-dropped')).toHaveLength(warnings);
  });
});

describe('Names and unknown things (docs/rules.md)', () => {
  it('two names are one when they are equal after trimming and case folding (rules names-fold)', () => {
    const { changeset } = run(
      (p) => p.variable('Db.Name ', '1').variable('ÄRGER', '1'),
      (p) => p.variable('db.name', '1').variable('ärger', '1'),
    );
    expect(changeset.changes).toEqual([]);
  });

  it('an unknown scope dimension is kept and matched by plain equality (rules variable-dimensions)', () => {
    const galaxy =
      (...members: readonly string[]): Build =>
      (p) =>
        p.variable('A', '1', { Galaxy: members });
    expect(run(galaxy('M31'), (p) => p).variables).toEqual(['A = 1 (Galaxy: M31)']);
    expect(run(galaxy('M31'), galaxy('M31')).changeset.changes).toEqual([]);
    expect(run(galaxy('M31'), galaxy('M33')).variables).toEqual(['A = 1 (Galaxy: M31)']);
  });

  it('an expression in the place of an account is carried as it is (rules names-expression)', () => {
    const value = { $expression: '#{Project.Account}' };
    const { after, changeset } = run(
      (p) => p.variable('A', value, {}, { Type: 'AmazonWebServicesAccount' }),
      (p) => p,
    );
    expect(after.items.get('projectVariables')?.values().next().value?.document).toMatchObject({
      Variables: [{ Value: value }],
    });
    expect([changeset.skipped, changeset.blocked]).toEqual([[], []]);
  });
});

describe('IgnoreMismatchOnNewLeaveExistingAlone leaves a value whose scope is another one whole (rules variable-leave-existing)', () => {
  const alone = { variableEnvironmentScopingMatch: 'IgnoreMismatchOnNewLeaveExistingAlone', ...overwriting };
  const outcome = (source: Build, destination: Build) => {
    const { variables, changeset } = run(source, destination, alone);
    return [variables, changeset.left.map(({ reasons }) => reasons[0]?.rule)];
  };

  it.each<readonly [string, Build, Build, readonly string[], readonly string[]]>([
    [
      'the source’s environment is missing here',
      (p) => p.variable('Db', 'dev', { Environment: ['Development'] }),
      (p) => p.variable('Db', 'prod', { Environment: ['Production'] }),
      ['Db = prod (Environment: Production)'],
      ['variableEnvironmentScopingMatch'],
    ],
    [
      '… or is there, and is another one',
      (p) => p.variable('Db', 'dev', { Environment: ['Test'] }),
      (p) => p.variable('Db', 'prod', { Environment: ['Shared'] }),
      ['Db = prod (Environment: Shared)'],
      ['variableEnvironmentScopingMatch'],
    ],
    [
      'the same scope: the value follows',
      (p) => p.variable('Db', 'dev', { Environment: ['Shared'] }),
      (p) => p.variable('Db', 'prod', { Environment: ['Shared'] }),
      ['Db = dev (Environment: Shared)'],
      [],
    ],
    [
      'another scope and the same value: there is nothing to report',
      (p) => p.variable('Db', 'prod', { Environment: ['Test'] }),
      (p) => p.variable('Db', 'prod', { Environment: ['Shared'] }),
      ['Db = prod (Environment: Shared)'],
      [],
    ],
    [
      'another scope in a dimension under another policy: two values',
      (p) => p.variable('Db', 'dev', { Environment: ['Test'], Role: ['web'] }),
      (p) => p.variable('Db', 'prod', { Environment: ['Shared'], Role: ['db'] }),
      ['Db = prod (Environment: Shared; Role: db)', 'Db = dev (Environment: Test; Role: web)'],
      [],
    ],
  ])('%s', (_called, source, destination, after, left) => {
    expect(outcome(source, destination)).toEqual([after, left]);
  });
});
