import { describe, expect, test } from 'vitest';
import { objectsOf, textOf, type JsonObject, type JsonValue } from '../../src/model/json.js';
import { aPool, aProject, aTenant, environments, inDefault } from './documents.js';
import { bare, situation, withDocuments, type Situation, type World } from './situation.js';

/* Values of tenants that are the ID of something, by the control of their template. */

const templates = [
  { Id: 'template-account', Name: 'Account', DisplaySettings: { 'Octopus.ControlType': 'AmazonWebServicesAccount' } },
  { Id: 'template-tls', Name: 'Tls', DisplaySettings: { 'Octopus.ControlType': 'Certificate' } },
  { Id: 'template-pool', Name: 'Pool', DisplaySettings: { 'Octopus.ControlType': 'WorkerPool' } },
  { Id: 'template-text', Name: 'Text', DisplaySettings: { 'Octopus.ControlType': 'SingleLineText' } },
];

const account = (number: number, name: string, kind = 'AmazonWebServicesAccount'): JsonObject => ({
  ...inDefault,
  Id: `Accounts-${number}`,
  Name: name,
  AccountType: kind,
  ...(kind === 'Token'
    ? { Token: { HasValue: true, NewValue: null } }
    : { AccessKey: 'AKIA', SecretKey: { HasValue: true, NewValue: null } }),
  EnvironmentIds: [],
});

const certificate = (number: number, name: string): JsonObject => ({
  ...inDefault,
  Id: `Certificates-${number}`,
  Name: name,
  Thumbprint: name,
  Archived: null,
  ReplacedBy: null,
  EnvironmentIds: [],
  CertificateData: { HasValue: true, NewValue: null },
  Password: { HasValue: false, NewValue: null },
});

/** A server with two of each kind: the names in the order of their IDs. */
const server = (names: readonly [string, string], values: JsonObject, more: World['collections'] = {}): World => {
  const each = (make: (number: number, name: string) => JsonObject): readonly JsonObject[] =>
    names.map((name, index) => make(21 + index, name));
  const all = (owner: string): JsonValue =>
    Object.entries(values).map(([template, Value]) => ({
      Id: `value-${owner}-${template}`,
      OwnerId: owner,
      TemplateId: template,
      EnvironmentIds: owner === 'Projects-1' ? ['Environments-1'] : [],
      Value,
    }));
  return withDocuments(bare(), {
    environments: environments('Live'),
    accounts: each(account),
    certificates: each(certificate),
    workerpools: each(aPool),
    libraryvariablesets: [
      { ...inDefault, Id: 'LibraryVariableSets-1', Name: 'Common', ContentType: 'Variables', Templates: templates },
    ],
    projects: [
      aProject('Projects-1', 'Web', { Templates: templates, IncludedLibraryVariableSetIds: ['LibraryVariableSets-1'] }),
    ],
    tenants: [aTenant('Tenants-1', 'Acme', { 'Projects-1': ['Environments-1'] })],
    tenantvariables: [
      {
        Id: 'tenantvariables-Tenants-1',
        TenantId: 'Tenants-1',
        Common: all('LibraryVariableSets-1'),
        Project: all('Projects-1'),
      },
    ],
    ...more,
  });
};

const ours = {
  'template-account': 'Accounts-21',
  'template-tls': 'Certificates-21',
  'template-pool': 'WorkerPools-21',
  'template-text': 'Accounts-21',
};

const options = ['--tenants', 'all', '--clone-tenant-variables', 'true'];

/** The values that the tenant has now, by the list and the template. */
const valuesNow = (s: Situation): Readonly<Record<string, unknown>> => {
  const [document] = s.destination.dump()['tenantvalues'] ?? [];
  const named = (owner: string, id: unknown): string => {
    const path = owner === 'Common' ? 'libraryvariablesets' : 'projects';
    const all = objectsOf(s.there(path, owner === 'Common' ? 'Common' : 'Web')['Templates']);
    return textOf(all.find(({ Id: own }) => own === id)?.['Name']);
  };
  return Object.fromEntries(
    ['Common', 'Project'].flatMap((list) =>
      objectsOf(document?.[list]).map(({ TemplateId: id, Value: value }) => [`${list} ${named(list, id)}`, value]),
    ),
  );
};

const inBoth = (values: Readonly<Record<string, string>>): Readonly<Record<string, string>> =>
  Object.fromEntries(
    ['Common', 'Project'].flatMap((list) => Object.entries(values).map(([name, value]) => [`${list} ${name}`, value])),
  );

describe('A value of a tenant that is an account, a certificate or a worker pool', () => {
  test('is the one of that name, whatever its ID; the same text in a text field is text', async () => {
    const s = await situation({
      source: server(['Ours', 'Theirs'], ours),
      destination: server(['Theirs', 'Ours'], {}),
    });
    const changeset = await s.syncs(...options);
    expect(JSON.stringify(changeset)).not.toMatch(/Certificates-21|WorkerPools-21/);
    expect(valuesNow(s)).toEqual(
      inBoth({ Account: 'Accounts-22', Tls: 'Certificates-22', Pool: 'WorkerPools-22', Text: 'Accounts-21' }),
    );
  });

  test('follows where values follow: the names are compared, not the IDs', async () => {
    const here = { ...ours, 'template-pool': 'WorkerPools-22', 'template-text': 'Accounts-21' };
    const s = await situation({
      source: server(['Ours', 'Theirs'], ours),
      destination: server(['Theirs', 'Ours'], here),
    });
    const left = await s.syncs(...options);
    expect(left.changes).toEqual([]);
    const changeset = await s.syncs(...options, '--overwrite-existing-variables', 'true');
    expect(changeset.changes.map(({ id }) => id)).toEqual(['tenantVariables/Acme']);
    expect(valuesNow(s)).toEqual(
      inBoth({ Account: 'Accounts-22', Tls: 'Certificates-22', Pool: 'WorkerPools-22', Text: 'Accounts-21' }),
    );
  });

  test('is left out with a reason where there is none of that name, and the others come', async () => {
    const s = await situation({
      source: server(['Ours', 'Theirs'], ours),
      destination: server(['Theirs', 'Others'], {}),
    });
    const changeset = await s.syncs(...options);
    expect(changeset.skipped.map(({ id }) => id)).toEqual(Array.from({ length: 6 }, () => 'tenantVariables/Acme'));
    expect(JSON.stringify(changeset.skipped)).toContain('\\"Ours\\"');
    expect(valuesNow(s)).toEqual(inBoth({ Text: 'Accounts-21' }));
  });

  test('… and is an error where that is the policy', async () => {
    const s = await situation({
      source: server(['Ours', 'Theirs'], ours),
      destination: server(['Theirs', 'Others'], {}),
    });
    const { ran, changeset } = await s.diff(
      ...options,
      ...['account', 'certificate', 'worker-pool'].flatMap((kind) => [
        `--variable-${kind}-scoping-match`,
        'ErrorUnlessExactMatch',
      ]),
    );
    expect([ran.code, changeset.errors.length]).toEqual([3, 6]);
  });

  test('is not an account of that name and another kind', async () => {
    const s = await situation({
      source: server(['Ours', 'Theirs'], { 'template-account': 'Accounts-21' }),
      destination: server(['Theirs', 'Ours'], {}, { accounts: [account(21, 'Theirs'), account(22, 'Ours', 'Token')] }),
    });
    const changeset = await s.syncs(...options);
    expect(changeset.skipped).toHaveLength(2);
    expect(JSON.stringify(changeset.skipped)).toContain('of the kind \\"Token\\" here');
    expect(valuesNow(s)).toEqual({});
  });

  test('comes with what it names, where dependencies are included', async () => {
    const s = await situation({
      source: server(['Ours', 'Theirs'], { 'template-account': 'Accounts-21', 'template-pool': 'WorkerPools-21' }),
      destination: server(['Theirs', 'Others'], {}),
    });
    await s.syncs(...options, '--dependencies', 'include');
    const id = (path: string): string => textOf(s.there(path, 'Ours')['Id']);
    expect(valuesNow(s)).toEqual(inBoth({ Account: id('accounts'), Pool: id('workerpools') }));
  });
});
