import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { loadInstances } from '../../src/commands/flags/load-instances.js';
import { startSandbox } from '../../src/sandbox/server/index.js';
import { examples, octosync, workFolder } from './cli.js';

type Document = Record<string, unknown>;

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** A space with two of everything, its snapshot, and two people who write to it. */
const begin = async () => {
  const cwd = await workFolder();
  const specs = await loadInstances([join(examples, 'staging-prod')], 'API-SANDBOX', 0);
  const sandbox = await startSandbox(
    specs.map((spec) => ({ ...spec, colleagues: { 'API-GRACE': 'grace', 'API-ADA': 'ada' } })),
  );
  onTestFinished(() => sandbox.close());
  const [prod] = sandbox.instances;
  if (!prod) throw new Error('One instance was started.');
  const succeed = async (...args: readonly string[]) => {
    const { code, stdout, stderr } = await octosync(args, { cwd });
    expect(code, stderr).toBe(0);
    return stdout;
  };
  const send = async (method: string, path: string, body?: unknown, key = 'API-SANDBOX'): Promise<Document> => {
    const headers = { 'x-octopus-apikey': key, 'content-type': 'application/json' };
    const answer = await fetch(`${prod.url}/api/Spaces-1/${path}`, {
      method,
      headers,
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    expect(answer.ok, `${method} ${path}: ${await answer.clone().text()}`).toBe(true);
    return (await answer.json()) as Document;
  };
  const idOf = (path: string, name: string): string =>
    text(prod.dump()[path]?.find((one) => one['Name'] === name)?.['Id']);
  const groupAndLifecycle = {
    ProjectGroupId: idOf('projectgroups', 'OctoFX'),
    LifecycleId: idOf('lifecycles', 'Default Lifecycle'),
  };
  const templates = [{ Name: 'Site', Label: 'Site', DisplaySettings: { 'Octopus.ControlType': 'SingleLineText' } }];
  await send('POST', 'libraryvariablesets', { Name: 'Local', ContentType: 'Variables' });
  const { Id: shop } = await send('POST', 'projects', { Name: 'Shop', ...groupAndLifecycle, Templates: templates });
  const environments = [idOf('environments', 'Staging')];
  for (const name of ['Acme', 'Fabrikam'])
    await send('POST', 'tenants', { Name: name, ProjectEnvironments: { [text(shop)]: environments } });
  for (const name of ['OctoFX', 'Shop'])
    await send('POST', 'channels', { Name: 'Beta', ProjectId: idOf('projects', name) });
  await succeed('snapshot', '--url', prod.url, '--out', 'before', '--quiet');
  return { prod, succeed, send, idOf, server: ['--url', prod.url] };
};

type Begun = Awaited<ReturnType<typeof begin>>;

/** A change of a document by its path, by the key of a person. */
const change = async ({ send }: Begun, key: string, path: string, more: (document: Document) => Document) => {
  const document = await send('GET', path, undefined, key);
  await send('PUT', path, { ...document, ...more(document) }, key);
};

const oneVariableMore = ({ Variables: variables }: Document): Document => ({
  Variables: [...(variables as Document[]), { Name: 'Added', Value: 'by hand', Type: 'String', Scope: {} }],
});

const oneStepMore = ({ Steps: steps }: Document): Document => ({
  Steps: [
    ...(steps as Document[]),
    {
      Name: 'Added',
      Actions: [
        {
          Name: 'Added',
          ActionType: 'Octopus.Manual',
          Properties: { 'Octopus.Action.Manual.Instructions': 'Look.' },
        },
      ],
    },
  ],
});

interface Row {
  readonly kind: string;
  /** The ids of what grace changed, and of its like that ada did. */
  readonly ids: readonly [string, string];
  readonly edit: (begun: Begun, key: string, name: string) => Promise<void>;
  readonly names: readonly [string, string];
}

const rows: readonly Row[] = [
  {
    kind: 'variables of projects',
    names: ['OctoFX', 'Shop'],
    ids: ['projectVariables/OctoFX', 'projectVariables/Shop'],
    edit: (begun, key, name) =>
      change(begun, key, `variables/variableset-${begun.idOf('projects', name)}`, oneVariableMore),
  },
  {
    kind: 'variables of library variable sets',
    names: ['Global', 'Local'],
    ids: ['libraryVariables/Global', 'libraryVariables/Local'],
    edit: (begun, key, name) =>
      change(begun, key, `variables/variableset-${begun.idOf('libraryvariablesets', name)}`, oneVariableMore),
  },
  {
    kind: 'library variable sets',
    names: ['Global', 'Local'],
    ids: ['libraryVariableSets/Global', 'libraryVariableSets/Local'],
    edit: (begun, key, name) =>
      change(begun, key, `libraryvariablesets/${begun.idOf('libraryvariablesets', name)}`, () => ({
        Description: 'Changed by hand',
      })),
  },
  {
    kind: 'projects',
    names: ['OctoFX', 'Shop'],
    ids: ['projects/OctoFX', 'projects/Shop'],
    edit: (begun, key, name) =>
      change(begun, key, `projects/${begun.idOf('projects', name)}`, () => ({ Description: 'Changed by hand' })),
  },
  {
    kind: 'deployment processes',
    names: ['OctoFX', 'Shop'],
    ids: ['deploymentProcesses/OctoFX', 'deploymentProcesses/Shop'],
    edit: (begun, key, name) =>
      change(begun, key, `deploymentprocesses/deploymentprocess-${begun.idOf('projects', name)}`, oneStepMore),
  },
  {
    kind: 'deployment settings',
    names: ['OctoFX', 'Shop'],
    ids: ['deploymentSettings/OctoFX', 'deploymentSettings/Shop'],
    edit: (begun, key, name) =>
      change(begun, key, `projects/${begun.idOf('projects', name)}/deploymentsettings`, () => ({
        ReleaseNotesTemplate: 'Changed by hand',
      })),
  },
  {
    kind: 'channels of the same name',
    names: ['OctoFX', 'Shop'],
    ids: ['channels/OctoFX/Beta', 'channels/Shop/Beta'],
    edit: async (begun, key, name) => {
      const projectId = begun.idOf('projects', name);
      const channels = begun.prod.dump()['channels'] ?? [];
      const found = channels.find((one) => one['Name'] === 'Beta' && one['ProjectId'] === projectId);
      await change(begun, key, `channels/${text(found?.['Id'])}`, () => ({ Description: 'Changed by hand' }));
    },
  },
  {
    kind: 'tenants',
    names: ['Acme', 'Fabrikam'],
    ids: ['tenants/Acme', 'tenants/Fabrikam'],
    edit: (begun, key, name) =>
      change(begun, key, `tenants/${begun.idOf('tenants', name)}`, () => ({ Description: 'Changed by hand' })),
  },
  {
    kind: 'variables of tenants',
    names: ['Acme', 'Fabrikam'],
    ids: ['tenantVariables/Acme', 'tenantVariables/Fabrikam'],
    edit: async (begun, key, name) => {
      const shop = begun.idOf('projects', 'Shop');
      const { Templates: templates } = await begun.send('GET', `projects/${shop}`);
      const [template = {}] = templates as Document[];
      const environments = [begun.idOf('environments', 'Staging')];
      const value = {
        ProjectId: shop,
        TemplateId: template['Id'],
        Value: 'west',
        Scope: { EnvironmentIds: environments },
      };
      await change(begun, key, `tenants/${begun.idOf('tenants', name)}/projectvariables`, () => ({
        Variables: [value],
      }));
    },
  },
];

interface Told {
  readonly user: string;
  readonly category: string;
  readonly when: string;
}

const toldOf = async ({ succeed, server }: Begun): Promise<ReadonlyMap<string, readonly Told[]>> => {
  const answer = await succeed('compare', 'before', 'after', ...server, '--who', '--format', 'json');
  const review = JSON.parse(answer) as {
    readonly things: readonly {
      readonly things: readonly { readonly changes: readonly { readonly id: string; readonly who?: Told[] }[] }[];
    }[];
  };
  const changes = review.things.flatMap(({ things }) => things.flatMap(({ changes: own }) => own));
  return new Map(changes.map(({ id, who = [] }) => [id, who]));
};

describe('compare --who names each of two people who changed (rules who-changed)', () => {
  it.each(rows)('$kind', async ({ ids, names, edit }) => {
    const begun = await begin();
    await edit(begun, 'API-GRACE', names[0]);
    await edit(begun, 'API-ADA', names[1]);
    await begun.succeed('snapshot', ...begun.server, '--out', 'after', '--quiet');
    const told = await toldOf(begun);
    // The first values of a tenant are created.
    const by = (user: string) => [
      {
        user,
        category: expect.stringMatching(/^(Modified|Created)$/) as unknown,
        when: expect.stringMatching(/^\d{4}-.*Z$/) as unknown,
      },
    ];
    expect([...told.keys()].sort()).toEqual([...ids].sort());
    expect([told.get(ids[0]), told.get(ids[1])]).toMatchObject([by('grace'), by('ada')]);
  });
});
