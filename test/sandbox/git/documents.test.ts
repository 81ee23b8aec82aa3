import { describe, expect, it } from 'vitest';
import { text } from '../server.js';
import { actionsIn, inGit, putAt, putProcess, step, stepsIn, variablesIn } from './git-fixture.js';

describe('A project in Git', () => {
  it('is listed with its settings, and with links whose templates name a ref', async () => {
    const { call, at } = await inGit();
    const { body } = await call('GET', at);
    expect(body).toMatchObject({
      IsVersionControlled: true,
      VersioningStrategy: null,
      PersistenceSettings: {
        Type: 'VersionControlled',
        DefaultBranch: 'main',
        ConversionState: { VariablesAreInGit: true, RunbooksAreInGit: true },
      },
      Links: {
        DeploymentProcess: `/api${at}/{gitRef}/deploymentprocesses`,
        Branches: `/api${at}/git/branches{/name}{?skip,take,searchByName,refresh}`,
      },
    });
    expect(body['Links']).not.toHaveProperty('ConvertToGit');
  });

  it('has its process at a ref: slugs are the IDs of steps, and the version is always 0', async () => {
    const s = await inGit();
    for (const ref of ['refs%2Fheads%2Fmain', 'main', 'refs%2fheads%2fmain']) {
      const process = await s.call('GET', `${s.at}/${ref}/deploymentprocesses`);
      expect(process.body).toMatchObject({ Id: `deploymentprocess-${s.project.Id}`, Version: 0 });
      expect(stepsIn(process)).toMatchObject([{ Id: 'deploy', Slug: 'deploy', Actions: [{ Id: 'deploy' }] }]);
      expect(process.body['Links']).toMatchObject({ Self: `/api${s.at}/refs%2fheads%2fmain/deploymentprocesses` });
    }
    const written = await putProcess(s, [step('Warm up'), step('Deploy', { Environments: [s.environment['Id']] })]);
    expect(written.status, JSON.stringify(written.body)).toBe(200);
    expect(written.body).toMatchObject({ Version: 0 });
    expect(stepsIn(written).map((one) => one['Id'])).toEqual(['warm-up', 'deploy']);
    const [head] = s.repository.log('main');
    expect(head).toMatchObject({ message: 'Update deployment process', author: 'octosync' });
    const file = head?.files['.octopus/deployment_process.ocl'];
    expect(file).toMatchObject({ Steps: [{}, { Actions: [{ Environments: ['test'] }] }] });
    expect(actionsIn(await s.call('GET', `${s.ref}/deploymentprocesses`))[1]).toMatchObject({
      Environments: [s.environment['Id']],
    });
  });

  it('has settings and variables at a ref', async () => {
    const s = await inGit();
    const settings = await putAt(s, 'deploymentsettings', {
      ReleaseNotesTemplate: 'Notes',
      VersioningStrategy: { Template: null, DonorPackage: { DeploymentAction: 'Deploy', PackageReference: '' } },
    });
    expect(settings.body).toMatchObject({
      ReleaseNotesTemplate: 'Notes',
      VersioningStrategy: { DonorPackage: { DeploymentAction: 'deploy' } },
    });
    const set = await s.call('GET', `${s.ref}/variables`);
    expect(variablesIn(set)).toMatchObject([
      { Name: 'Colour', Scope: { Environment: [s.environment['Id']], Action: ['deploy'] } },
      { Name: 'Place', Scope: { ProcessOwner: ['restart', s.project.Id] } },
    ]);
    expect(set.body['ScopeValues']).toMatchObject({
      Actions: [{ Id: 'deploy' }, { Id: 'stop-it' }],
      Processes: [{ Id: s.project.Id }, { Id: 'restart', ProcessType: 'Runbook' }],
    });
    const [colour] = variablesIn(set);
    const put = await putAt(s, 'variables', { Variables: [{ ...colour, Value: 'blue' }], ChangeDescription: 'Blue' });
    expect(put).toEqual({ status: 200, body: {} });
    expect(variablesIn(await s.call('GET', `${s.ref}/variables`))).toMatchObject([{ ...colour, Value: 'blue' }]);
    expect(s.repository.log('main')[0]?.message).toBe('Blue');
  });

  it('keeps secret variables in the database, scoped by slug', async () => {
    const { call, at } = await inGit();
    const set = await call('GET', `${at}/variables`);
    expect(variablesIn(set)).toMatchObject([{ Name: 'Password', Scope: { Action: ['deploy'] } }]);
    const [password] = variablesIn(set);
    const put = await call('PUT', `${at}/variables`, {
      ...set.body,
      Variables: [password, { ...password, Id: null, Value: 'x' }],
    });
    expect(put.status, JSON.stringify(put.body)).toBe(200);
    const open = await call('PUT', `${at}/variables`, {
      ...(await call('GET', `${at}/variables`)).body,
      Variables: [{ Name: 'A', Value: '1' }],
    });
    expect(open.status).toBe(400);
    expect(text(open.body['ErrorMessage'])).toContain("Variable 'A' is not sensitive");
  });

  it('makes no commit of a write that changes nothing', async () => {
    const s = await inGit();
    for (const path of [
      'deploymentprocesses',
      'deploymentsettings',
      'variables',
      'runbooks/restart',
      'runbookProcesses/restart',
    ]) {
      const put = await putAt(s, path, {});
      expect(put.status, `${path} ${JSON.stringify(put.body)}`).toBe(200);
    }
    expect(s.repository.log('main')).toHaveLength(1);
  });

  it('has no part of Git in what the database answers', async () => {
    const { call, at, project } = await inGit();
    for (const path of [
      `${at}/deploymentprocesses`,
      `${at}/deploymentsettings`,
      `/Spaces-1/deploymentprocesses/deploymentprocess-${project.Id}`,
      `${at}/runbooks/restart`,
    ])
      expect((await call('GET', path)).status, path).toBe(404);
    for (const path of ['deploymentprocesses', 'runbooks', 'runbookProcesses'])
      expect((await call('GET', `/Spaces-1/${path}`)).body, path).toMatchObject({ TotalResults: 0 });
  });
});
