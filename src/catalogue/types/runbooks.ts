import { runbooksAreInGit } from '../fields/git.js';
import { classifyingTags } from '../fields/tagged.js';
import type { ResourceType } from '../vocabulary.js';
import { always, nested, plain, readOnly, set, volatile } from '../words.js';

/**
 * Runbooks (octopus-api runbooks). An empty process comes with a new one. `PublishedRunbookSnapshotId` is the
 * destination's own: another value in a PUT would publish a snapshot (rules apply-starts-nothing). Three settings are
 * taken by no POST.
 */
export const runbooks: ResourceType = {
  name: 'runbooks',
  singular: 'runbook',
  plural: 'runbooks',
  reading: {
    path: 'runbooks',
    reach: 'space',
    idPrefix: 'Runbooks',
    permission: 'RunbookView',
    listing: { kind: 'all' },
    inGit: {
      when: runbooksAreInGit,
      route: 'projects/{project}/{ref}/runbooks/{id}',
      list: 'projects/{project}/{ref}/runbooks',
      create: 'projects/{project}/{ref}/runbooks/v2',
    },
    since: '2019.11',
  },
  identity: { kind: 'named', field: 'Name' },
  parent: { type: 'projects', field: 'ProjectId' },
  file: '{parent}/runbooks/{name}/runbook.json',
  fields: {
    Slug: readOnly,
    RunbookProcessId: volatile,
    PublishedRunbookSnapshotId: volatile,
    ConnectivityPolicy: nested({ TargetRoles: set }),
    Environments: always('environments', 'IgnoreMismatch', 'nothing'),
    RunbookTags: classifyingTags,
    RunRetentionPolicy: plain,
  },
  publishes: [{ kind: 'self', type: 'processOwners', called: 'Runbook {name}' }],
  selecting: { how: 'withParentByFilter', when: 'cloneProjectRunbooks' },
  merging: {
    strategy: { kind: 'document' },
    existing: { default: 'leave' },
    later: [
      {
        part: 'settings',
        fields: ['CancelQueuedTasks', 'CancelRunningTasks', 'FailTargetDiscovery'],
        initially: {},
        bornAs: [
          {
            since: '2022.1',
            says: { CancelQueuedTasks: false, CancelRunningTasks: false, FailTargetDiscovery: false },
          },
        ],
        existing: 'asItem',
      },
    ],
    onCreate: {
      cleanUp: 'A new runbook has no published snapshot: publish one before it is run or scheduled.',
      todo: 'publish-runbook',
      // In Git, what the default branch has counts as published.
      inDatabase: true,
    },
  },
  writing: {
    demands: {
      inUse: [
        {
          field: 'Environments',
          counts: { field: ['EnvironmentScope'], equals: ['Specified'] },
          by: 'triggers',
          of: ['Action', 'RunbookId'],
          members: ['Action', 'EnvironmentIds'],
          called: 'runs it in',
          wayOut:
            'take that out of the trigger on the destination first, by hand or by a sync of triggers that leaves the runbook out ' +
            '(apply --skip-blocked), or leave runbooks as they are (--existing-runbooks leave)',
        },
      ],
    },
    permission: { create: 'RunbookEdit', edit: 'RunbookEdit' },
    portal: 'projects/{parent}/operations/runbooks/{id}',
    holds: [{ route: 'runbooks/{id}/runbookSnapshots', called: 'published snapshots' }],
  },
};
