import { expect, test } from 'vitest';
import { aProject, inDefault } from './documents.js';
import { bare, situation, withDocuments } from './situation.js';

/* What comes along because something needs it, where both have one name (rules select-include). */

test('a project comes with its group, its lifecycle and its library set, which are called as it is', async () => {
  const source = withDocuments(bare(), {
    projectgroups: [{ ...inDefault, Id: 'ProjectGroups-2', Name: 'Shop' }],
    lifecycles: [
      ...(bare().collections['lifecycles'] ?? []),
      { ...inDefault, Id: 'Lifecycles-2', Name: 'Shop', Phases: [] },
    ],
    libraryvariablesets: [
      { ...inDefault, Id: 'LibraryVariableSets-1', Name: 'Shop', ContentType: 'Variables', Templates: [] },
    ],
    projects: [
      aProject('Projects-1', 'Shop', {
        ProjectGroupId: 'ProjectGroups-2',
        LifecycleId: 'Lifecycles-2',
        IncludedLibraryVariableSetIds: ['LibraryVariableSets-1'],
      }),
    ],
  });
  const s = await situation({ source, destination: bare() });
  const changeset = await s.syncs('--projects', 'Shop', '--dependencies', 'include');
  expect(changeset.skipped).toEqual([]);
  expect(s.there('projects', 'Shop')).toMatchObject({
    ProjectGroupId: s.there('projectgroups', 'Shop')['Id'],
    LifecycleId: s.there('lifecycles', 'Shop')['Id'],
    IncludedLibraryVariableSetIds: [s.there('libraryvariablesets', 'Shop')['Id']],
  });
});

test('… so does a worker with the pool that is called as it is, and a pool that is excluded blocks only its own', async () => {
  const pool = (id: number, name: string) => ({
    ...inDefault,
    Id: `WorkerPools-${id}`,
    Name: name,
    WorkerPoolType: 'StaticWorkerPool',
    IsDefault: false,
  });
  const worker = (id: number, name: string) => ({
    ...inDefault,
    Id: `Workers-${id}`,
    Name: name,
    IsDisabled: false,
    WorkerPoolIds: [`WorkerPools-${id}`],
    MachinePolicyId: 'MachinePolicies-1',
    Endpoint: { CommunicationStyle: 'TentaclePassive', Uri: 'https://w:10933/', Thumbprint: 'A1' },
  });
  const source = withDocuments(bare(), {
    workerpools: [pool(11, 'Linux'), pool(12, 'Windows')],
    workers: [worker(11, 'Linux'), worker(12, 'Windows')],
  });
  const s = await situation({ source, destination: bare() });
  const options = ['--workers', 'all', '--dependencies', 'include'];
  const { ran, changeset } = await s.diff(...options, '--worker-pools', '!Windows');
  expect([ran.code, changeset.changes.map(({ id }) => id)]).toEqual([3, ['workerPools/Linux', 'workers/Linux']]);
  expect(changeset.blocked.map(({ id }) => id)).toEqual(['workers/Windows']);
  await s.syncs(...options);
  expect(s.there('workers', 'Windows')['WorkerPoolIds']).toEqual([s.there('workerpools', 'Windows')['Id']]);
});
