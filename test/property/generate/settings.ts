import fc from 'fast-check';
import { options } from '../../../src/config/options.js';
import type { GivenSettings, Mapping, Override, SyncSettings } from '../../../src/settings/settings.js';
import { settings } from '../../builders/space.js';

/** Everything that the spaces hold. */
export const everything: Readonly<Record<string, string>> = Object.fromEntries(
  [
    ...['environments', 'projectGroups', 'tenantTagSets', 'workerPools', 'teams', 'stepTemplates', 'scriptModules'],
    ...[
      'lifecycles',
      'tenants',
      'accounts',
      'targets',
      'libraryVariableSets',
      'machinePolicies',
      'projects',
      'externalFeeds',
    ],
  ].map((type) => [type, 'all']),
);

const selections = fc.constantFrom<Readonly<Record<string, string>>>(
  everything,
  { projects: 'all' },
  { projects: 'all', tenants: 'all', environments: 'all' },
  { ...everything, environments: 'all,!Dev', channels: 'all,!QA', runbooks: '!*' },
  { ...everything, lifecycles: '', tenantTagSets: '' },
);

export const anyOptions: fc.Arbitrary<Readonly<Record<string, string>>> = fc.record(
  Object.fromEntries(options.map(({ name, values }) => [name, fc.constantFrom(...values)])),
);

/** Options of which most have their default, as people use them. */
const fewOptions = fc
  .tuple(anyOptions, fc.uniqueArray(fc.constantFrom(...options.map(({ name }) => name)), { maxLength: 6 }))
  .map(([all, names]) => Object.fromEntries(names.map((name) => [name, all[name] ?? ''])));

const origin = 'octosync.yml:1';

const mapping = (type: string, from: string, ...to: readonly string[]): readonly [string, readonly Mapping[]] => [
  type,
  [{ from, to, origin }],
];

/** None, most of the time. */
const maps = fc
  .uniqueArray(
    fc.constantFrom(
      mapping('environments', 'Test', 'Prod'),
      mapping('environments', 'Dev', 'Staging'),
      mapping('tenantTagSets', 'Ring', 'Wave'),
      mapping('accounts', 'AWS', 'Our account'),
      mapping('libraryVariableSets', 'Global', 'Shared'),
      mapping('lifecycles', 'Fast', 'Default Lifecycle'),
      mapping('channels', 'QA', 'Beta'),
      mapping('runbooks', 'Restart', 'Bounce'),
      mapping('projects', 'OctoFX', 'Child A', 'Child B'),
      mapping('tenants', 'Contoso', 'Fabrikam'),
    ),
    { selector: ([type]) => type, maxLength: 2 },
  )
  .map((entries) => Object.fromEntries(entries));

const matches = fc.constantFrom<Override['match']>(
  { variable: ['A'] },
  { step: ['One', 'T*'] },
  { project: ['OctoFX'] },
  { librarySet: ['Global'] },
  { type: ['accounts', 'targets'] },
  { project: ['*'], variable: ['!A', '*'] },
);

const overridable = options.filter(({ name }) => /Scoping|overwriteExistingV|Steps|Scope|Option|^existing/i.test(name));
const overrideOptions = fc
  .uniqueArray(fc.constantFrom(...overridable), { selector: ({ name }) => name, minLength: 1, maxLength: 3 })
  .chain((chosen) =>
    fc.record(Object.fromEntries(chosen.map(({ name, values }) => [name, fc.constantFrom(...values)]))),
  )
  .map((own) => Object.fromEntries(Object.entries(own).map(([name, value]) => [name, { value, origin }])));

const overrides: fc.Arbitrary<readonly Override[]> = fc.array(fc.record({ match: matches, options: overrideOptions }), {
  maxLength: 2,
});

/** Settings of any kind; `select` and `map` may be held fast. */
export const anySettings = (fixed: { select?: Readonly<Record<string, string>>; map?: GivenSettings['map'] } = {}) =>
  fc
    .record({
      options: fc.oneof(anyOptions, fewOptions),
      select: fixed.select ? fc.constant(fixed.select) : selections,
      map: fixed.map ? fc.constant(fixed.map) : fc.oneof({ weight: 2, arbitrary: fc.constant({}) }, maps),
      overrides: fc.oneof({ weight: 2, arbitrary: fc.constant([]) }, overrides),
    })
    .map(({ options: own, select, map, overrides: some }): SyncSettings =>
      settings(own, select, { map, overrides: some }),
    );

/** The same settings, under which nothing is an error because a scope does not match: `apply` refuses errors. */
export const withoutErrors = (given: SyncSettings): SyncSettings => ({
  ...given,
  options: lenient(given.options),
  overrides: given.overrides.map(({ match, options: own }) => ({ match, options: lenient(own) })),
});

const lenient = (own: SyncSettings['options']): SyncSettings['options'] =>
  Object.fromEntries(
    Object.entries(own).map(([name, { value, origin: from }]) => [
      name,
      { value: value.replace('ErrorUnless', 'SkipUnless'), origin: from },
    ]),
  );
