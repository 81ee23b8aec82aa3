import { describe, expect, it } from 'vitest';
import type { Changeset } from '../../src/changeset/changeset.js';
import { sync, variablesIn } from '../builders/outcome.js';
import { settings, space, type SpaceBuilder } from '../builders/space.js';

/* The table of what becomes of values (rules variable-overwrite), for project variables and for those of library variable sets. */

type Build = (owner: SpaceBuilder) => SpaceBuilder;
type Mode = 'false' | 'true' | 'AddNewWithDefaultValue';
const modes: readonly Mode[] = ['false', 'true', 'AddNewWithDefaultValue'];
const hidden = '{"$secret":true}';

interface Row {
  readonly called: string;
  readonly source: Build;
  readonly destination: Build;
  /** The variables afterwards, by mode. */
  readonly after: Readonly<Record<Mode, readonly string[]>>;
  /** Modes in which the value is reported as left. */
  readonly left?: readonly Mode[];
  /** It stands beside one that only its sensitivity tells it from: reported in every mode. */
  readonly beside?: boolean;
  /** Kinds of clean-up entries, by mode. */
  readonly cleanUp?: Partial<Readonly<Record<Mode, readonly string[]>>>;
}

const always = (...variables: readonly string[]): Row['after'] => ({
  false: variables,
  true: variables,
  AddNewWithDefaultValue: variables,
});
const nothing: Build = (owner) => owner;

const rows: readonly Row[] = [
  {
    called: 'new, not sensitive: added, or REPLACE ME with a clean-up entry',
    source: (o) => o.variable('A', '1', { Role: ['web'] }),
    destination: nothing,
    after: { ...always('A = 1 (Role: web)'), AddNewWithDefaultValue: ['A = REPLACE ME (Role: web)'] },
    cleanUp: { AddNewWithDefaultValue: ['replace-value'] },
  },
  {
    called: 'new, of another type than String: added, or empty with a clean-up entry',
    source: (o) => o.variable('A', 'AWS', {}, { Type: 'AmazonWebServicesAccount' }),
    destination: nothing,
    after: { ...always('A = AWS'), AddNewWithDefaultValue: ['A = '] },
    cleanUp: { AddNewWithDefaultValue: ['replace-value'] },
  },
  {
    called: 'new, sensitive: a placeholder with a clean-up entry',
    source: (o) => o.secret('A'),
    destination: nothing,
    after: always(`A = ${hidden}`),
    cleanUp: { false: ['replace-secret'], true: ['replace-secret'], AddNewWithDefaultValue: ['replace-secret'] },
  },
  {
    called: 'the same: nothing',
    source: (o) => o.variable('A', '1', { Role: ['web'] }),
    destination: (o) => o.variable('A', '1', { Role: ['web'] }),
    after: always('A = 1 (Role: web)'),
  },
  {
    called: 'different: left and reported, or updated',
    source: (o) => o.variable('A', '1', { Role: ['web'] }),
    destination: (o) => o.variable('A', '2', { Role: ['web'] }),
    after: { ...always('A = 2 (Role: web)'), true: ['A = 1 (Role: web)'] },
    left: ['false', 'AddNewWithDefaultValue'],
  },
  {
    called: 'different and blank on the destination: left and reported, or updated',
    source: (o) => o.variable('A', '1'),
    destination: (o) => o.variable('A', ''),
    after: { ...always('A = '), true: ['A = 1'] },
    left: ['false', 'AddNewWithDefaultValue'],
  },
  {
    called: 'existing and sensitive: left, always',
    source: (o) => o.secret('A', { Role: ['web'] }),
    destination: (o) => o.secret('A', { Role: ['web'] }),
    after: always(`A = ${hidden} (Role: web)`),
  },
  {
    called: 'scope changed: the scope follows, always',
    source: (o) => o.variable('A', '1', { Role: ['web'] }),
    destination: (o) => o.variable('A', '1', { Role: ['db'] }),
    after: always('A = 1 (Role: web)'),
  },
  {
    called: 'scope and value changed: a new value beside the old one',
    source: (o) => o.variable('A', '1', { Role: ['web'] }),
    destination: (o) => o.variable('A', '2', { Role: ['db'] }),
    after: {
      ...always('A = 2 (Role: db)', 'A = 1 (Role: web)'),
      AddNewWithDefaultValue: ['A = 2 (Role: db)', 'A = REPLACE ME (Role: web)'],
    },
    cleanUp: { AddNewWithDefaultValue: ['replace-value'] },
  },
  {
    called: 'a sensitive value under another scope is a new one: there is no value to find it by',
    source: (o) => o.secret('A', { Role: ['web'] }),
    destination: (o) => o.secret('A', { Role: ['db'] }),
    after: always(`A = ${hidden} (Role: db)`, `A = ${hidden} (Role: web)`),
    cleanUp: { false: ['replace-secret'], true: ['replace-secret'], AddNewWithDefaultValue: ['replace-secret'] },
  },
  {
    called: 'on the destination only: stays, always',
    source: nothing,
    destination: (o) => o.variable('Own', '9', { Role: ['db'] }),
    after: always('Own = 9 (Role: db)'),
  },
  {
    called: 'the same, but for its prompt: left and reported, or updated (rules variable-prompt)',
    source: (o) => o.variable('A', '1', {}, { Prompt: { Label: 'new', Required: true } }),
    destination: (o) => o.variable('A', '1', {}, { Prompt: { Label: 'old', Required: true } }),
    after: always('A = 1'),
    left: ['false', 'AddNewWithDefaultValue'],
  },
  {
    called: 'a secret with another prompt: left and reported, or updated; the secret stays (rules variable-prompt)',
    source: (o) => o.secret('A', {}, { Prompt: { Label: 'new' } }),
    destination: (o) => o.secret('A', {}, { Prompt: { Label: 'old' } }),
    after: always(`A = ${hidden}`),
    left: ['false', 'AddNewWithDefaultValue'],
  },
  {
    called: 'no prompt and an empty description are as little as none: nothing',
    source: (o) => o.variable('A', '1', {}, { Prompt: null, Description: '' }),
    destination: (o) => o.variable('A', '1', {}, { Description: null }),
    after: always('A = 1'),
  },
  {
    called: 'sensitive on the source, plain on the destination: nothing beside it (rules variable-plain-beside-secret)',
    source: (o) => o.secret('A'),
    destination: (o) => o.variable('A', '1'),
    after: always('A = 1'),
    beside: true,
  },
  {
    called: 'plain on the source, sensitive on the destination: nothing beside it (rules variable-plain-beside-secret)',
    source: (o) => o.variable('A', '1'),
    destination: (o) => o.secret('A'),
    after: always(`A = ${hidden}`),
    beside: true,
  },
  {
    called: '… nor does a plain value move there from another scope (rules variable-plain-beside-secret)',
    source: (o) => o.variable('A', '1', { Role: ['web'] }),
    destination: (o) => o.secret('A', { Role: ['web'] }).variable('A', '1', { Role: ['db'] }),
    after: always(`A = ${hidden} (Role: web)`, 'A = 1 (Role: db)'),
    beside: true,
  },
  {
    called: 'plain and sensitive under other scopes have nothing to do with each other',
    source: (o) => o.variable('A', '1', { Role: ['web'] }),
    destination: (o) => o.secret('A', { Role: ['db'] }),
    after: {
      ...always(`A = ${hidden} (Role: db)`, 'A = 1 (Role: web)'),
      AddNewWithDefaultValue: [`A = ${hidden} (Role: db)`, 'A = REPLACE ME (Role: web)'],
    },
    cleanUp: { AddNewWithDefaultValue: ['replace-value'] },
  },
];

const owners = [
  ['projectVariables', (s: SpaceBuilder) => s.project('Owner'), { projects: 'all' }],
  ['libraryVariables', (s: SpaceBuilder) => s.librarySet('Owner'), { libraryVariableSets: 'all' }],
] as const;

const cleanUpKinds = ({ changes }: Changeset): readonly string[] =>
  changes.flatMap(({ cleanUp }) => cleanUp.map(({ kind }) => kind));

describe.each(owners)('%s (rules variable-overwrite)', (type, owner, select) => {
  const on = (installation: string, build: Build) => build(owner(space(installation).account('AWS'))).build();

  describe.each(modes)('overwriteExistingVariables: %s', (mode) => {
    it.each(rows.map((row) => [row.called, row] as const))('%s', (_called, row) => {
      const given = settings({ overwriteExistingVariables: mode }, select);
      const { changeset, after } = sync(on('dev', row.source), on('prod', row.destination), given);
      expect(variablesIn(after, 'Owner', type)).toEqual(row.after[mode]);
      expect(changeset.left.map(({ reasons }) => reasons[0]?.rule)).toEqual([
        ...(row.left?.includes(mode) ? ['overwriteExistingVariables'] : []),
        ...(row.beside ? ['sensitivity'] : []),
      ]);
      expect(changeset.left.flatMap(({ warnings = [] }) => warnings.map(({ kind }) => kind))).toEqual(
        row.beside ? ['plain-beside-secret'] : [],
      );
      expect(cleanUpKinds(changeset)).toEqual(row.cleanUp?.[mode] ?? []);
    });
  });
});

it.each([
  ['false', 'A = 1 (Role: web)'],
  ['AddNewWithDefaultValue', 'A = 1 (Role: web)'],
  ['true', 'A =  1  (Role: web)'],
])(
  'a value found by its trimmed text (rules variable-pair-value) takes over the scope, and its spelling if overwritten: %s',
  (mode, expected) => {
    const on = (installation: string, value: string, role: string) =>
      space(installation)
        .project('OctoFX')
        .variable('A', value, { Role: [role] })
        .build();
    const given = settings({ overwriteExistingVariables: mode });
    const { after } = sync(on('dev', ' 1 ', 'web'), on('prod', '1', 'db'), given);
    expect(variablesIn(after, 'OctoFX')).toEqual([expected]);
  },
);

describe('What follows the fate of a value (rules variable-fate)', () => {
  const prompt = (label: string) => ({ Label: label, Required: true });
  const on = (installation: string, value: string, label: string) =>
    space(installation)
      .project('OctoFX')
      .variable('A', value, {}, { Description: label, Prompt: prompt(label) })
      .build();
  const run = (value: string, mode: Mode) => {
    const { after } = sync(
      on('dev', value, 'new'),
      on('prod', '1', 'old'),
      settings({ overwriteExistingVariables: mode }),
    );
    const [variable] = after.items.get('projectVariables')?.values().next().value?.document['Variables'] as object[];
    return variable;
  };

  it('prompt and description stay where the value is left', () => {
    expect(run('2', 'false')).toMatchObject({ Value: '1', Description: 'old', Prompt: prompt('old') });
  });

  it.each(['1', '2'])('… and come along where values are updated, one that is the same included: %s', (value) => {
    expect(run(value, 'true')).toMatchObject({ Value: value, Description: 'new', Prompt: prompt('new') });
  });
});

describe('A value that is an account which does not exist here: IgnoreMismatch (rules scope-single)', () => {
  const account = { Type: 'AmazonWebServicesAccount' };
  const source = space('dev').account('Dev').project('OctoFX').variable('A', 'Dev', {}, account).build();
  const destination = space('prod').account('Prod').project('OctoFX').variable('A', 'Prod', {}, account).build();

  it('is carried empty with a clean-up entry, over an existing value too when values are overwritten', () => {
    const options = { variableAccountScopingMatch: 'IgnoreMismatch', overwriteExistingVariables: 'true' };
    const { changeset, after } = sync(source, destination, settings(options));
    expect(variablesIn(after, 'OctoFX')).toEqual(['A = ']);
    expect(cleanUpKinds(changeset)).toEqual(['replace-value']);
  });
});
