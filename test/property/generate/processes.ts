import fc from 'fast-check';
import type { JsonObject } from '../../../src/model/json.js';
import type { Things } from './things.js';
import {
  among,
  danglingId,
  environmentNames,
  fullTagNames,
  hidden,
  maybe,
  oddNames,
  reference,
  seldom,
  some,
  type Made,
} from './words.js';

const step = fc.record({
  script: fc.constantFrom('1', '2'),
  environments: some(...environmentNames),
  excludedEnvironments: some('Dev', 'Prod'),
  channels: some('Default', 'QA'),
  tenantTags: some(...fullTagNames),
  hasSecret: maybe,
  usesPool: maybe,
  usesTemplate: maybe,
  /** Where it holds an ID that nothing has. */
  dangles: seldom('pool', 'property'),
  /** Properties without a rule of their own that hold an ID: in every form that they come in. */
  refers: fc.oneof(
    { weight: 3, arbitrary: fc.constant<readonly string[]>([]) },
    some('account', 'shared', 'package', 'list', 'texts', 'nested', 'deep'),
  ),
  teams: some('QA', 'Ops'),
});

export type Step = Made<typeof step>;

const stepNames = ['One', 'Two', 'Three', 'Four'] as const;

export const steps = fc.uniqueArray(fc.tuple(fc.constantFrom(...stepNames, ...stepNames, ...oddNames), step), {
  selector: ([name]) => name,
  maxLength: 4,
});

export const nothingInStep: Omit<Step, 'script'> = {
  environments: [],
  excludedEnvironments: [],
  channels: [],
  tenantTags: [],
  hasSecret: false,
  usesPool: false,
  usesTemplate: false,
  dangles: undefined,
  refers: [],
  teams: [],
};

export const stepDocuments = (made: readonly (readonly [string, Step])[], things: Things): readonly JsonObject[] =>
  made.map(([name, one]) => ({
    Name: name,
    Condition: 'Success',
    StartTrigger: 'StartAfterPrevious',
    PackageRequirement: 'LetOctopusDecide',
    Properties: {},
    Actions: [actionOf(name, one, things)],
  }));

const actionOf = (name: string, one: Step, things: Things): JsonObject => {
  const included = among(one.environments, things.environments);
  const teams = among(one.teams, things.teams);
  const pool = one.usesPool && things.hasPool ? 'Ubuntu' : null;
  return {
    Name: name,
    ActionType: teams.length > 0 ? 'Octopus.Manual' : 'Octopus.Script',
    IsDisabled: false,
    IsRequired: false,
    CanBeUsedForProjectVersioning: false,
    WorkerPoolId: one.dangles === 'pool' ? danglingId('WorkerPools') : pool,
    Environments: included,
    ExcludedEnvironments: included.length > 0 ? [] : among(one.excludedEnvironments, things.environments),
    Channels: among(one.channels, things.channels),
    TenantTags: among(one.tenantTags, things.tags),
    Packages: [],
    Properties: {
      'Octopus.Action.RunOnServer': 'true',
      ...(teams.length > 0 ? manual(one, teams) : script(one)),
      ...(one.usesTemplate && things.hasTemplate && { 'Octopus.Action.Template.Id': 'Announce' }),
      ...(one.dangles === 'property' && { 'My.Account': danglingId('Accounts') }),
      ...referring(one, things),
      ...(one.hasSecret && { 'My.Password': hidden }),
    },
  };
};

const manual = ({ script: says }: Step, teams: readonly string[]): JsonObject => ({
  'Octopus.Action.Manual.Instructions': says,
  'Octopus.Action.Manual.ResponsibleTeamIds': teams,
});

const script = ({ script: body }: Step): JsonObject => ({
  'Octopus.Action.Script.ScriptSource': 'Inline',
  'Octopus.Action.Script.Syntax': 'Bash',
  'Octopus.Action.Script.ScriptBody': body,
});

const referring = ({ refers }: Step, { accounts, feeds }: Things): JsonObject => {
  const all = [
    ...accounts.map((name) => reference('accounts', name)),
    ...feeds.map((name) => reference('externalFeeds', name)),
  ];
  const [first] = all;
  const [feed] = feeds;
  if (first === undefined) return {};
  const forms: JsonObject = {
    'My.account': first,
    'My.shared': all.at(-1) ?? first,
    // One alone is no list.
    'My.list': { $list: [first, ...all] },
    'My.texts': { $json: all },
    'My.nested': { $json: { One: { Two: [{ Id: first }, 'text'] }, Three: null } },
    'My.deep': { $json: [{ Inner: { $json: { Of: all, Among: { $list: [first, first] } } } }] },
    ...(feed !== undefined && {
      'My.package': { $json: { FeedId: reference('externalFeeds', feed), PackageId: 'Acme.Web' } },
    }),
  };
  return Object.fromEntries(Object.entries(forms).filter(([name]) => refers.some((form) => name === `My.${form}`)));
};
