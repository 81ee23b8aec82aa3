import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ApplyResult } from '../../src/apply/index.js';
import type { Changeset } from '../../src/changeset/changeset.js';
import type { SyncSettings } from '../../src/settings/settings.js';
import { diff } from '../../src/diff/index.js';
import { BlockedError } from '../../src/model/errors.js';
import type { SpaceSnapshot } from '../../src/model/item.js';
import { objectsOf } from '../../src/model/json.js';
import type { TypeName } from '../../src/model/names.js';
import type { RunningInstance } from '../../src/sandbox/server/index.js';
import { declaredWrites } from '../builders/declared-writes.js';
import { expectEachOnce } from './each-once.js';
import { settings, space } from '../builders/space.js';
import { nothingInStep } from './generate/processes.js';
import { runs } from './generate/runs.js';
import { anySettings, withoutErrors } from './generate/settings.js';
import { pairs, wholeSides } from './generate/pair.js';
import { build, nothing } from './generate/space.js';
import { idLikeText, noScope } from './generate/variables.js';
import { applied, deny, taken, takenBut, withServers, type Loop, type Place } from './two-spaces.js';

/*
 * What always holds (rules always-settled, always-secrets, always-source-untouched), with the real `apply` in the loop:
 * two made-up spaces on two sandboxes, all in this process. */

/** Where a case fails, a smaller one is sought for so long; a busy machine takes some of it for the cases alone. */
const limit = 1_800_000;

/** The types of which nothing is read, of either side. */
interface Unread {
  readonly ofSource?: TypeName | undefined;
  readonly ofDestination?: TypeName | undefined;
}

/** Snapshot, diff, apply, snapshot, diff: everything that must hold on the way. */
const expectSynced = async (
  { source, destination }: Loop,
  given: SyncSettings,
  { ofSource, ofDestination }: Unread = {},
): Promise<void> => {
  const from = await takenBut(ofSource, source);
  deny(ofDestination, destination);
  const before = await taken(destination);
  const secrets = new Map(destination.instance.secrets());
  const changeset = diff(from, before, given);
  expectNoIds(changeset, [source, destination], [from, before]);
  if (changeset.errors.length > 0) {
    await expect(applied(changeset, destination)).rejects.toThrow(BlockedError);
    expect(written(destination)).toEqual([]);
    return;
  }
  expectNoNoOps(changeset, await applied(changeset, destination), written(destination).length);

  const again = diff(from, await taken(destination), given);
  expect(again.changes).toEqual([]);
  expect(written(source)).toEqual([]);
  expectSecretsUntouched(secrets, destination.instance, changeset);
  if (Object.keys(given.map).length === 0) {
    expectEachOnce(from, changeset, given);
    expectEachOnce(from, again, given);
  }
};

/** What is done already, or sent more often than it is declared to be, is no change that anybody should see (rules no-no-ops). */
const expectNoNoOps = ({ changes }: Changeset, applied: ApplyResult, requests: number): void => {
  expect(applied).toMatchObject({ kind: 'applied', result: { alreadyApplied: [] } });
  expect(requests).toBe(changes.reduce((sum, change) => sum + declaredWrites(change), 0));
};

/** What was written to the space, or to what all spaces of its server share. */
const written = ({ instance, space }: Place): readonly unknown[] =>
  instance.requests.filter(({ method, path }) => method !== 'GET' && !isOfAnother(space.id, path));

const isOfAnother = (id: string, path: string): boolean =>
  path.startsWith('/api/Spaces-') && !path.startsWith(`/api/${id}/`);

/** What was stored before is stored as it was; it goes only with a step that is removed, or a property of a step. */
const expectSecretsUntouched = (
  before: ReturnType<RunningInstance['secrets']>,
  { secrets }: RunningInstance,
  { changes }: Changeset,
): void => {
  const after = secrets();
  const removes = changes.some(({ warnings }) => warnings.some(({ kind }) => kind === 'step-removed'));
  const isGone = ([at]: readonly [string, unknown]): boolean => after.get(at) === undefined;
  const mayGo = ([at]: readonly [string, unknown]): boolean => removes || /\/(Properties|Parameters)\//.test(at);
  expect([...before].filter((one) => isGone(one) && !mayGo(one))).toEqual([]);
  const kept = [...before].filter((one) => !isGone(one));
  expect(kept.map(([at]) => [at, after.get(at)])).toEqual(kept);
};

/**
 * Property 4 (rules always-no-ids): no ID that either server gave is in what is written. What could not be read has no other
 * name: its marker may be in what a change expects to find, and is never sent (`changeset/rules`).
 */
const expectNoIds = ({ changes }: Changeset, places: readonly Place[], sides: readonly SpaceSnapshot[]): void => {
  const text = JSON.stringify(changes).replaceAll(/\{"\$unresolved":"[^"]*"\}/g, '{}');
  const ids = places
    .flatMap(({ instance, space }) => Object.values(instance.dump(space.name)).flat())
    .map(({ Id: id }) => (typeof id === 'string' ? id : ''))
    .filter((id) => /^[A-Z][A-Za-z]+-[12]\d{3}$/.test(id));
  expect(ids.length).toBeGreaterThan(0);
  const isText = (id: string): boolean => id === idLikeText && sides.some((side) => isSaidBy(side, id));
  expect(ids.filter((id) => text.includes(`"${id}"`) && !isText(id))).toEqual([]);
};

/** Whether a variable says that very text, which is no reference (rules names-text-stays). */
const isSaidBy = ({ items }: SpaceSnapshot, text: string): boolean =>
  [...items.values()].some((ofType) =>
    [...ofType.values()].some(({ document: { Variables: variables = [] } }) =>
      objectsOf(variables).some(
        ({ Value: value, Type: type, Description: says }) => says === text || (value === text && type === 'String'),
      ),
    ),
  );

/** Two spaces with one project, in which the tenant Internal has some values for Dev. */
const withTenant = (installation: string, values: { readonly site: 'a' | 'b' | undefined; readonly key: boolean }) =>
  build(installation, {
    ...nothing,
    environments: ['Dev'],
    project: { hasQa: false, qaTags: [], steps: [], variables: [], runbook: null },
    tenants: [['Internal', { environments: ['Dev'], tags: [], ...values }]],
  });

describe('Smallest cases that once failed', () => {
  it.each([
    [
      'a tenant that has a secret gets another value',
      'false',
      { site: 'a', key: false },
      { site: undefined, key: true },
    ],
    ['… loses another value to its default', 'true', { site: undefined, key: true }, { site: 'a', key: true }],
    ['… has another value overwritten', 'true', { site: 'a', key: true }, { site: 'b', key: true }],
  ] as const)('%s', async (_case, mode, from, to) => {
    const given = settings({ cloneTenantVariables: 'true', overwriteExistingVariables: mode }, { tenants: 'all' });
    await withServers(withTenant('a', from), withTenant('b', to), (loop) => expectSynced(loop, given));
  });

  it('a value of a tenant goes that is beside one of an environment that cannot be read', async () => {
    const project = { hasQa: false, qaTags: [], steps: [], variables: [], runbook: null };
    const source = build('a', {
      ...{ ...nothing, project },
      tenants: [['Internal', { environments: [], tags: [], site: 'a', key: false }]],
    });
    const destination = build('b', {
      ...{ ...nothing, project, environments: ['Dev'], children: ['Child A'] },
      tenants: [['Internal', { environments: ['Dev'], tags: [], site: 'a', key: false }]],
    });
    const given = settings({ cloneTenantVariables: 'true', overwriteExistingVariables: 'true' }, { tenants: 'all' });
    await withServers(source, destination, (loop) => expectSynced(loop, given, { ofDestination: 'environments' }));
  });

  it("a tenant's value for all environments comes beside one of an environment that cannot be read", async () => {
    const project = { hasQa: false, qaTags: [], steps: [], variables: [], runbook: null };
    const source = build('a', {
      ...{ ...nothing, project },
      tenants: [['Internal', { environments: [], tags: [], site: 'b', key: false }]],
    });
    const given = settings({ cloneTenantVariables: 'true', overwriteExistingVariables: 'true' }, { tenants: 'all' });
    const destination = withTenant('b', { site: 'a', key: false });
    await withServers(source, destination, (loop) => expectSynced(loop, given, { ofDestination: 'environments' }));
  });

  it('a process of which only the order differs', async () => {
    const step = { ...nothingInStep, script: '1' as const };
    const process = (installation: string, ...names: readonly ('One' | 'Two')[]) =>
      build(installation, {
        ...nothing,
        project: { hasQa: false, qaTags: [], steps: names.map((name) => [name, step]), variables: [], runbook: null },
      });
    await withServers(process('a', 'Two', 'One'), process('b', 'One', 'Two'), (loop) => expectSynced(loop, settings()));
  });

  it('a runbook step that has a secret stays when another step comes', async () => {
    const runbook = (installation: string, name: 'One' | 'Two', hasSecret: boolean) => {
      const steps: NonNullable<typeof nothing.project>['steps'] = [
        [name, { ...nothingInStep, script: '1', hasSecret }],
      ];
      const project = { hasQa: false, qaTags: [], steps: [], variables: [], runbook: { environments: [], steps } };
      return build(installation, { ...nothing, project });
    };
    await withServers(runbook('a', 'Two', false), runbook('b', 'One', true), (loop) => expectSynced(loop, settings()));
  });

  it('a new project without steps, and a value scoped to its process', async () => {
    const source = space('a')
      .project('OctoFX')
      .variable('A', 'x', { ProcessOwner: ['Deployment process'] })
      .build();
    await withServers(source, space('b').build(), (loop) => expectSynced(loop, settings()));
  });

  it('a new project without its process, and a value scoped to it', async () => {
    const source = space('a')
      .project('OctoFX')
      .variable('A', 'x', { ProcessOwner: ['Deployment process'] })
      .build();
    const given = settings({ cloneProjectDeploymentProcess: 'false' });
    await withServers(source, space('b').build(), (loop) => expectSynced(loop, given));
  });

  it('a step goes to which a value of the destination is scoped', async () => {
    const variable = { name: 'A' as const, value: 'x' as const, kind: 'plain' as const };
    const scope = { ...noScope, Action: ['One' as const] };
    const project = { hasQa: false, qaTags: [], variables: [], steps: [], runbook: null };
    const source = build('a', {
      ...nothing,
      project: { ...project, variables: [{ ...variable, scope: [scope, []] }] },
    });
    const destination = build('b', {
      ...nothing,
      project: {
        ...project,
        steps: [['One', { ...nothingInStep, script: '1' }]],
        variables: [{ ...variable, value: 'y', scope: [scope, ['Action']] }],
      },
    });
    const given = settings({ processCloningOption: 'SourceOnly' });
    await withServers(source, destination, (loop) => expectSynced(loop, given));
  });
});

describe('Snapshot, diff, apply, snapshot, diff (rules always-settled)', () => {
  it(
    'a changeset without errors is never refused, with --skip-blocked where something is blocked; the second diff has no changes, ' +
      'the source is only read, secrets stay, every selected item shows up once',
    async () => {
      await fc.assert(
        fc.asyncProperty(pairs, anySettings().map(withoutErrors), async (pair, given) => {
          const { source, destination } = wholeSides(pair);
          const unread = { ofSource: pair.from.unread, ofDestination: pair.to.unread };
          await withServers(source, destination, (loop) => expectSynced(loop, given, unread));
        }),
        { ...runs(25, 1000), interruptAfterTimeLimit: limit, markInterruptAsFailure: true },
      );
    },
    limit + 30_000,
  );
});
