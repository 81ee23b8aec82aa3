import fc from 'fast-check';
import type { JsonObject, JsonValue } from '../../../src/model/json.js';
import type { SpaceBuilder } from '../../builders/space.js';
import type { Things } from './things.js';
import {
  among,
  danglingId,
  environmentNames,
  fullTagNames,
  hidden,
  oddNames,
  reference,
  some,
  type Made,
} from './words.js';

const scope = fc.record({
  Environment: some(...environmentNames),
  Role: some('web', 'db'),
  Channel: some('Default', 'QA'),
  Action: some('One', 'Two', 'Accounts-1'),
  /** Steps of the runbook, which stand under `Action` as well. */
  RunbookAction: some('One', 'Two', 'Accounts-1'),
  ProcessOwner: some('Deployment process', 'Runbook Restart'),
  Machine: some('web-1', 'web-2'),
  TenantTag: some(...fullTagNames),
});

const dimensions = [
  'Environment',
  'Role',
  'Channel',
  'Action',
  'RunbookAction',
  'ProcessOwner',
  'Machine',
  'TenantTag',
] as const;

/** What a value is; one that dangles is an account of which only the ID is left. */
const kinds = ['plain', 'plain', 'plain', 'secret', 'account', 'shared', 'dangling'] as const;

/** What a server may have given to an account, as a plain text. */
export const idLikeText = 'Accounts-1002';

export const variable = fc.record({
  name: fc.constantFrom('A', 'A', 'A', 'B', 'B', 'b', 'b', ...oddNames),
  value: fc.constantFrom('', ' x ', 'x', 'y', '#{z}', idLikeText),
  kind: fc.constantFrom(...kinds),
  // Most values have a scope of one dimension or two.
  scope: fc.tuple(scope, some(...dimensions)),
});

export type Variable = Made<typeof variable>;

export const noScope: Made<typeof scope> = {
  Environment: [],
  Role: [],
  Channel: [],
  Action: [],
  RunbookAction: [],
  ProcessOwner: [],
  Machine: [],
  TenantTag: [],
};

/** Adds the values to the owner at hand; `project` is the one whose runbooks a scope may name. */
export const addVariables = (
  built: SpaceBuilder,
  variables: readonly Variable[],
  things: Things,
  project?: string,
): void => {
  for (const { name, value, kind, scope: made } of variables) {
    const own = scopeOf(made, things, project);
    const more = { Description: value, Prompt: null };
    if (kind === 'secret') built.variable(name, hidden, own, { ...more, Type: 'Sensitive', IsSensitive: true });
    else if (kind === 'dangling')
      built.variable(name, danglingId('Accounts'), own, { ...more, Type: 'UsernamePasswordAccount' });
    else if (kind === 'account' && things.accounts.includes('AWS'))
      built.variable(name, 'AWS', own, { ...more, Type: 'UsernamePasswordAccount' });
    else if (kind === 'shared' && things.sharedType !== undefined)
      built.variable(name, 'Shared', own, { ...more, Type: things.sharedType });
    else built.variable(name, value, own, more);
  }
};

type Members = Readonly<Record<string, readonly (string | JsonObject)[]>>;

const scopeOf = ([members, chosen]: Variable['scope'], things: Things, project: string | undefined): Members => {
  const listed: Members = {
    Environment: among(members.Environment, things.environments),
    Role: among(members.Role, ['web', 'db']),
    Channel: among(members.Channel, things.channels),
    Action: among(members.Action, things.actions),
    RunbookAction: among(members.RunbookAction, things.runbookActions).map((step) =>
      reference('actions', project ?? '', 'Restart', step),
    ),
    ProcessOwner: among(members.ProcessOwner, things.owners),
    Machine: among(members.Machine, things.targets),
    TenantTag: among(members.TenantTag, things.tags),
  };
  const own: Record<string, (string | JsonObject)[]> = {};
  for (const dimension of chosen) {
    const list = listed[dimension] ?? [];
    const at = dimension === 'RunbookAction' ? 'Action' : dimension;
    if (list.length > 0) own[at] = sorted([...(own[at] ?? []), ...list]);
  }
  return own;
};

/** As a snapshot holds a list whose order means nothing. */
const sorted = <Member extends JsonValue>(list: readonly Member[]): Member[] =>
  [...list].sort((one, other) => (textFor(one) < textFor(other) ? -1 : 1));
const textFor = (value: JsonValue): string => (typeof value === 'string' ? value : JSON.stringify(value));
