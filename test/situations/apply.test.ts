import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { objectsOf, textOf, type JsonObject, type JsonValue } from '../../src/model/json.js';
import { mortalApply } from '../faults/killed.js';
import { aProject, aTenant, environments, inDefault } from './documents.js';
import { bare, eachOf, given, situation, withDocuments, type World } from './situation.js';

/* What is written is written once, and is then as the changeset means it (rules apply-journal, verify-says). */

/** Tenant Acme, connected with project Web in some of three environments. */
const connectedIn = (...ids: readonly string[]): World =>
  withDocuments(bare(), {
    environments: environments('A', 'B', 'C'),
    projects: [aProject('Projects-1', 'Web')],
    tenants: [aTenant('Tenants-1', 'Acme', { 'Projects-1': ids })],
  });

describe('A list whose order means nothing', () => {
  it('within a map: a tenant is connected with a project in more environments, whatever their order', async () => {
    const s = await situation({
      source: connectedIn('Environments-1', 'Environments-2', 'Environments-3'),
      destination: connectedIn('Environments-2'),
    });
    await s.syncs('--projects', 'all', '--tenants', 'all');
    expect(s.there('tenants', 'Acme')).toMatchObject({
      ProjectEnvironments: { 'Projects-1': ['Environments-2', 'Environments-1', 'Environments-3'] },
    });
    s.destination.requests.length = 0;
    const again = await s.run('apply', 'changeset.json', '--url', s.destination.url, '--yes');
    expect(again.code, again.stderr).toBe(0);
    expect(s.destination.requests.filter(({ method }) => method !== 'GET')).toEqual([]);
  });

  it('is not sent twice where the first answer was lost', async () => {
    const s = await situation({
      source: connectedIn('Environments-1', 'Environments-2', 'Environments-3'),
      destination: connectedIn('Environments-2'),
    });
    s.destination.faults.add({ does: 'commit-then-reset', method: 'PUT', path: /tenants/, times: 1 });
    await s.syncs('--projects', 'all', '--tenants', 'all');
    expect(s.there('tenants', 'Acme')).toMatchObject({
      ProjectEnvironments: { 'Projects-1': ['Environments-2', 'Environments-1', 'Environments-3'] },
    });
  });

  it('at the top of a document: tags that a target gets beside those that it has', async () => {
    const tagged = (...tags: readonly string[]): World =>
      withDocuments(bare(), {
        tagsets: [
          {
            ...inDefault,
            Id: 'TagSets-1',
            Name: 'Region',
            Tags: ['A', 'B', 'C'].map((name) => ({ Id: `TagSets-1/Tags-${name}`, Name: name, Color: '#333333' })),
          },
        ],
        tenants: [{ ...aTenant('Tenants-1', 'Acme', {}), TenantTags: tags }],
      });
    const s = await situation({ source: tagged('Region/C', 'Region/A'), destination: tagged('Region/B') });
    await s.syncs('--tenants', 'all', '--tenant-tag-sets', 'all', '--existing-tenants', 'update');
    expect(s.there('tenants', 'Acme')['TenantTags']).toEqual(expect.arrayContaining(['Region/A', 'Region/C']));
  });
});

const everyValue = [
  ...['--projects', 'all', '--library-variable-sets', 'all'],
  ...['--tenants', 'all', '--clone-tenant-variables', 'true'],
];

/** Values that tenant Acme gives to the templates of project Web and of set Common; `asks` is what one template asks for. */
const withValues = (
  asks: string,
  project: Readonly<Record<string, JsonValue>>,
  common: Readonly<Record<string, JsonValue>> = {},
): World => {
  const templates = [
    { Id: 'template-a', Name: 'Another', DisplaySettings: { 'Octopus.ControlType': 'SingleLineText' } },
    { Id: 'template-t', Name: 'Turned', DisplaySettings: { 'Octopus.ControlType': asks } },
  ];
  const valuesOf = (owner: string, scope: readonly string[], values: Readonly<Record<string, JsonValue>>): JsonValue =>
    Object.entries(values).map(([template, Value]) => ({
      OwnerId: owner,
      TemplateId: template,
      EnvironmentIds: scope,
      Value,
    }));
  return withDocuments(bare(), {
    environments: environments('A'),
    libraryvariablesets: [
      { ...inDefault, Id: 'LibraryVariableSets-1', Name: 'Common', ContentType: 'Variables', Templates: templates },
    ],
    projects: [
      aProject('Projects-1', 'Web', {
        Templates: templates,
        IncludedLibraryVariableSetIds: ['LibraryVariableSets-1'],
      }),
    ],
    tenants: [aTenant('Tenants-1', 'Acme', { 'Projects-1': ['Environments-1'] })],
    tenantvariables: [
      {
        Id: 'tenantvariables-Tenants-1',
        TenantId: 'Tenants-1',
        Common: valuesOf('LibraryVariableSets-1', [], common),
        Project: valuesOf('Projects-1', ['Environments-1'], project),
      },
    ],
  });
};

describe('What apply itself has written is no drift', () => {
  it('a template turns sensitive, and a tenant gets another value at once', async () => {
    const s = await situation(await given('own-write-taken-for-drift'));
    await s.syncs(...everyValue);
    const [values] = s.destination.dump()['tenantvalues'] ?? [];
    expect(objectsOf(values?.['Common']).map(({ Value }) => Value)).toEqual(
      expect.arrayContaining(['new', expect.objectContaining({ HasValue: true })]),
    );
  });

  it('the same of a template of a project, where the values have changed places by that', async () => {
    const s = await situation({
      source: withValues('Sensitive', { 'template-a': 'new', 'template-t': { HasValue: true, NewValue: 'hush' } }),
      destination: withValues('MultiLineText', { 'template-a': 'old', 'template-t': 'plain' }),
    });
    await s.syncs(...everyValue, '--overwrite-existing-variables', 'true');
  });
});

const pem = (name: string): string =>
  readFileSync(new URL(`../sandbox/fixtures/certificate-${name}.pem`, import.meta.url)).toString('base64');

/** A certificate as a server shows it, whose content is that of a file. */
const aCertificate = (name: 'one' | 'two', more: JsonObject = {}): JsonObject => {
  const content = new X509Certificate(Buffer.from(pem(name), 'base64'));
  return {
    ...inDefault,
    Id: 'Certificates-1',
    Name: 'TLS',
    Notes: null,
    Archived: null,
    EnvironmentIds: [],
    TenantedDeploymentParticipation: 'Untenanted',
    TenantIds: [],
    TenantTags: [],
    Thumbprint: content.fingerprint.replaceAll(':', ''),
    SerialNumber: content.serialNumber,
    CertificateData: { HasValue: true, NewValue: pem(name) },
    Password: { HasValue: false, NewValue: null },
    ...more,
  };
};

const withCertificate = (...certificate: Parameters<typeof aCertificate>): World =>
  withDocuments(bare(), { environments: environments('A'), certificates: [aCertificate(...certificate)] });

describe('A certificate whose content is another', () => {
  const update = ['--certificates', 'TLS', '--environments', 'all', '--existing-certificates', 'update'];
  const withNew = () =>
    situation({
      source: withDocuments(withCertificate('two'), { environments: environments('A', 'New') }),
      destination: withCertificate('one'),
    });

  it('its data is asked for before anything is written', async () => {
    const s = await withNew();
    await s.diff(...update);
    s.destination.requests.length = 0;
    const refused = await s.apply();
    expect(refused.code).toBe(3);
    expect(refused.stderr).toContain('certificates/TLS /CertificateData');
    expect(s.destination.requests.filter(({ method }) => method !== 'GET')).toEqual([]);
  });

  it('it is replaced, and is then what the changeset says', async () => {
    const s = await withNew();
    const { changeset } = await s.diff(...update);
    expect(changeset.changes.map(({ id }) => id)).toEqual(['environments/New', 'certificates/TLS']);
    await writeFile(
      join(s.folder, 'secrets.json'),
      JSON.stringify({ 'certificates/TLS': { '/CertificateData': pem('two') } }),
    );
    const applied = await s.apply('--secrets', 'secrets.json');
    expect(applied.code, applied.stderr).toBe(0);
    expect(applied.stderr).not.toContain('otherwise');
    expect(s.there('certificates', 'Certificates-1')['Thumbprint']).toBe(aCertificate('two')['Thumbprint']);
    const verified = await s.run('verify', 'changeset.json', '--url', s.destination.url);
    expect(verified.code, verified.stdout).toBe(0);
    expect((await s.diff(...update)).changeset.changes).toEqual([]);
  });

  it('a rehearsal makes its data up, and calls that no difference', async () => {
    const s = await withNew();
    await s.diff(...update);
    const rehearsed = await s.run('rehearse', 'changeset.json', '--on', 'dest');
    expect([rehearsed.code, rehearsed.stdout]).toEqual([0, expect.stringContaining('0 not.')]);
  });

  it('only its serial number, or another member that the server works out: nothing is to be done', async () => {
    const s = await situation({
      source: withCertificate('one', { SerialNumber: '00', NotAfter: '2030-01-01T00:00:00.000Z', IsExpired: true }),
      destination: withCertificate('one'),
    });
    const { changeset } = await s.diff(...update);
    expect(changeset.changes).toEqual([]);
  });

  it('what needs it brings it along, and never replaces it (rules select-include-changes-nothing)', async () => {
    const s = await situation({
      source: withDocuments(withCertificate('two'), {
        projects: [aProject('Projects-1', 'Web')],
        variables: [
          {
            ...inDefault,
            Id: 'variableset-Projects-1',
            OwnerId: 'Projects-1',
            Version: 0,
            Variables: [{ Id: 'a', Name: 'Cert', Value: 'Certificates-1', Type: 'Certificate', Scope: {} }],
          },
        ],
      }),
      destination: withCertificate('one'),
    });
    const { changeset } = await s.diff(
      ...['--projects', 'Web', '--dependencies', 'include', '--existing-certificates', 'update'],
    );
    expect(changeset.changes.map(({ type }) => type)).not.toContain('certificates');
    expect((await s.apply()).code).toBe(0);
  });
});

describe('A change that takes two requests', () => {
  const twoValues = () =>
    situation({
      source: withValues('SingleLineText', { 'template-a': 'new' }, { 'template-a': 'new', 'template-t': 'new' }),
      destination: withValues('SingleLineText', { 'template-t': 'own' }, { 'template-a': 'own' }),
    });
  type Running = Awaited<ReturnType<typeof situation>>;

  const valuesThere = (s: Running): readonly unknown[] => {
    const [values] = s.destination.dump()['tenantvalues'] ?? [];
    return ['Common', 'Project'].map((list) =>
      objectsOf(values?.[list])
        .map(({ Value }) => textOf(Value))
        .sort(),
    );
  };
  const all = [
    ['new', 'own'],
    ['new', 'own'],
  ];

  const finishes = async (s: Running, ...more: readonly string[]): Promise<void> => {
    const again = await s.apply(...more);
    expect([again.code, again.stderr]).toEqual([0, expect.not.stringContaining('otherwise')]);
    const verified = await s.run('verify', 'changeset.json', '--url', s.destination.url);
    expect(verified.code, verified.stdout).toBe(0);
  };

  it.each([/commonvariables/, /projectvariables/])('goes on where the answer to %s was lost', async (path) => {
    const s = await twoValues();
    await s.diff(...everyValue);
    s.destination.faults.add({ does: 'commit-then-reset', method: 'PUT', path, times: 1 });
    await finishes(s);
    expect(valuesThere(s)).toEqual(all);
  });

  it.each([true, false])('is finished by the next run, with its journal: %s', async (hasJournal) => {
    const s = await twoValues();
    await s.diff(...everyValue);
    s.destination.faults.add({ does: 500, method: 'PUT', path: /projectvariables/ });
    expect((await s.apply()).code).toBe(5);
    expect(valuesThere(s)).toEqual([['new', 'own'], ['own']]);
    s.destination.faults.clear();
    if (!hasJournal) await rm(join(s.folder, 'changeset.journal.jsonl'));
    await finishes(s);
    expect(valuesThere(s)).toEqual(all);
  });

  it('is finished after a kill in between, and the journal says which request was done', async () => {
    const s = await twoValues();
    await s.diff(...everyValue);
    await writeFile(join(s.folder, 'secrets.json'), '{}');
    const mortal = await mortalApply(s.destination, s.folder, { file: 'changeset.json', concurrency: 1 });
    onTestFinished(() => mortal.close());
    const ended = await mortal.run((forwarded) =>
      forwarded.some(({ path }) => path.endsWith('/commonvariables')) ? 'drop' : 'pass',
    );
    expect(ended).toEqual({ killed: true });
    const journal = await readFile(join(s.folder, 'changeset.journal.jsonl'), 'utf8');
    expect(journal).toMatch(/"event":"answered".*commonvariables/);
    expect(journal).not.toMatch(/"event":"answered".*projectvariables/);
    await finishes(s);
    expect(valuesThere(s)).toEqual(all);
  });

  it('is drift where somebody has changed the part that was not sent yet', async () => {
    const s = await twoValues();
    await s.diff(...everyValue);
    s.destination.faults.add({ does: 500, method: 'PUT', path: /projectvariables/ });
    await s.apply();
    s.destination.faults.clear();
    const at = `${s.destination.url}/api/Spaces-1/tenants/Tenants-1/projectvariables`;
    const headers = { 'x-octopus-apikey': s.destination.apiKey, 'content-type': 'application/json' };
    await fetch(at, { method: 'PUT', headers, body: JSON.stringify({ Variables: [] }) });
    const again = await s.apply();
    expect([again.code, again.stderr]).toEqual([4, expect.stringContaining('tenantVariables/Acme at /Project')]);
  });

  it('the same of a certificate whose notes and content change', async () => {
    const s = await situation({
      source: withCertificate('two', { Notes: 'new' }),
      destination: withCertificate('one', { Notes: 'old' }),
    });
    await s.diff('--certificates', 'TLS', '--environments', 'all', '--existing-certificates', 'update');
    await writeFile(
      join(s.folder, 'secrets.json'),
      JSON.stringify({ 'certificates/TLS': { '/CertificateData': pem('two') } }),
    );
    s.destination.faults.add({ does: 500, method: 'POST', path: /replace/ });
    expect((await s.apply('--secrets', 'secrets.json')).code).toBe(5);
    expect(s.there('certificates', 'TLS')['Notes']).toBe('new');
    s.destination.faults.clear();
    await finishes(s, '--secrets', 'secrets.json');
  });
});

describe('What is left for a person', () => {
  it('is listed where apply stops part-way: of what was written so far (rules apply-clean-up)', async () => {
    const anAccount = (id: string, name: string): JsonObject => ({
      ...inDefault,
      Id: id,
      Name: name,
      AccountType: 'Token',
      Token: { HasValue: true, NewValue: 'hush' },
      EnvironmentIds: [],
    });
    const s = await situation({
      source: withDocuments(bare(), {
        accounts: [anAccount('Accounts-1', 'First'), anAccount('Accounts-2', 'Second')],
        projects: [aProject('Projects-1', 'Web')],
      }),
      destination: bare(),
    });
    await s.diff('--accounts', 'all', '--projects', 'all');
    s.destination.faults.add({ does: 500, method: 'POST', path: /projects/ });
    expect((await s.apply('--concurrency', '1')).code).toBe(5);
    const first = await readFile(join(s.folder, 'changeset.cleanup.md'), 'utf8');
    expect(first).toContain('`account "First"`');
    expect(first).toContain('/app#/Spaces-1/infrastructure/accounts/');
    s.destination.faults.clear();
    expect((await s.apply()).code).toBe(0);
    expect(await readFile(join(s.folder, 'changeset.cleanup.md'), 'utf8')).toContain('`account "Second"`');
  });

  it('is listed where apply left what has drifted', async () => {
    const s = await situation({
      source: withDocuments(bare(), {
        environments: environments('A').map((one) => ({ ...one, Description: 'ours' })),
        accounts: [
          {
            ...inDefault,
            Id: 'Accounts-1',
            Name: 'One',
            AccountType: 'Token',
            Token: { HasValue: true, NewValue: 'h' },
          },
        ],
      }),
      destination: bare(),
    });
    await s.diff('--accounts', 'all', '--environments', 'all');
    const headers = { 'x-octopus-apikey': s.destination.apiKey, 'content-type': 'application/json' };
    const body = JSON.stringify({ SpaceId: 'Spaces-1', Name: 'A', Description: 'made by hand' });
    await fetch(`${s.destination.url}/api/Spaces-1/environments`, { method: 'POST', headers, body });
    expect((await s.apply('--allow-drift')).code).toBe(4);
    expect(await readFile(join(s.folder, 'changeset.cleanup.md'), 'utf8')).toContain('`account "One"`');
  });
});

describe('A rehearsal', () => {
  it('leaves out what is blocked, as apply does', async () => {
    const s = await situation({
      source: withDocuments(bare(), {
        environments: environments('A'),
        projects: [aProject('Projects-1', 'Web')],
        tenants: [aTenant('Tenants-1', 'Acme', {})],
        lifecycles: [
          ...(bare().collections['lifecycles'] ?? []),
          {
            ...inDefault,
            Id: 'Lifecycles-2',
            Name: 'Own',
            Phases: [{ Name: 'P', OptionalDeploymentTargets: ['Environments-1'] }],
          },
        ],
        channels: [
          { ...inDefault, Id: 'Channels-1', ProjectId: 'Projects-1', Name: 'Default', IsDefault: true },
          { ...inDefault, Id: 'Channels-2', ProjectId: 'Projects-1', Name: 'Own', LifecycleId: 'Lifecycles-2' },
        ],
      }),
      destination: bare(),
    });
    const { changeset } = await s.diff('--projects', 'all');
    expect(changeset.blocked.map(({ id }) => id)).toEqual(['channels/Web/Own']);
    const refused = await s.run('rehearse', 'changeset.json', '--on', 'dest');
    expect(refused.code).toBe(3);
    const rehearsed = await s.run('rehearse', 'changeset.json', '--on', 'dest', '--skip-blocked');
    expect([rehearsed.code, rehearsed.stdout]).toEqual([0, expect.stringContaining('0 not.')]);
  });

  it('is of a server that has members, types and values which our contract lacks', async () => {
    const newer = (name: string): World =>
      withDocuments(bare(), {
        environments: [{ ...inDefault, Id: 'Environments-1', Name: name, Colour: { Of: 'the sea' } }],
        proxies: [
          { ...inDefault, Id: 'Proxies-1', Name: name, Host: 'proxy', Port: 80, ProxyType: 'SOCKS', Hops: [1] },
        ],
        feeds: [
          ...(bare().collections['feeds'] ?? []),
          { ...inDefault, Id: 'Feeds-1', Name: name, FeedType: 'Maven', FeedUri: 'https://maven.example', Mirror: 'x' },
        ],
        machinepolicies: (bare().collections['machinepolicies'] ?? []).flatMap((policy) => [
          policy,
          {
            ...policy,
            ...inDefault,
            Id: 'MachinePolicies-2',
            Name: name,
            IsDefault: false,
            MachineUpdatePolicy: { CalamariUpdateBehavior: 'UpdateBySmoke', SmokeSignals: true },
          },
        ]),
      });
    const s = await situation({ source: newer('Ours'), destination: newer('Theirs') });
    const types = ['environments', 'proxies', 'external-feeds', 'machine-policies'];
    const { changeset } = await s.diff(...types.flatMap((type) => [`--${type}`, 'all']));
    expect(changeset.changes).toHaveLength(4);
    const rehearsed = await s.run('rehearse', 'changeset.json', '--on', 'dest');
    expect([rehearsed.code, rehearsed.stdout, rehearsed.stderr]).toEqual([
      0,
      expect.stringContaining('4 changes as meant, 0 not.'),
      expect.not.stringContaining('otherwise'),
    ]);
  });

  it('is as strict as ever about members that its server has not got either', async () => {
    const s = await situation({
      source: withDocuments(bare(), {
        environments: [{ ...inDefault, Id: 'Environments-1', Name: 'Ours', Colour: 'blue' }],
      }),
      destination: withDocuments(bare(), { environments: environments('A') }),
    });
    await s.diff('--environments', 'all');
    const rehearsed = await s.run('rehearse', 'changeset.json', '--on', 'dest');
    expect([rehearsed.code, rehearsed.stderr]).toEqual([5, expect.stringContaining("unknown member 'Colour'")]);
  });
});

describe('The channel that comes with a new project', () => {
  const withChannels = (...names: readonly string[]): World =>
    withDocuments(bare(), {
      projects: [aProject('Projects-1', 'Web')],
      channels: names.map((Name, index) => ({
        ...inDefault,
        Id: `Channels-${index + 1}`,
        ProjectId: 'Projects-1',
        Name,
        IsDefault: index === 0,
      })),
    });

  it('is called otherwise: it keeps its slug, and that is left to a person (rules project-born)', async () => {
    const s = await situation({ source: withChannels('Stable', 'Default'), destination: bare() });
    const changeset = await s.syncs('--projects', 'all');
    const cleanUps = changeset.changes.flatMap(({ id, cleanUp }) => cleanUp.map(({ says }) => `${id}: ${says}`));
    expect(cleanUps).toEqual([expect.stringMatching(/^channels\/Web\/Stable: .*keeps the slug "default"/)]);
    const slugs = (s.destination.dump()['channels'] ?? []).map(({ Name, Slug }) => [Name, Slug]);
    expect(slugs).toEqual(
      expect.arrayContaining([
        ['Stable', 'default'],
        ['Default', 'default-1'],
      ]),
    );
  });

  it.each([
    ['is called as on every server', withChannels('Default', 'Stable'), bare()],
    ['is there already', withChannels('Stable'), withChannels('Stable')],
  ])('%s: nothing is left to do', async (_what, source, destination) => {
    const s = await situation({ source, destination });
    const { changes } = await s.syncs('--projects', 'all');
    expect(changes.flatMap(({ cleanUp }) => cleanUp)).toEqual([]);
  });
});

describe('A member that the server answers by itself, and that says nothing', () => {
  it('of the endpoint of a target that is written: the second sync finds no change', async () => {
    const { source, destination } = await given('step-names-an-account-only');
    const disabled = eachOf(source, 'machines', (target) => ({ ...target, IsDisabled: true }));
    const s = await situation({ source: disabled, destination });
    await s.syncs('--targets', 'all', '--existing-targets', 'update');
    expect(s.there('machines', 'web-1')).toMatchObject({ IsDisabled: true, Endpoint: { DefaultWorkerPoolId: null } });
  });
});
