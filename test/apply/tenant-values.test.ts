import { expect, it } from 'vitest';
import type { Destination } from '../../src/apply/destination.js';
import { placesOf } from '../../src/apply/git/places.js';
import { readLiveSpace } from '../../src/apply/live/live-space.js';
import { writeChange } from '../../src/apply/write-change.js';
import type { Changeset, UpdateChange } from '../../src/changeset/changeset.js';
import { noJournal } from '../../src/changeset/journal.js';
import type { ChangeId } from '../../src/model/names.js';
import { pointerOf } from '../../src/model/pointer.js';
import { octopus, type OctopusClient } from '../../src/octopus/index.js';
import { readerFor } from '../../src/snapshot/reader.js';
import { aProject } from '../sandbox/project-fixture.js';
import { freshServer, text } from '../sandbox/server.js';

const space = { id: 'Spaces-1', name: 'Default' };
const place = pointerOf(['Project', '0', 'Value']);

const toGreen = {
  ...{ id: 'tenantVariables/Acme' as ChangeId, type: 'tenantVariables', names: ['Acme'], action: 'update', order: 20 },
  ...{ dependsOn: [], reasons: [], warnings: [], cleanUp: [], since: 'unknown' },
  patch: [
    { op: 'test', path: place, value: 'red' },
    { op: 'replace', path: place, value: 'green' },
  ],
} satisfies UpdateChange;

/** A tenant whose project asks for a colour, which is red. */
const furnished = async () => {
  const { make, call, instance } = await freshServer();
  const environment = text((await make('environments', { Name: 'Dev' }))['Id']);
  const project = await make('projects', { ...aProject, Templates: [{ Name: 'Colour' }] });
  const [id, [template]] = [text(project['Id']), project['Templates'] as [{ Id: string }]];
  const tenant = await make('tenants', { Name: 'Acme', ProjectEnvironments: { [id]: [environment] } });
  const at = `/Spaces-1/tenants/${text(tenant['Id'])}/projectvariables`;
  const paint = async (Value: string): Promise<void> => {
    const value = { OwnerId: id, TemplateId: template.Id, Scope: { EnvironmentIds: [environment] }, Value };
    await call('PUT', at, { TenantId: tenant['Id'], SpaceId: space.id, Variables: [value] });
  };
  await paint('red');
  const colour = async (): Promise<unknown> =>
    ((await call('GET', at)).body['Variables'] as [{ Value: unknown }])[0].Value;
  return { paint, colour, client: octopus({ url: instance.url, apiKey: instance.apiKey }) };
};

const write = async (client: OctopusClient, before: OctopusClient): Promise<string> => {
  const of = { changes: [toGreen], renames: [], left: [] } as unknown as Changeset;
  const live = await readLiveSpace(readerFor(before, space), of, () => undefined);
  const destination: Destination = {
    ...{ client, space, version: '2026.3.1', journal: noJournal, filled: new Set(), live },
    git: placesOf(of, live),
    inTurn: (own, work) => work(own),
    secretFor: () => undefined,
    fileOf: () => undefined,
    packageFile: () => undefined,
    pause: () => Promise.resolve(),
    onWrite: () => undefined,
    onBytes: () => undefined,
    onLookUp: () => undefined,
  };
  return (await writeChange(toGreen, destination)).kind;
};

it('The value of a tenant is written with the version of what was compared', async () => {
  const { client, colour } = await furnished();
  expect(await write(client, client)).toBe('written');
  expect(await colour()).toBe('green');
});

it('A value of a tenant that somebody changes after it was compared is not written over (decision 10)', async () => {
  const { client, colour, paint } = await furnished();
  let isPainted = false;
  const watched: OctopusClient = {
    ...client,
    about: () => watched,
    get: async (route) => {
      const answer = await client.get(route);
      if (!isPainted && route.endsWith('/projectvariables')) {
        isPainted = true;
        await paint('blue');
      }
      return answer;
    },
  };
  await expect(write(watched, client)).rejects.toThrow('changed while apply was running');
  expect(await colour()).toBe('blue');
});
