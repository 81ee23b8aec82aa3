import { describe, expect, it } from 'vitest';
import { aProject } from './project-fixture.js';
import { expectRefusal, freshServer, text, type Refused } from './server.js';

const template = {
  Name: 'Say hello',
  ActionType: 'Octopus.Script',
  Version: 7,
  Properties: { 'Octopus.Action.Script.ScriptBody': 'echo hello' },
  Parameters: [{ Name: 'Greeting', DefaultValue: 'hello' }],
};

const withTemplate = async (version?: string) => {
  const api = await freshServer(version);
  const made = await api.make('actiontemplates', template);
  const project = await api.make('projects', aProject);
  return { ...api, made, project, at: `/Spaces-1/actiontemplates/${text(made['Id'])}` };
};
type WithTemplate = Awaited<ReturnType<typeof withTemplate>>;

const putStep = ({ call, project }: WithTemplate, properties: Record<string, unknown>, more = {}) =>
  call('PUT', `/Spaces-1/deploymentprocesses/${text(project['DeploymentProcessId'])}`, {
    Version: 0,
    Steps: [{ Name: 'S', Actions: [{ Name: 'S', ActionType: 'Octopus.Script', Properties: properties, ...more }] }],
  });

const install = ({ call }: WithTemplate, method = 'POST') =>
  call(method, '/communityactiontemplates/CommunityActionTemplates-1/installation/Spaces-1');

describe.each(['2026.3.1', '2020.5.0'])('Step templates of %s', (version) => {
  it('start at version 0 and count up; former versions stay', async () => {
    const { call, made, at } = await withTemplate(version);
    expect(made).toMatchObject({ Id: 'ActionTemplates-101', Version: 0, CommunityActionTemplateId: null });
    const [parameter] = made['Parameters'] as { Id?: unknown }[];
    expect(typeof parameter?.Id).toBe('string');
    const changed = await call('PUT', at, { ...made, Description: 'Better', Version: 9 });
    expect(changed.body).toMatchObject({ Version: 1, Description: 'Better', ActionType: 'Octopus.Script' });
    expect((await call('GET', `${at}/versions`)).body).toMatchObject([{ Version: 0 }, { Version: 1 }]);
    expect((await call('GET', `${at}/versions/0`)).body).toMatchObject({ Description: null });
    expect((await call('GET', `${at}/versions/2`)).status).toBe(404);
  });
});

describe('A step template', () => {
  it('has a logo', async () => {
    const { upload, bytes, at } = await withTemplate();
    expect(await upload('PUT', `${at}/logo`, 'a.png', 'PNG')).toEqual({ status: 200, body: {} });
    expect(await bytes(`${at}/versions/0/logo`)).toMatchObject({ bytes: Buffer.from('PNG'), contentType: 'image/png' });
  });

  it('is what a step can be of', async () => {
    const s = await withTemplate();
    const step = { 'Octopus.Action.Template.Id': s.made['Id'], 'Octopus.Action.Template.Version': '0' };
    expect((await putStep(s, step)).status).toBe(200);
    expectRefusal(await s.call('DELETE', s.at), 'in use');
  });

  it('is installed from the community, and brought up to date', async () => {
    const s = await withTemplate();
    const at = '/communityactiontemplates/CommunityActionTemplates-1/actiontemplate/Spaces-1';
    expect((await s.call('GET', at)).status).toBe(404);
    expect(await install(s)).toMatchObject({
      status: 201,
      body: { Version: 0, ActionType: 'Octopus.Script', CommunityActionTemplateId: 'CommunityActionTemplates-1' },
    });
    expect((await install(s, 'PUT')).body).toMatchObject({ Version: 1 });
    expect((await s.call('GET', at)).body).toMatchObject({ Name: 'HTTP - Wait Until Healthy', Version: 1 });
    const listed = await s.call('GET', '/Spaces-1/actiontemplates?isCommunityActionTemplate=true');
    expect(listed.body).toMatchObject({ TotalResults: 1, ItemType: 'ActionTemplate' });
  });

  it.each<Refused<WithTemplate>>([
    [
      'a name that is taken',
      ({ call }) => call('POST', '/Spaces-1/actiontemplates', { ...template, SpaceId: 'Spaces-1' }),
      'already exists',
    ],
    [
      'one without a type',
      ({ call }) => call('POST', '/Spaces-1/actiontemplates', { Name: 'T', SpaceId: 'Spaces-1' }),
      "'ActionType' is required",
    ],
    [
      'a feed that does not exist',
      ({ call, made, at }) => call('PUT', at, { ...made, Packages: [{ Name: '', FeedId: 'Feeds-9' }] }),
      'Feeds-9',
    ],
    [
      'a Git credential that does not exist',
      ({ call, made, at }) => {
        const dependency = { Name: '', RepositoryUri: 'u', DefaultBranch: 'b', GitCredentialType: 'Library' };
        return call('PUT', at, { ...made, GitDependencies: [{ ...dependency, GitCredentialId: 'GitCredentials-9' }] });
      },
      'GitCredentials-9',
    ],
    ['a second installation', async (s) => install(s).then(() => install(s)), 'installed already'],
    ['an update of what is not installed', (s) => install(s, 'PUT'), 'not found', 404],
    [
      'a step of a template that does not exist',
      (s) => putStep(s, { 'Octopus.Action.Template.Id': 'ActionTemplates-9' }),
      'ActionTemplates-9',
    ],
    [
      'a step of a version that does not exist',
      (s) => putStep(s, { 'Octopus.Action.Template.Id': s.made['Id'], 'Octopus.Action.Template.Version': '1' }),
      "no version '1'",
    ],
    [
      'a step that deploys a project that does not exist',
      (s) => putStep(s, { 'Octopus.Action.DeployRelease.ProjectId': 'Projects-9' }),
      'Projects-9',
    ],
    [
      'a package parameter of a feed that does not exist',
      (s) => putStep(s, { Package: '{"PackageId":"Web","FeedId":"Feeds-9"}' }),
      "'Feeds-9'",
    ],
    [
      'a step with a Git credential that does not exist',
      (s) => putStep(s, {}, { GitDependencies: [{ Name: '', GitCredentialId: 'GitCredentials-9' }] }),
      'GitCredentials-9',
    ],
  ])('refuses %s', async (_what, request, says, status) => {
    expectRefusal(await request(await withTemplate()), says, status);
  });
});
