import { describe, expect, it } from 'vitest';
import type { Changeset } from '../../src/changeset/changeset.js';
import { textOf, type JsonObject } from '../../src/model/json.js';
import { declaredWrites } from '../builders/declared-writes.js';
import { loadSnapshot } from '../../src/sandbox/load/from-snapshot.js';
import { readSnapshot } from '../../src/snapshot/read.js';
import { argumentsOf, everything } from '../builders/everything.js';
import { examples } from '../e2e/cli.js';
import { bare, situation, withDocuments, type World } from './situation.js';

/* What the server makes by itself, to the end of a sync: no entry, no "done already", a write for each change (rules no-no-ops). */

const all = [
  'environments',
  'tenant-tag-sets',
  'project-groups',
  'lifecycles',
  'library-variable-sets',
  'tenants',
].flatMap((type) => [`--${type}`, 'all']);
const projects = ['--projects', 'all'];

const inDefault = { SpaceId: 'Spaces-1' };

/** A project with its channels, the first of them the default one, and a value for each of them. */
const withChannels = (...channels: readonly JsonObject[]): World =>
  withDocuments(bare(), {
    projects: [
      {
        ...inDefault,
        Id: 'Projects-1',
        Name: 'Web',
        ProjectGroupId: 'ProjectGroups-1',
        LifecycleId: 'Lifecycles-1',
        VariableSetId: 'variableset-Projects-1',
      },
    ],
    lifecycles: [{ ...inDefault, Id: 'Lifecycles-7', Name: 'Fast', Phases: [] }],
    channels: channels.map((channel, index) => ({
      ...inDefault,
      Id: `Channels-${index + 1}`,
      ProjectId: 'Projects-1',
      IsDefault: index === 0,
      ...channel,
    })),
    variables: [
      {
        ...inDefault,
        Id: 'variableset-Projects-1',
        OwnerId: 'Projects-1',
        Variables: channels.map((_channel, index) => ({
          Id: `value-${index + 1}`,
          Name: `Of ${index + 1}`,
          Value: 'x',
          Type: 'String',
          IsSensitive: false,
          Scope: { Channel: [`Channels-${index + 1}`] },
        })),
      },
    ],
  });

/** The project here is one without settings, as no server has it: the new one gets such as it has. */
const isOfSettings = (id: string): boolean => id.startsWith('deploymentSettings/');

const writes = ({ changes }: Changeset): number => changes.reduce((sum, change) => sum + declaredWrites(change), 0);

/** Syncs a world into one that has nothing of it; what it wrote is what the changeset says. */
const synced = async (source: World, ...options: readonly string[]) => {
  const s = await situation({ source, destination: bare() });
  const changeset = await s.syncs(...options);
  const sent = s.destination.requests.filter(({ method }) => method !== 'GET');
  expect(sent.length).toBe(writes(changeset));
  return { s, changeset, ids: changeset.changes.map(({ id }) => id) };
};

describe('The channel of a new project', () => {
  it('that is as every server makes it is no change, and what is for it finds it', async () => {
    const { ids, s } = await synced(withChannels({ Name: 'Default' }, { Name: 'QA' }), ...projects);
    expect(ids.filter((id) => !isOfSettings(id))).toEqual(['projects/Web', 'channels/Web/QA', 'projectVariables/Web']);
    expect(s.there('channels', 'Default')).toMatchObject({ IsDefault: true });
  });

  it.each([
    ['has another lifecycle', [{ Name: 'Default', LifecycleId: 'Lifecycles-7' }], ['channels/Web/Default']],
    ['is called otherwise', [{ Name: 'Stable' }], ['channels/Web/Stable']],
    [
      'is called otherwise, and another one as it',
      [{ Name: 'Stable' }, { Name: 'Default' }],
      ['channels/Web/Stable', 'channels/Web/Default'],
    ],
  ])('that %s is a change, and a write', async (_how, channels, expected) => {
    const { ids } = await synced(withChannels(...channels), ...projects, '--lifecycles', 'all');
    expect(ids.filter((id) => id.startsWith('channels/'))).toEqual(expected);
  });

  it('that is left out is there all the same', async () => {
    const { ids } = await synced(withChannels({ Name: 'Default' }, { Name: 'QA' }), ...projects, '--channels', 'QA');
    expect(ids.filter((id) => !isOfSettings(id))).toEqual(['projects/Web', 'channels/Web/QA', 'projectVariables/Web']);
  });

  it('is found where the answer to the project was lost', async () => {
    const s = await situation({ source: withChannels({ Name: 'Default' }), destination: bare() });
    await s.diff(...projects);
    s.destination.faults.add({ does: 'commit-then-reset', method: 'POST', path: /projects$/, times: 1 });
    expect(await s.apply()).toMatchObject({ code: 0 });
    const again = await s.diff(...projects);
    expect(again.changeset.changes).toEqual([]);
    expect(s.there('variables', `variableset-${textOf(s.there('projects', 'Web')['Id'])}`)).toMatchObject({
      Variables: [{ Scope: { Channel: [s.there('channels', 'Default')['Id']] } }],
    });
  });

  it('is no drift where a run stopped after the project', async () => {
    const source = withChannels({ Name: 'Default', Rules: [] }, { Name: 'QA' });
    const s = await situation({ source, destination: bare() });
    await s.diff(...projects);
    s.destination.faults.add({ does: 500, method: 'POST', path: /channels$/, times: 1 });
    expect((await s.apply()).code).not.toBe(0);
    s.destination.faults.clear();
    expect(await s.apply()).toMatchObject({ code: 0, stdout: expect.stringContaining('1 done already') as string });
    expect((await s.diff(...projects)).changeset.changes).toEqual([]);
  });
});

describe('Whole spaces, applied for the first time', () => {
  it('of the bench: projects with channels, runbooks and tenants', async () => {
    const { href } = new URL('../../bench/generate/space.js', import.meta.url);
    const { generateSpace } = (await import(href)) as {
      readonly generateSpace: (sizes: Readonly<Record<string, number>>) => World['collections'];
    };
    const sizes = { projects: 3, steps: 2, variables: 4, tenants: 2, librarySets: 1 };
    const source = { spaces: bare().spaces, collections: generateSpace(sizes) };
    const { ids } = await synced(source, ...all, ...projects);
    expect(ids.filter((id) => id.endsWith('/Default') || id.includes('#environments'))).toEqual([]);
  });

  it('of the example staging-prod', async () => {
    const { documents } = loadSnapshot(await readSnapshot(`${examples}/staging-prod`), 0);
    const { ids } = await synced({ spaces: bare().spaces, collections: documents }, ...argumentsOf(everything));
    expect(ids).toContain('projects/OctoFX');
    expect(ids).not.toContain('channels/OctoFX/Default');
  });
});
