import { isTypeName, type TypeName } from '../model/names.js';
import { InternalError } from '../model/errors.js';

/** A type, or fields of it that wait: a part of `later`. A part that is not named goes with its item, as logos do. */
export type Written = TypeName | `${TypeName}#${string}`;

interface Step {
  readonly writes: readonly [Written, ...Written[]];
  readonly because: string;
}

/** What is written at once: phase after phase, and the documents of one phase concurrently. */
export type Phase = readonly [Step, ...Step[]];

/**
 * The syncing order: one line a phase, with the reason for its place. The number of a phase is its place in this list,
 * and what stands first in a phase is decided first. It is the "Syncing order" of the guide "Sync multiple instances".
 * `docs/syncing-order.md` is drawn from it.
 */
export const phases: readonly Phase[] = [
  [{ writes: ['users', 'communityTemplates', 'serverTeams'], because: 'Read for their names: never written.' }],
  [
    {
      writes: [
        'tenantTagSets',
        'environments',
        'projectGroups',
        'externalFeeds',
        'proxies',
        'gitCredentials',
        'machinePolicies',
        'workerPools',
        'userRoles',
        'teams',
      ],
      because: 'Refers to nothing that is synced.',
    },
  ],
  [{ writes: ['packages', 'buildInformation'], because: 'Files of the built-in feed; steps name them.' }],
  [
    {
      writes: ['scriptModules', 'scriptModuleSources'],
      because: 'Need nothing that comes later; library sets and projects refer to them.',
    },
  ],
  [{ writes: ['lifecycles'], because: 'Phases list environments.' }],
  [
    {
      writes: ['tenants'],
      because: 'Names, tags and descriptions; which projects a tenant has waits until they exist.',
    },
  ],
  [
    {
      writes: ['accounts'],
      because:
        'Accounts may be restricted to tenants, so they come after them: written before, they would be open to every tenant until the restriction follows. (The guide has them earlier, without such restrictions in mind.)',
    },
  ],
  [
    { writes: ['machinePolicies#updates'], because: 'Updates of Tentacles may use an account.' },
    {
      writes: ['workers'],
      because: 'Are in worker pools, under a machine policy; may need a proxy or an account.',
    },
  ],
  [
    {
      writes: ['certificates'],
      because: 'Restricted to environments and tenants. Before the targets, which may name one.',
    },
  ],
  [
    {
      writes: ['stepTemplates'],
      because:
        'Their packages come from feeds, their properties and parameters may name accounts, certificates and worker pools; steps are made from them.',
    },
  ],
  [{ writes: ['targets'], because: 'Are in environments, with accounts, worker pools and certificates.' }],
  [{ writes: ['libraryVariableSets', 'libraryVariables'], because: 'Values are scoped to environments and tags.' }],
  [
    {
      writes: ['projects'],
      because:
        'Needs group, lifecycle and library variable sets; the server makes channel, process and variables with it.',
    },
  ],
  [
    {
      writes: ['channels'],
      because: 'Needs the project and lifecycles; steps and variables are scoped to channels. Rules name steps: later.',
    },
    {
      writes: ['runbooks'],
      because:
        'Need the project; restricted to environments. A step may name one, so they come before the processes. (The guide has them after.)',
    },
  ],
  [{ writes: ['deploymentProcesses'], because: 'Steps are scoped to environments, channels and tags.' }],
  [
    {
      writes: ['projects#environments', 'runbooks#settings'],
      because: 'Need the runbook; also the settings of runbooks that only an update takes.',
    },
  ],
  [{ writes: ['runbookProcesses'], because: 'Of runbooks; their steps are scoped to environments and tags.' }],
  [{ writes: ['projectVariables', 'projectGitVariables'], because: 'Scoped to steps and channels, of runbooks too.' }],
  [{ writes: ['channels#rules'], because: 'Version rules name the packages of steps.' }],
  [
    {
      writes: ['projects#releases', 'deploymentSettings'],
      because: 'Versioning and release creation name a channel and the package of a step.',
    },
  ],
  [{ writes: ['triggers'], because: 'Run runbooks, deploy to environments, create releases in channels.' }],
  [{ writes: ['tenants#projects'], because: 'Connects tenants with projects and environments.' }],
  [{ writes: ['tenantVariables'], because: 'Give values to the templates of connected projects.' }],
  [{ writes: ['teamRoles'], because: 'Grant roles for projects, environments and tenants.' }],
];

/** When something is written: the number of its phase, and its place among what is written then. */
export interface Place {
  readonly order: number;
  readonly place: number;
}

const places: ReadonlyMap<string, Place> = new Map(
  phases.flatMap((phase, order) =>
    phase.flatMap(({ writes }) => writes).map((written, place) => [written, { order, place }] as const),
  ),
);

/** The place of a type, or of a part of it. Throws an Error for a type without one: a mistake in the list above. */
export const placeOf = (type: TypeName, part?: string): Place => {
  const place = (part === undefined ? undefined : places.get(`${type}#${part}`)) ?? places.get(type);
  if (!place) throw new InternalError({ what: `No phase of catalogue/order.ts writes ${type}.` });
  return place;
};

/** The number of the phase in which a type, or a part of it, is written. */
export const orderOf = (type: TypeName, part?: string): number => placeOf(type, part).order;

/** The types in the order in which they are written. */
export const typesInOrder: readonly TypeName[] = phases.flatMap((phase) =>
  phase.flatMap(({ writes }) => writes).filter(isTypeName),
);

/** The type of what is written, and the part of it that is meant, if one is. */
export const splitWritten = (written: Written): { readonly type: TypeName; readonly part: string | undefined } => {
  const [type = '', part] = written.split('#');
  if (!isTypeName(type)) throw new InternalError({ what: `catalogue/order.ts writes ${written}, which is no type.` });
  return { type, part };
};
