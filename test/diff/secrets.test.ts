import { describe, expect, it } from 'vitest';
import { textOf, type JsonObject } from '../../src/model/json.js';
import type { TypeName } from '../../src/model/names.js';
import { documentIn, sync } from '../builders/outcome.js';
import { settings, space } from '../builders/space.js';

/* Secrets of whole documents: an existing secret stays, a new one is a placeholder that a person is told about. */

const secret = { $secret: true };
const parameter = (name: string, value: JsonObject[string]) => ({ Name: name, DefaultValue: value });
const template = (...parameters: readonly JsonObject[]): JsonObject => ({
  Name: 'Announce',
  CommunityActionTemplateId: null,
  Parameters: parameters,
});

const on = (installation: string, type: TypeName, document: JsonObject) =>
  space(installation)
    .item(type, [textOf(document['Name'])], document)
    .build();
const run = (type: TypeName, source: JsonObject, destination: JsonObject | undefined) =>
  sync(
    on('dev', type, source),
    destination ? on('prod', type, destination) : space('prod').build(),
    settings({ [`existing.${type}`]: 'update' }, { [type]: 'all' }),
  );

describe('Secrets of documents (rules secret-kept, secret-placeholder)', () => {
  it.each<[string, TypeName, JsonObject, JsonObject, string]>([
    [
      'step template parameters',
      'stepTemplates',
      template(parameter('P', secret)),
      { Parameters: [{ DefaultValue: { $placeholder: 'DUMMY VALUE' } }] },
      '/Parameters/0/DefaultValue',
    ],
    ['tokens', 'accounts', { Name: 'A', Token: secret }, { Token: { $placeholder: 'DUMMY VALUE' } }, '/Token'],
    [
      'AWS keys',
      'accounts',
      { Name: 'A', SecretKey: secret },
      { SecretKey: { $placeholder: 'DUMMY VALUE DUMMY VALUE' } },
      '/SecretKey',
    ],
    [
      'Azure passwords',
      'accounts',
      { Name: 'A', Password: secret },
      { Password: { $placeholder: 'DUMMY VALUE DUMMY VALUE' } },
      '/Password',
    ],
    [
      'proxy passwords',
      'proxies',
      { Name: 'Out', Password: secret },
      { Password: { $placeholder: 'DUMMY VALUE' } },
      '/Password',
    ],
  ])(
    '%s: a placeholder when new, with a clean-up entry; left alone when they exist',
    (_what, type, document, expected, at) => {
      const { changeset } = run(type, document, undefined);
      expect(changeset.changes).toMatchObject([{ action: 'create', document: expected }]);
      expect(changeset.changes[0]?.cleanUp.filter(({ kind }) => kind === 'replace-secret')).toMatchObject([{ at }]);
      expect(run(type, document, document).changeset.changes).toEqual([]);
    },
  );

  it('a secret that an existing item gets for the first time is on the clean-up list', () => {
    const { changeset } = run('stepTemplates', template(parameter('P', secret)), template());
    expect(changeset.changes.flatMap(({ cleanUp }) => cleanUp)).toMatchObject([
      { kind: 'replace-secret', at: '/Parameters/0/DefaultValue' },
    ]);
  });

  it('… also beside one that exists and stays', () => {
    const { changeset, after } = run(
      'stepTemplates',
      template(parameter('New', secret), parameter('Old', secret)),
      template(parameter('Old', secret)),
    );
    expect(changeset.changes.flatMap(({ cleanUp }) => cleanUp)).toHaveLength(1);
    expect(documentIn(after, 'stepTemplates', 'Announce')['Parameters']).toHaveLength(2);
  });

  it('an existing secret is not overwritten by plain text of the source either', () => {
    const { after } = run('stepTemplates', template(parameter('P', 'plain')), template(parameter('P', secret)));
    expect(documentIn(after, 'stepTemplates', 'Announce')).toMatchObject({ Parameters: [{ DefaultValue: secret }] });
  });

  it('a source that has no value asks for nothing', () => {
    const { changeset } = run('proxies', { Name: 'Out', Password: { $secret: false } }, undefined);
    expect(changeset.changes).toMatchObject([{ document: { Password: { $secret: false } }, cleanUp: [] }]);
  });

  it('feeds: user name and password are cleared, and a person is told', () => {
    const { changeset } = run(
      'externalFeeds',
      { Name: 'F', FeedType: 'NuGet', Username: 'bob', Password: secret },
      undefined,
    );
    expect(changeset.changes).toMatchObject([{ document: { Username: null, Password: { $placeholder: '' } } }]);
    expect(changeset.changes[0]?.cleanUp.map(({ at }) => at).sort()).toEqual(['/Password', '/Username']);
  });

  it('teams: external groups are cleared, and a person is told', () => {
    const { changeset } = run(
      'teams',
      { Name: 'T', ExternalSecurityGroups: [{ Id: 'g' }], MemberUserIds: [] },
      undefined,
    );
    expect(changeset.changes).toMatchObject([
      { document: { ExternalSecurityGroups: [] }, cleanUp: [{ at: '/ExternalSecurityGroups' }] },
    ]);
  });

  it('a new SSH account has a dummy key file', () => {
    const { changeset } = run('accounts', { Name: 'S', AccountType: 'SshKeyPair', PrivateKeyFile: secret }, undefined);
    expect(JSON.stringify(changeset.changes)).toMatch(/PRIVATE KEY-----\\nDUMMY VALUE/);
  });
});

describe('Secrets of tenants (rules secret-kept, secret-placeholder)', () => {
  const value = (template: string, environment: string, control: string, given: JsonObject[string]): JsonObject => ({
    ProjectId: 'OctoFX',
    TemplateId: template,
    Control: control,
    Scope: { EnvironmentIds: [environment] },
    Value: given,
  });
  const key = (environment: string) => value('Key', environment, 'Sensitive', secret);
  const site = (environment: string) => value('Site', environment, 'SingleLineText', 'a');
  const on = (installation: string, ...values: readonly JsonObject[]) =>
    space(installation)
      .environments('Dev', 'Prod')
      .project('OctoFX', { Templates: [{ Name: 'Key' }, { Name: 'Site' }] })
      .tenant('Internal', { OctoFX: ['Dev', 'Prod'] })
      .tenantVariables('Internal', {
        LibraryVariableSets: [],
        Projects: ['OctoFX'],
        Common: [],
        Project: values,
      })
      .build();

  it.each<[string, readonly JsonObject[], readonly JsonObject[]]>([
    ['another value goes back to its default', [], [key('Prod'), site('Prod')]],
    ['… one that comes before it', [key('Dev')], [site('Dev'), key('Dev')]],
    ['a value is added that sorts before it', [key('Dev'), key('Prod')], [key('Prod')]],
    ['a value is added that sorts after it', [key('Dev'), site('Dev')], [key('Dev')]],
  ])('an existing one is in no write: %s', (_what, source, destination) => {
    const options = { cloneTenantVariables: 'true', overwriteExistingVariables: 'true' };
    const { changeset } = sync(on('dev', ...source), on('prod', ...destination), settings(options, { tenants: 'all' }));
    const writes = changeset.changes.flatMap((change) =>
      change.action === 'update' ? change.patch.filter(({ op }) => op === 'add' || op === 'replace') : [],
    );
    expect(JSON.stringify(writes)).not.toContain('$secret');
  });
});
