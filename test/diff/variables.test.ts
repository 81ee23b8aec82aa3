import { describe, expect, it } from 'vitest';
import type { Changeset } from '../../src/changeset/changeset.js';
import { diff } from '../../src/diff/index.js';
import type { JsonObject } from '../../src/model/json.js';
import { changeOf, sync, variablesIn, warned } from '../builders/outcome.js';
import { settings, space, type SpaceBuilder } from '../builders/space.js';

type Build = (project: SpaceBuilder) => SpaceBuilder;
type Options = Readonly<Record<string, string>>;

interface Run {
  readonly changeset: Changeset;
  readonly after: readonly string[];
}

const run = (source: Build, destination: Build, options: Options = {}): Run => {
  const from = source(space('dev').environments('Development', 'Test').project('OctoFX')).build();
  const to = destination(space('prod').environments('Test', 'Production').project('OctoFX')).build();
  const { changeset, after } = sync(from, to, settings(options));
  return { changeset, after: variablesIn(after, 'OctoFX') };
};

const overwrite = (value: string): Options => ({ overwriteExistingVariables: value });

describe('Variable values (rules variable-order, variable-overwrite)', () => {
  it.each<[string, Build, Build, Options, readonly string[]]>([
    ['equal values: nothing', (p) => p.variable('A', '1'), (p) => p.variable('A', '1'), overwrite('true'), ['A = 1']],
    ['differing values are left by default', (p) => p.variable('A', '1'), (p) => p.variable('A', '2'), {}, ['A = 2']],
    [
      'differing values follow with overwrite',
      (p) => p.variable('A', '1'),
      (p) => p.variable('A', '2'),
      overwrite('true'),
      ['A = 1'],
    ],
    [
      '… and are left with AddNewWithDefaultValue',
      (p) => p.variable('A', '1'),
      (p) => p.variable('A', '2'),
      overwrite('AddNewWithDefaultValue'),
      ['A = 2'],
    ],
    ['a new value is added', (p) => p.variable('A', '1'), (p) => p, {}, ['A = 1']],
    [
      '… as REPLACE ME with AddNewWithDefaultValue',
      (p) => p.variable('A', '1'),
      (p) => p,
      overwrite('AddNewWithDefaultValue'),
      ['A = REPLACE ME'],
    ],
    [
      '… empty where it is no text',
      (p) => p.variable('A', 'x', {}, { Type: 'Certificate' }),
      (p) => p.lookup('certificates', 'x'),
      overwrite('AddNewWithDefaultValue'),
      ['A = '],
    ],
    ['a new secret comes', (p) => p.secret('P'), (p) => p, {}, ['P = {"$secret":true}']],
    [
      'an existing secret is left, always',
      (p) => p.secret('P'),
      (p) => p.secret('P'),
      overwrite('true'),
      ['P = {"$secret":true}'],
    ],
    [
      'a plain and a sensitive value of one name never pair',
      (p) => p.variable('A', '1', { Role: ['web'] }),
      (p) => p.secret('A'),
      overwrite('true'),
      ['A = {"$secret":true}', 'A = 1 (Role: web)'],
    ],
    ['what only the destination has stays', (p) => p, (p) => p.variable('Own', '9'), overwrite('true'), ['Own = 9']],
    [
      'the same value under another scope is rescoped',
      (p) => p.variable('A', '1', { Role: ['web'] }),
      (p) => p.variable('A', '1'),
      {},
      ['A = 1 (Role: web)'],
    ],
    [
      'values are compared with regard to case',
      (p) => p.variable('A', 'True', { Role: ['web'] }),
      (p) => p.variable('A', 'true'),
      {},
      ['A = true', 'A = True (Role: web)'],
    ],
    [
      'blank values are no sign of a changed scope',
      (p) => p.variable('A', ' ', { Role: ['web'] }),
      (p) => p.variable('A', ' '),
      {},
      ['A =  ', 'A =   (Role: web)'],
    ],
    [
      'an absent scope and an empty one are the same (rules variable-scope-compare)',
      (p) => p.variable('A', '1', { Role: [] }),
      (p) => p.variable('A', '1'),
      {},
      ['A = 1'],
    ],
    [
      'the order of scope members does not matter',
      (p) => p.variable('A', '1', { Role: ['a', 'b'] }),
      (p) => p.variable('A', '2', { Role: ['B', 'a'] }),
      overwrite('true'),
      ['A = 1 (Role: B, a)'],
    ],
    [
      'names match without regard to case',
      (p) => p.variable('a.name', '1'),
      (p) => p.variable('A.Name', '2'),
      {},
      ['A.Name = 2'],
    ],
  ])('%s', (_rule, source, destination, options, expected) => {
    const { after } = run(source, destination, options);
    expect(after).toEqual(expected);
  });

  it('keeps two equal values apart that are scoped to two environments', () => {
    const both: Build = (p) =>
      p.variable('On', 'true', { Environment: ['Test'] }).variable('On', 'true', { Environment: ['Production'] });
    const from = both(space('dev').environments('Test', 'Production').project('OctoFX')).build();
    const to = both(space('prod').environments('Test', 'Production').project('OctoFX')).build();
    expect(diff(from, to, settings(overwrite('true'))).changes).toEqual([]);
  });

  it('pairs swapped values by their scope, one to one', () => {
    const { after } = run(
      (p) => p.variable('A', 'x', { Role: ['one'] }).variable('A', 'y', { Role: ['two'] }),
      (p) => p.variable('A', 'y', { Role: ['one'] }).variable('A', 'x', { Role: ['two'] }),
      overwrite('true'),
    );
    expect(after).toEqual(['A = x (Role: one)', 'A = y (Role: two)']);
  });

  it('collapses values that became equal in name and scope into the one that lost nothing of it', () => {
    const { changeset, after } = run(
      (p) => p.variable('A', 'dev', { Environment: ['Development'] }).variable('A', 'any'),
      (p) => p,
      { variableEnvironmentScopingMatch: 'IgnoreMismatch' },
    );
    expect(after).toEqual(['A = any']);
    expect(changeset.skipped.map(({ part }) => part)).toEqual(['variable "A" (environment: Development)']);
  });

  it('marks a value that lost its whole scope as widened', () => {
    const { changeset } = run(
      (p) => p.variable('A', '1', { Environment: ['Development'] }),
      (p) => p,
      {
        variableEnvironmentScopingMatch: 'IgnoreMismatch',
      },
    );
    expect(changeOf(changeset, 'projectVariables/OctoFX').warnings).toEqual([
      {
        kind: 'scope-widened',
        at: '/Variables/0/Scope/Environment',
        says: 'variable "A" (environment: Development): Was limited to "Development"; without them it applies everywhere.',
      },
    ]);
  });

  it.each([
    ['SkipUnlessExactMatch', 'skipped'],
    ['ErrorUnlessExactMatch', 'errors'],
  ] as const)('an account that does not exist here: %s lists it under %s', (policy, list) => {
    const { changeset } = run(
      (p) => p.variable('A', 'AWS', {}, { Type: 'AmazonWebServicesAccount' }),
      (p) => p,
      {
        variableAccountScopingMatch: policy,
      },
    );
    expect(changeset[list].map(({ part }) => part)).toEqual(['variable "A" (unscoped)']);
    expect(changeset.changes).toEqual([]);
  });

  it('an account that does not exist here: IgnoreMismatch carries the variable empty, with a clean-up entry', () => {
    const { changeset, after } = run(
      (p) => p.variable('A', 'AWS', {}, { Type: 'AmazonWebServicesAccount' }),
      (p) => p,
      {
        variableAccountScopingMatch: 'IgnoreMismatch',
      },
    );
    expect(after).toEqual(['A = ']);
    expect(changeOf(changeset, 'projectVariables/OctoFX').cleanUp).toHaveLength(1);
  });
});

describe('A value that leads nowhere on the source (rules names-ids-anywhere)', () => {
  const lost = { $unresolved: 'Accounts-77' };
  const aws = { Type: 'AmazonWebServicesAccount' };
  const ignoring = { ...overwrite('true'), variableAccountScopingMatch: 'IgnoreMismatch' };
  const account =
    (value: JsonObject[string], more: JsonObject = {}): Build =>
    (p) =>
      p.account('AWS').variable('A', value, {}, { ...aws, ...more });

  it.each([
    ['dangles on both sides', lost],
    ['is an account here', 'AWS'],
    ['is an expression here', { $expression: '#{Account}' }],
  ])('leaves one that %s', (_what, here) => {
    const { changeset } = run(account(lost), account(here), ignoring);
    expect(changeset.changes).toEqual([]);
  });

  it('leaves it where a setting follows, and there is nothing to enter', () => {
    const { changeset, after } = run(
      account(lost, { Description: 'new' }),
      account('AWS', { Description: 'old' }),
      ignoring,
    );
    expect(after).toEqual(['A = AWS']);
    expect(changeOf(changeset, 'projectVariables/OctoFX').cleanUp).toEqual([]);
  });

  describe.each(['SkipUnlessExactMatch', 'ErrorUnlessExactMatch'])(
    'beside another of its scope, under %s',
    (policy) => {
      const skipping = { ...overwrite('true'), variableAccountScopingMatch: policy };
      const listed =
        (...values: readonly JsonObject[string][]): Build =>
        (p) => {
          for (const value of values) p.variable('A', value, {}, typeof value === 'string' ? {} : aws);
          return p;
        };

      it.each([
        ['first', [lost, 'x']],
        ['last', ['x', lost]],
        ['twice', [lost, lost, 'x']],
      ])('keeps its place where it stands %s: no other value takes it (rules always-empty)', (_place, values) => {
        const { changeset } = run(listed(...values), listed(...values), skipping);
        expect(changeset.changes).toEqual([]);
      });

      it('keeps its place beside the other one that follows', () => {
        const { after } = run(listed(lost, 'x'), listed(lost, 'y'), skipping);
        expect(after).toEqual([`A = ${JSON.stringify(lost)}`, 'A = x']);
      });

      it('has no place where there is none: the other one takes the only value (rules variable-pair-scope)', () => {
        const { after } = run(listed(lost, 'x'), listed('y'), skipping);
        expect(after).toEqual(['A = x']);
      });
    },
  );

  it('leaves a scope, too', () => {
    const { changeset } = run(
      (p) => p.variable('A', '1', { Environment: [{ $unresolved: 'Environments-77' }] }),
      (p) => p.variable('A', '1', { Environment: ['Test'] }),
      { ...overwrite('true'), variableEnvironmentScopingMatch: 'IgnoreMismatch' },
    );
    expect(changeset.changes).toEqual([]);
  });

  it('what was dropped of a value that follows is said', () => {
    const { changeset } = run(
      (p) => p.variable('A', 'new', {}, { StepId: { $unresolved: 'Steps-77' } }),
      (p) => p.variable('A', 'old'),
      overwrite('true'),
    );
    expect(warned(changeset, 'unresolved-dropped')).toEqual(['projectVariables/OctoFX /Variables/0/StepId']);
  });
});
