import { describe, expect, it } from 'vitest';
import { allTypes, catalogue, syncedTypes } from '../../src/catalogue/index.js';
import { orderOf, phases, placeOf, splitWritten } from '../../src/catalogue/order.js';
import { waitingIn } from '../../src/catalogue/waits.js';
import { LOGO } from '../../src/catalogue/words.js';

const listed = phases.flatMap((phase) => phase.flatMap(({ writes }) => writes));

/** The sequence of 0.1.0, phase by phase: what was sorted then by `order` and by the list of types. */
const sequence = [
  'tenantTagSets environments projectGroups externalFeeds proxies gitCredentials machinePolicies workerPools userRoles teams',
  'packages buildInformation',
  'scriptModules scriptModuleSources',
  'lifecycles',
  'tenants tenants#logo',
  'accounts',
  'machinePolicies#updates workers',
  'certificates',
  'stepTemplates stepTemplates#logo',
  'targets',
  'libraryVariableSets libraryVariables',
  'projects projects#logo',
  // A step may name a runbook: 0.1.0 had runbooks after the processes.
  'channels runbooks',
  'deploymentProcesses',
  'projects#environments runbooks#settings',
  'runbookProcesses',
  'projectVariables projectGitVariables',
  'channels#rules',
  'projects#releases deploymentSettings',
  'triggers',
  'tenants#projects',
  'tenantVariables',
  'teamRoles',
];

/** Workers are Tentacles or SSH: the endpoints that name a certificate are targets' only. */
const unused = 'workers → certificates';

describe('The syncing order', () => {
  it('is the sequence that it has always been', () => {
    const written = syncedTypes.flatMap(({ name, merging: { later = [] } }) => [
      { id: name, ...placeOf(name) },
      ...later.map(({ part }) => ({ id: `${name}#${part}`, ...placeOf(name, part) })),
    ]);
    const sorted = written.sort((one, other) => one.order - other.order || one.place - other.place);
    const orders = [...new Set(sorted.map(({ order }) => order))];
    expect(orders.map((order) => sorted.flatMap((one) => (one.order === order ? [one.id] : [])).join(' '))).toEqual(
      sequence,
    );
  });

  it('has every type once, and every part that waits for a later phase', () => {
    const types = allTypes.map(({ name }) => name as string);
    const parts = allTypes.flatMap(({ name, merging: { later = [] } }) =>
      later.filter(({ fields }) => !fields.includes(LOGO)).map(({ part }) => `${name}#${part}`),
    );
    expect([...listed].sort()).toEqual([...types, ...parts].sort());
  });

  it('names only parts that there are', () =>
    expect(
      listed.filter((written) => {
        const { type, part } = splitWritten(written);
        return part !== undefined && !catalogue[type].merging.later?.some((one) => one.part === part);
      }),
    ).toEqual([]));

  it('writes nothing before what it cannot be without', () =>
    expect(
      phases.flatMap((_phase, order) =>
        waitingIn(order)
          .filter(({ reference: { need }, on }) => need === 'required' && on.every((other) => other > order))
          .map(({ written, reference: { to } }) => `${written} → ${to.join()}`)
          .filter((one) => one !== unused),
      ),
    ).toEqual([]));

  it('begins with what is never written', () =>
    expect(syncedTypes.filter(({ name }) => orderOf(name) === 0)).toEqual([]));
});
