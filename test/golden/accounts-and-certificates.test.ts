import { describe, expect, it } from 'vitest';
import { changeOf, documentIn, sync, variablesIn, verdicts } from '../builders/outcome.js';
import { settings, space, type SpaceBuilder } from '../builders/space.js';

const account = { Type: 'AmazonWebServicesAccount' };
const certificate = { Type: 'Certificate' };

describe('"Create an Account or Certificate with the same name on each instance but different details"', () => {
  const on = (installation: string, key: string, thumbprint: string): SpaceBuilder =>
    space(installation)
      .account('AWS Account', { AccessKey: key, SecretKey: { $secret: true } })
      .certificate('TLS', { Thumbprint: thumbprint })
      .project('OctoFX');
  const source = on('dev-test', 'AKIA-DEV', 'AA')
    .variable('Project.AWS.Account', 'AWS Account', {}, account)
    .variable('Project.TLS', 'TLS', {}, certificate)
    .build();
  const destination = on('staging-prod', 'AKIA-PROD', 'BB').build();

  it('"You don\'t have to modify any variables": they name what the destination has', () => {
    const { changeset, after } = sync(source, destination, settings());
    expect(verdicts(changeset)).toEqual(['update projectVariables/OctoFX']);
    expect(variablesIn(after, 'OctoFX')).toEqual(['Project.AWS.Account = AWS Account', 'Project.TLS = TLS']);
    expect(changeOf(changeset, 'projectVariables/OctoFX').cleanUp).toEqual([]);
  });

  it('"same account type, different credentials": a selected account is left, with the number of differences', () => {
    const { changeset, after } = sync(source, destination, settings({}, { accounts: 'all' }));
    expect(changeset.left).toMatchObject([{ id: 'accounts/AWS Account', differing: 1 }]);
    expect(documentIn(after, 'accounts', 'AWS Account')).toMatchObject({ AccessKey: 'AKIA-PROD' });
  });
});

describe('"Re-use the same variable name but associate it to different Accounts or Certificates"', () => {
  const source = space('dev-test')
    .account('Dev/Test Account')
    .certificate('test.octopusdemos.app')
    .project('OctoFX')
    .variable('Project.AWS.Account', 'Dev/Test Account', {}, account)
    .variable('Project.TLS', 'test.octopusdemos.app', {}, certificate)
    .build();
  const instance = () =>
    space('staging-prod').account('Staging/Prod Account').certificate('octopusdemos.app').project('OctoFX');
  const destination = instance()
    .variable('Project.AWS.Account', 'Staging/Prod Account', {}, account)
    .variable('Project.TLS', 'octopusdemos.app', {}, certificate)
    .build();

  it.each(['false', 'true', 'AddNewWithDefaultValue'])('existing variables keep theirs (%s)', (mode) => {
    const { changeset } = sync(source, destination, settings({ overwriteExistingVariables: mode }));
    expect(verdicts(changeset)).toEqual([
      'skipped variable "Project.AWS.Account" (unscoped) of projectVariables/OctoFX',
      'skipped variable "Project.TLS" (unscoped) of projectVariables/OctoFX',
    ]);
  });

  it('"The syncing process will only create new variables and insert dummy data": empty, on the clean-up list', () => {
    const options = {
      variableAccountScopingMatch: 'IgnoreMismatch',
      variableCertificateScopingMatch: 'IgnoreMismatch',
    };
    const { changeset, after } = sync(source, instance().build(), settings(options));
    expect(variablesIn(after, 'OctoFX')).toEqual(['Project.AWS.Account = ', 'Project.TLS = ']);
    expect(changeOf(changeset, 'projectVariables/OctoFX').cleanUp.map(({ at }) => at)).toEqual([
      '/Variables/0/Value',
      '/Variables/1/Value',
    ]);
  });

  it('… and an existing variable keeps its account under IgnoreMismatch, as values are not overwritten', () => {
    const options = {
      variableAccountScopingMatch: 'IgnoreMismatch',
      variableCertificateScopingMatch: 'IgnoreMismatch',
    };
    const { changeset } = sync(source, destination, settings(options));
    expect(changeset.changes).toEqual([]);
  });

  it('a mapping says which account stands for which', () => {
    const map = {
      accounts: [{ from: 'Dev/Test Account', to: ['Staging/Prod Account'], origin: 'flag' }],
      certificates: [{ from: 'test.octopusdemos.app', to: ['octopusdemos.app'], origin: 'flag' }],
    };
    const fresh = sync(source, instance().build(), settings({}, { projects: 'all' }, { map }));
    expect(variablesIn(fresh.after, 'OctoFX')).toEqual([
      'Project.AWS.Account = Staging/Prod Account',
      'Project.TLS = octopusdemos.app',
    ]);
    const existing = sync(source, destination, settings({}, { projects: 'all' }, { map }));
    expect([existing.changeset.changes, existing.changeset.left, existing.changeset.skipped]).toEqual([[], [], []]);
  });
});

describe('Data you cannot sync: sensitive data (sync-multiple-instances)', () => {
  it('a new secret is dummy data and on the log of what to clean up; an existing one is left alone', () => {
    const source = space('dev-test').project('OctoFX').secret('Db.Password').secret('Api.Key').build();
    const destination = space('staging-prod').project('OctoFX').secret('Db.Password').build();
    const { changeset, after } = sync(source, destination, settings({ overwriteExistingVariables: 'true' }));
    expect(changeOf(changeset, 'projectVariables/OctoFX')).toMatchObject({
      patch: [{ op: 'add', path: '/Variables/1', value: { Name: 'Api.Key', Value: { $placeholder: 'Dummy Value' } } }],
      cleanUp: [{ kind: 'replace-secret', at: '/Variables/1/Value' }],
    });
    expect(variablesIn(after, 'OctoFX')).toEqual(['Db.Password = {"$secret":true}', 'Api.Key = {"$secret":true}']);
  });
});
