import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  bornLater,
  bornSaying,
  documentSays,
  LOGO,
  parentNames,
  syncedTypes,
  typeNamed,
  type ResourceType,
} from '../../src/catalogue/index.js';
import { sha256 } from '../../src/model/canonical.js';
import type { Item, SpaceSnapshot } from '../../src/model/item.js';
import { textOf, type JsonObject } from '../../src/model/json.js';
import { keyOf, type TypeName } from '../../src/model/names.js';
import { octopus, type OctopusClient } from '../../src/octopus/index.js';
import { emptySpace, sharedOf, startSandbox, type Sandbox } from '../../src/sandbox/server/index.js';
import { atLeastOne } from '../builders/at-least-one.js';
import { taken } from '../property/two-spaces.js';

/*
 * What is born with what (rules project-born, no-no-ops), held against the sandbox's contract: each parent is created over HTTP
 * with no more than its name, and what is read of it and its children is what the declarations say.
 */

/** What to send for a new one of each, and in which order. */
const creates: readonly (readonly [TypeName, path: string, names: readonly string[], body: JsonObject])[] = [
  ['projects', 'projects', ['New'], { ProjectGroupId: 'ProjectGroups-1', LifecycleId: 'Lifecycles-1' }],
  ['runbooks', 'runbooks', ['New', 'Run'], { MultiTenancyMode: 'Untenanted', RunRetentionPolicy: null }],
  ['tenants', 'tenants', ['New'], {}],
  ['libraryVariableSets', 'libraryvariablesets', ['New'], { ContentType: 'Variables' }],
  ['scriptModules', 'libraryvariablesets', ['New module'], { ContentType: 'ScriptModule' }],
  ['teams', 'teams', ['New'], { MemberUserIds: [], ExternalSecurityGroups: [] }],
  ['stepTemplates', 'actiontemplates', ['New'], { ActionType: 'Octopus.Script' }],
];

const born = syncedTypes.filter(({ merging: { bornWithParent } }) => bornWithParent !== undefined);
const withLater = syncedTypes.filter(({ merging: { later } }) => later?.some(({ bornAs }) => bornAs !== undefined));
const named = (types: readonly ResourceType[]) => types.map((type) => [type.name, type] as const);

describe.each(['2018.11.2', '2020.5.1', '2022.1.0', '2026.3.1'])('A server of %s', (version) => {
  let sandbox: Sandbox;
  let client: OctopusClient;
  let snapshot: SpaceSnapshot;
  const ids = new Map<TypeName, string>();

  beforeAll(async () => {
    const spaces = [{ id: 'Spaces-1', name: 'Default', documents: emptySpace(version) }];
    const shared = sharedOf(version);
    sandbox = await startSandbox([
      { name: 'new', version, installationId: 'new', apiKey: 'API-SANDBOX', spaces, shared },
    ]);
    const [instance] = sandbox.instances;
    if (!instance) throw new Error('One instance was started.');
    client = octopus({ url: instance.url, apiKey: instance.apiKey, retries: 0 });
    for (const [type, path, names, body] of creates) {
      const ofProject = names.length > 1 && { ProjectId: ids.get('projects') ?? '' };
      const made = await client.post(`Spaces-1/${path}`, { Name: names.at(-1) ?? '', ...body, ...ofProject });
      ids.set(type, textOf(made['Id']));
    }
    const identity = { url: client.url, installation: 'new', space: 'Default', version };
    const space = { id: 'Spaces-1', name: 'Default' };
    snapshot = { ...(await taken({ instance, space, client })), identity };
  });
  afterAll(() => sandbox.close());

  const isNew = ({ names: [first = ''] }: Item): boolean => first.startsWith('New');
  const newOnes = (type: TypeName): readonly Item[] => [...(snapshot.items.get(type)?.values() ?? [])].filter(isNew);

  it.each(atLeastOne(named(born)))('makes %s as declared, no more and no less', (name, type) => {
    const made = newOnes(name);
    const declared = bornSaying(type, version) ?? {};
    // Of a type that the server has not got yet nothing is declared.
    const isKnown = Object.keys(declared).length > 0;
    // The slug is the server's own, and never sent.
    const said = made.map(({ document }) =>
      Object.fromEntries(Object.entries(document).filter(([field]) => field !== 'Slug')),
    );
    expect(said).toEqual(isKnown ? [declared] : []);
    if (!isKnown) return;
    const parents = creates.filter(([parent]) => parent === type.parent?.type).map(([, , names]) => keyOf(names));
    expect(parents).toContain(keyOf(parentNames(type, made[0]?.names ?? [])));
  });

  it('makes nothing else with a new parent', () => {
    const parents = creates.map(([type]) => type);
    const children = syncedTypes.filter(({ parent }) => parent && parents.includes(parent.type));
    const others = children.filter((type) => !born.includes(type) && !parents.includes(type.name));
    expect(others.flatMap(({ name }) => newOnes(name)).map(({ document }) => document)).toEqual([]);
  });

  it.each(atLeastOne(named(withLater)))('says of new %s what is declared of later parts', (name, type) => {
    const declared = bornLater(type.merging, version);
    const items = newOnes(name);
    expect(items).toHaveLength(1);
    const { document = {} } = items[0] ?? {};
    const said = Object.entries(declared).filter(([field]) => field in document);
    expect(documentSays(type.fields, document, Object.fromEntries(said))).toBe(true);
    const superseded = syncedTypes.flatMap(({ reading }) => reading.superseded?.fields ?? []);
    const unsaid = Object.keys(declared).filter((field) => !(field in document) && field !== LOGO);
    // What another document of the same server holds is not said twice; older ones have fewer fields.
    if (version >= '2022') expect(unsaid.filter((field) => !superseded.includes(field))).toEqual([]);
  });

  it.each(atLeastOne(named(withLater.filter(({ fields }) => LOGO in fields))))(
    'shows the declared picture of new %s',
    async (name, type) => {
      const bytes = await client.bytes(`Spaces-1/${type.reading.path}/${ids.get(name) ?? ''}/logo`);
      expect(bornLater(typeNamed(name).merging, version)[LOGO]).toEqual({ $file: sha256(bytes) });
    },
  );
});
