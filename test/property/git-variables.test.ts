import '../builders/fixed-seed.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { diff } from '../../src/diff/index.js';
import { canonicalText } from '../../src/model/canonical.js';
import { itemsOf, type SpaceSnapshot } from '../../src/model/item.js';
import { objectsOf, textOf, type JsonObject } from '../../src/model/json.js';
import { keyOf } from '../../src/model/names.js';
import { snapshotAfter } from '../builders/outcome.js';
import { settings, space } from '../builders/space.js';
import { runs } from './generate/runs.js';

/* Where a project keeps its variables decides where they are written, and nothing else (rules git-any-way, variable-plain-beside-secret). */

interface Variable {
  readonly name: string;
  readonly isSecret: boolean;
  readonly isScoped: boolean;
  readonly value: string;
}

const identity = ({ name, isSecret, isScoped }: Variable): string => `${name} ${String(isSecret)} ${String(isScoped)}`;

const variables = fc.uniqueArray(
  fc.record({
    name: fc.constantFrom('A', 'B'),
    isSecret: fc.boolean(),
    isScoped: fc.boolean(),
    value: fc.constantFrom('1', '2'),
  }),
  { maxLength: 5, selector: identity },
);

const built = (name: string, isInGit: boolean, has: readonly Variable[]): SpaceSnapshot => {
  const of = space(name).environments('Test').project('OctoFX');
  if (isInGit) of.inGit({ Url: `https://git.example.com/${name}.git` });
  for (const one of has) {
    const scope = one.isScoped ? { Environment: ['Test'] } : {};
    if (one.isSecret) of.secret(one.name, scope);
    else of.variable(one.name, one.value, scope);
  }
  return of.build();
};

const sets = ['projectVariables', 'projectGitVariables'] as const;

const valuesIn = (side: SpaceSnapshot): readonly string[] =>
  sets
    .flatMap((type) => objectsOf(itemsOf(side, type).get(keyOf(['OctoFX']))?.document['Variables']))
    .map((one: JsonObject) => canonicalText([textOf(one['Name']), one['Value'] ?? null, one['Scope'] ?? null]))
    .sort();

interface Lists {
  readonly source: readonly Variable[];
  readonly destination: readonly Variable[];
  readonly base?: readonly Variable[] | undefined;
}

/** What the destination has afterwards, and what is said of single values. */
const outcome = ({ source, destination, base }: Lists, from: boolean, to: boolean, options: Record<string, string>) => {
  const there = built('prod', to, destination);
  const before = base && { snapshot: built('dev', from, base), open: [] };
  const changeset = diff(built('dev', from, source), there, settings(options), {}, before);
  const { left, conflicts, removed, blocked, errors, skipped } = changeset;
  const said = [...left, ...conflicts, ...removed, ...blocked, ...errors, ...skipped];
  return {
    values: valuesIn(snapshotAfter(changeset, there)),
    // Two of one name and scope in one document are counted; of two documents, each has one.
    said: said
      .map(({ part = '', reasons: [first] }) => `${part.replace(', the second', '')}: ${first?.says ?? ''}`)
      .sort(),
  };
};

const options = fc.record({
  overwriteExistingVariables: fc.constantFrom('true', 'false'),
  variableScopeChanges: fc.constantFrom('update', 'leave'),
});

const layouts = [
  [true, false],
  [false, true],
  [true, true],
] as const;

const alike = (lists: Lists, given: Record<string, string>): void => {
  const expected = outcome(lists, false, false, given);
  for (const [from, to] of layouts) expect(outcome(lists, from, to, given)).toEqual(expected);
};

describe('Whether variables are in the database or in Git, on either side', () => {
  it('the same becomes of each without a base', () => {
    fc.assert(
      fc.property(variables, variables, options, (source, destination, given) => {
        alike({ source, destination }, given);
      }),
      runs(60, 1500),
    );
  });

  it('the same becomes of each with a base', () => {
    fc.assert(
      fc.property(variables, variables, variables, options, (source, destination, base, given) => {
        alike({ source, destination, base }, { ...given, removals: 'apply' });
      }),
      runs(60, 1500),
    );
  });
});
