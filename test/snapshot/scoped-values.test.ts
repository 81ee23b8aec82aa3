import { expect, it } from 'vitest';
import { objectsOf } from '../../src/model/json.js';
import { octopus } from '../../src/octopus/index.js';
import { readerFor } from '../../src/snapshot/reader.js';
import { takeSnapshot } from '../../src/snapshot/take.js';
import { aProject } from '../sandbox/project-fixture.js';
import { freshServer, text } from '../sandbox/server.js';

it('A value for a library set that holds in certain environments only is read, although the older document does not tell it (octopus-api tenants)', async () => {
  const api = await freshServer();
  const environment = text((await api.make('environments', { Name: 'Test' }))['Id']);
  const library = await api.make('libraryvariablesets', { Name: 'Shared', Templates: [{ Name: 'Colour' }] });
  const set = text(library['Id']);
  const project = await api.make('projects', { ...aProject, IncludedLibraryVariableSetIds: [set] });
  const connected = { [text(project['Id'])]: [environment] };
  const tenant = text((await api.make('tenants', { Name: 'Acme', ProjectEnvironments: connected }))['Id']);
  const [template] = objectsOf(library['Templates'] as never);
  const value = { OwnerId: set, TemplateId: template?.['Id'], Scope: { EnvironmentIds: [environment] }, Value: 'blue' };
  const body = { SpaceId: 'Spaces-1', Variables: [value] };
  expect((await api.call('PUT', `/Spaces-1/tenants/${tenant}/commonvariables`, body)).status).toBe(200);
  const client = octopus({ url: api.instance.url, apiKey: 'API-TEST', retries: 0 });
  const reader = readerFor(client, { id: 'Spaces-1', name: 'Default' });
  const source = { url: client.url, installation: 'x', space: 'Default', version: '2026.3.1' };
  const { files } = await takeSnapshot(reader, source, '2026-01-01T00:00:00.000Z', () => undefined);
  expect(files.get('tenants/Acme/variables.json')).toContain('blue');
});
