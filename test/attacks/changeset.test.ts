import jsonpatch, { type Operation } from 'fast-json-patch';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Changeset } from '../../src/changeset/changeset.js';
import { changesetDigest } from '../../src/changeset/digest.js';
import { parseChangeset } from '../../src/changeset/read.js';
import { settingsFrom } from '../../src/commands/flags/diff-flags.js';
import { diff } from '../../src/diff/index.js';
import { OctosyncError } from '../../src/model/errors.js';
import type { JsonValue } from '../../src/model/json.js';
import { pointerOf } from '../../src/model/pointer.js';
import { readSnapshot } from '../../src/snapshot/read.js';
import { everything } from '../builders/everything.js';
import { settings, space } from '../builders/space.js';
import { examples } from '../e2e/cli.js';

const account = 'accounts/AWS Development';
const entry = { id: account, type: 'accounts', names: ['AWS Development'], reasons: [] };
const noFile = { $file: `sha256:${'0'.repeat(64)}` };
const aReference = { $reference: { type: 'environments', names: ['Test'] } };

let good: Changeset;
beforeAll(async () => {
  const source = await readSnapshot(join(examples, 'dev-test'));
  const destination = await readSnapshot(join(examples, 'staging-prod'));
  const rules = { ...everything, 'existing-projects': 'update', 'existing-steps': 'update' };
  good = JSON.parse(JSON.stringify(diff(source, destination, settingsFrom(undefined, rules)))) as Changeset;
});

/** Places of the good changeset, by what stands there. */
const places = (): Readonly<Record<string, string>> => {
  const at = (index: number): string => `/changes/${index}`;
  const { changes, files = {} } = good;
  return {
    '@account': at(changes.findIndex(({ id }) => id === account)),
    '@update': at(changes.findIndex(({ action, id }) => action === 'update' && !id.includes('#'))),
    '@child': at(
      changes.findIndex(
        ({ action, owner, dependsOn }) => action === 'create' && owner !== undefined && dependsOn.length > 0,
      ),
    ),
    '@values': at(changes.findIndex(({ type }) => type === 'tenantVariables')),
    '@roles': at(changes.findIndex(({ type }) => type === 'teamRoles')),
    '@tags': at(changes.findIndex(({ type }) => type === 'tenantTagSets')),
    '@process': at(changes.findIndex(({ type, action }) => type === 'runbookProcesses' && action === 'create')),
    '@template': at(changes.findIndex(({ id }) => id === 'stepTemplates/OctoFX - Announce')),
    '@project': at(changes.findIndex(({ type, action }) => type === 'projects' && action === 'create')),
    '@changed': at(changes.findIndex(({ id }) => id === 'projects/OctoFX')),
    '@logo': at(changes.findIndex(({ id }) => id.endsWith('#logo'))),
    '@steps': at(changes.findIndex(({ type, action }) => type === 'deploymentProcesses' && action === 'update')),
    '@last': at(changes.length - 1),
    '@picture': `/files/${Object.keys(files)[0] ?? ''}`,
  };
};

const put = (path: string, value: JsonValue): Operation => ({ op: 'add', path, value });
const drop = (path: string): Operation => ({ op: 'remove', path });

/** The changeset as somebody else left it, with a digest that fits, as `approve --edited` makes one. */
const spoiled = (steps: readonly Operation[]): string => {
  const known = places();
  const placed = (path: string): string => path.replace(/^@\w+/, (name) => known[name] ?? name);
  const changeset = structuredClone(good);
  for (const step of steps) {
    const from = 'from' in step ? { from: placed(step.from) } : {};
    jsonpatch.applyOperation(changeset, { ...step, path: placed(step.path), ...from } as Operation, false, true, false);
  }
  return JSON.stringify({ ...changeset, digest: changesetDigest(changeset) });
};

/** All that is said of what is wrong; nothing where it is taken. */
const saidOf = (text: string): Promise<string> =>
  parseChangeset(text, 'changeset.json').then(
    () => '',
    (error: unknown) => {
      if (!(error instanceof OctosyncError)) throw error;
      expect([error.exitCode, error.where]).toEqual([1, 'changeset.json']);
      return [error.what, ...error.details].join('\n');
    },
  );

describe('A changeset that octosync would not have made is refused wherever it is read (rules changeset-checked)', () => {
  it('the one that is spoiled is good', async () => {
    expect(await saidOf(spoiled([]))).toBe('');
  });

  it.each<[what: string, steps: readonly Operation[], says: RegExp]>([
    // What a reviewer reads, and something else that is written.
    [
      'script text inside a placeholder',
      [put('@account/document/SecretKey', { $placeholder: 'rm -rf /' })],
      /not what stands in for a secret/,
    ],
    [
      'a real secret in the place of a placeholder',
      [put('@account/document/SecretKey', { $placeholder: 'hunter2' })],
      /not what stands in/,
    ],
    [
      'an outline with a step that the patch does not make',
      [put('@steps/outline/0/names/1', 'Approve')],
      /does not leave these names here/,
    ],
    ['an outline that lacks a step', [drop('@steps/outline/0/names/0')], /does not leave these names here/],
    ['an outline of no list', [put('@steps/outline/0/at', '/Version')], /no list of named things/],
    ['a number where an environment is named', [put('@account/document/EnvironmentIds/-', 1)], /this is no name/],
    ['true in the place of a list of tenants', [put('@account/document/TenantIds', true)], /this is no name/],
    [
      'a text in the place of a list of environments',
      [put('@account/document/EnvironmentIds', 'Test')],
      /this is no name/,
    ],
    ['an object that names nothing', [put('@account/document/EnvironmentIds/-', { Name: 'x' })], /this is no name/],
    ['a marker among the roles of a team', [put('@roles/document/Roles/-', { $secret: true })], /is no thing/],
    ['a text among the roles of a team', [put('@roles/document/Roles/-', 'all')], /is no thing/],
    ['members beside a placeholder', [put('@account/document/SecretKey/NewValue', 'x')], /stands beside other members/],
    ['members beside a file', [put('@account/document/Extra', { ...noFile, x: 1 })], /stands beside other members/],
    [
      'members beside a reference',
      [put('@account/document/Extra', { ...aReference, x: 1 })],
      /stands beside other members/,
    ],
    [
      'members beside an expression',
      [put('@account/document/Extra', { $expression: '#{x}', x: 1 })],
      /stands beside other members/,
    ],
    ['an object among several IDs in one text', [put('@account/document/Extra', { $list: [{}] })], /not of its shape/],
    ['two IDs in the place of one', [put('@account/document/Extra', { $list: ['a,b'] })], /not of its shape/],
    ['members beside JSON', [put('@account/document/Extra', { $json: {}, x: 1 })], /stands beside other members/],
    [
      'a member within a reference',
      [put('@account/document/Extra', aReference), put('@account/document/Extra/$reference/also', 1)],
      /not of its shape/,
    ],
    [
      'a reference to no type',
      [put('@account/document/Extra', aReference), put('@account/document/Extra/$reference/type', 'passwords')],
      /not of its shape/,
    ],
    [
      'a reference without a name',
      [put('@account/document/Extra', aReference), put('@account/document/Extra/$reference/names', [])],
      /not of its shape/,
    ],
    ['an ID that nobody has', [put('@account/document/Extra', { $unresolved: 'Accounts-1' })], /never written/],
    ['the mark of what a server makes', [put('@account/document/$builtIn', 'feeds-builtin')], /never written/],
    [
      'a picture that is not there',
      [put('@account/document/Extra', noFile)],
      /a picture that a change brings is not here/,
    ],
    ['a picture with other bytes', [put('@picture', 'AAAA')], /not that picture/],
    [
      'a picture that nothing brings',
      [put(`/files/${noFile.$file}`, 'AAAA')],
      /not that picture, or nothing brings it/,
    ],
    // Steps that we do not make.
    ['a copy', [put('@update/patch/-', { op: 'copy', from: '/Name', path: '/Description' })], /damaged/],
    [
      'a move to another place than a list',
      [put('@update/patch/-', { op: 'move', from: '/Name', path: '/Description' })],
      /change places/,
    ],
    [
      'a move from one list to another',
      [put('@update/patch/-', { op: 'move', from: '/A/0', path: '/B/0' })],
      /change places/,
    ],
    [
      'a replace without a test',
      [put('@update/patch', [{ op: 'replace', path: '/Description', value: 'x' }])],
      /not tested/,
    ],
    ['a remove without a test', [put('@update/patch/-', { op: 'remove', path: '/Description' })], /not tested/],
    ['a step for the whole document', [put('@update/patch', [{ op: 'add', path: '', value: {} }])], /whole document/],
    ['a step for the ID', [put('@update/patch/-', { op: 'add', path: '/Id', value: 'Projects-1' })], /own/],
    ['a step for the space', [put('@update/patch/-', { op: 'add', path: '/SpaceId', value: 'Spaces-2' })], /own/],
    ['a step for a prototype', [put('@update/patch/-', { op: 'add', path: '/__proto__/x', value: 1 })], /own/],
    ['a step with more members', [put('@update/patch/0/note', 'x')], /damaged/],
    ['a step with a path that is no pointer', [put('@update/patch/0/path', 'Description')], /damaged/],
    ['no steps', [put('@update/patch', [])], /says nothing/],
    [
      'a placeholder of another kind in a step',
      [put('@update/patch/-', { op: 'add', path: '/Extra', value: { $placeholder: 'x' } })],
      /not what stands in/,
    ],
    // What is read, and never sent.
    ['a space in a document', [put('@account/document/SpaceId', 'Spaces-9')], /own/],
    ['an ID in a document', [put('@account/document/Id', 'Accounts-9')], /own/],
    ['the ID of a parent in a document', [put('@process/document/RunbookId', 'Runbooks-9')], /own/],
    ['a count of the server in a document', [put('@template/document/Version', 7)], /own/],
    [
      'a version of a step template',
      [put('@process/document/Steps/0/Actions/0/Properties/Octopus.Action.Template.Version', '7')],
      /own/,
    ],
    ['the position of a tag', [put('@tags/document/Tags/0/SortOrder', 7)], /own/],
    ['what only an answer says', [put('@project/document/IsVersionControlled', true)], /own/],
    ['a picture in a document', [put('@project/document/$logo', noFile)], /own/],
    ['a step for what only an answer says', [put('@changed/patch/-', { op: 'add', path: '/Icon', value: {} })], /own/],
    ['a step for two pictures', [{ op: 'copy', from: '@logo/patch/0', path: '@logo/patch/-' }], /brought by one step/],
    ['a picture that is a text', [put('@logo/patch/0/value', 'x')], /brought by one step/],
    ['a step within a picture', [put('@logo/patch/0/path', '/$logo/x')], /brought by one step/],
    ['more than the values of a tenant', [put('@values/document/Extra', 'x')], /no request takes this/],
    ['more in a value of a tenant', [put('@values/document/Common/0/Extra', 'x')], /no request takes this/],
    ['values of a tenant that are none', [put('@values/document/Common', 'x')], /no request takes this/],
    ['more than the roles of a team', [put('@roles/document/Extra', 'x')], /no request takes this/],
    ['a role that is a text', [put('@roles/document/Roles/-', 'x')], /no request takes this/],
    ['a role of another team', [put('@roles/document/Roles/0/TeamId', 'Teams-9')], /no request takes this/],
    [
      'a script beside what is installed from the library of the server',
      [put('@template/document/CommunityActionTemplateId', 'Chat - Notify a Room')],
      /only a name is sent/,
    ],
    ['JSON that is a text', [put('@account/document/Extra', { $json: 'x' })], /not of its shape/],
    ['steps that test only', [put('@update/patch', [{ op: 'test', path: '/Name', value: 'x' }])], /says nothing/],
    // Another thing than it says.
    ['an owner that is another', [put('@child/owner', 'projects/Other')], /it belongs to/],
    ['an owner of what stands alone', [put('@account/owner', 'projects/OctoFX')], /it belongs to nothing/],
    [
      'an update of what is never updated',
      [
        drop('@roles/document'),
        put('@roles/action', 'update'),
        put('@roles/patch', [{ op: 'add', path: '/Roles/0', value: {} }]),
      ],
      /never changed/,
    ],
    ['an id that names another item', [put('@account/id', 'accounts/Other')], /names another item/],
    ['names of another item', [put('@account/names', ['Other'])], /names another item/],
    ['a document of another name', [put('@account/document/Name', 'Other')], /of another name/],
    ['a document without a name', [drop('@account/document/Name')], /of another name/],
    ['a part that there is not', [put('@update/id', 'projects/OctoFX#secrets')], /have no part/],
    ['an id twice', [{ op: 'copy', from: '@last', path: '/changes/-' }], /another change has this id/],
    [
      'a type that is never written',
      [put('@account/type', 'users'), put('@account/id', 'users/AWS Development')],
      /never written/,
    ],
    ['a type that there is not', [put('@account/type', 'passwords')], /damaged/],
    ['a name too many', [put('@account/names/-', 'x')], /are identified by 1 name/],
    ['no names', [put('@account/names', [])], /identified by|damaged/],
    ['an empty name', [put('@account/names', [' '])], /are identified by/],
    // Another order.
    ['an order that is not its own', [put('@account/order', 1)], /the order of this is/],
    [
      'changes in another order',
      [{ op: 'move', from: '@last', path: '/changes/0' }],
      /stands after what is written later/,
    ],
    [
      'one that waits for nothing that there is',
      [put('@account/dependsOn/-', 'projects/Nowhere')],
      /waits for what does not come before/,
    ],
    ['one that waits for itself', [put('@account/dependsOn/-', account)], /waits for what does not come before/],
    ['a child that does not wait for its parent', [put('@child/dependsOn', [])], /without which it has no place/],
    // Facts that are not said any more.
    ['an error that is in no figure', [put('/errors/-', entry)], /figures \(errors\)/],
    ['a blocked entry that is in no figure', [put('/blocked/-', { ...entry, missing: [] })], /figures \(blocked\)/],
    ['a change less', [drop('@account')], /figures|waits for/],
    [
      'a gate that was emptied',
      [put('@account/warnings/-', { kind: 'scope-widened', at: '/EnvironmentIds', says: 'Was limited.' })],
      /gate scope-widening refuses/,
    ],
    [
      'a limit that is passed',
      [put('/options/gates.max-changes', { value: '3', origin: 'config' })],
      /gate max-changes refuses/,
    ],
    // Damage.
    ['no clean-up list', [drop('@account/cleanUp')], /damaged/],
    ['no reasons', [drop('@account/reasons')], /damaged/],
    ['a document that is a text', [put('@account/document', 'x')], /damaged/],
    ['a document that is a list', [put('@account/document', [])], /damaged/],
    ['no document', [drop('@account/document')], /damaged/],
    ['an action that there is not', [put('@account/action', 'delete')], /damaged/],
    ['an unknown member', [put('/also', 1)], /damaged/],
    ['an unknown member of a change', [put('@account/also', 1)], /damaged/],
    ['no gates', [drop('/gates')], /damaged/],
    ['gates that are an object', [put('/gates', {})], /damaged/],
    ['a source that is no space', [put('/source', {})], /damaged/],
    ['a digest of a snapshot that is none', [put('/source/digest', 'x')], /damaged/],
    ['no options', [drop('/options')], /damaged/],
    ['a summary of texts', [put('/summary', { accounts: 'many' })], /damaged/],
    ['changes that are an object', [put('/changes', {})], /damaged/],
    ['a warning of no kind', [put('@account/warnings/-', { kind: 'fine', at: '', says: 'x' })], /damaged/],
  ])('%s', async (_what, steps, says) => {
    expect(await saidOf(spoiled(steps))).toMatch(says);
  });
});

describe('A scope that a patch empties is said to be widened, by whoever made it (rules scope-widened-here)', () => {
  const step = (installation: string, environments: readonly string[], script: string) =>
    space(installation).environments('Production').project('Shop').step('Deploy', { environments, script }).build();
  const update = settings({ existingSteps: 'update' });
  const widening = diff(step('dev', [], 'new'), step('prod', ['Production'], 'old'), update);
  const harmless = diff(step('dev', ['Production'], 'new'), step('prod', ['Production'], 'old'), update);
  const list = '/Steps/0/Actions/0/Environments';
  const saying = (changeset: Changeset, more: Partial<Changeset['changes'][number]>): string => {
    const changed = { ...changeset, gates: [], changes: changeset.changes.map((change) => ({ ...change, ...more })) };
    return JSON.stringify({ ...changed, digest: changesetDigest(changed as Changeset) });
  };

  it('the one that diff makes says so', async () => {
    expect(await saidOf(JSON.stringify(widening))).toBe('');
  });

  it('the warning and the gate were taken out', async () => {
    expect(await saidOf(saying(widening, { warnings: [] }))).toMatch(/a scope is emptied, and no warning says so/);
  });

  it('the warning is about another place', async () => {
    const warnings = [{ kind: 'scope-widened', at: pointerOf(['Steps', 1]), says: 'Is limited.' }] as const;
    expect(await saidOf(saying(widening, { warnings }))).toMatch(/a scope is emptied, and no warning says so/);
  });

  it.each<[what: string, steps: readonly Operation[]]>([
    [
      'as a whole',
      [
        { op: 'test', path: list, value: ['Production'] },
        { op: 'replace', path: list, value: [] },
      ],
    ],
    [
      'by its field',
      [
        { op: 'test', path: list, value: ['Production'] },
        { op: 'remove', path: list },
      ],
    ],
    [
      'member by member',
      [
        { op: 'test', path: list, value: ['Production'] },
        { op: 'test', path: `${list}/0`, value: 'Production' },
        { op: 'remove', path: `${list}/0` },
      ],
    ],
    [
      'member by member, without a word of the list',
      [
        { op: 'test', path: `${list}/0`, value: 'Production' },
        { op: 'remove', path: `${list}/0` },
      ],
    ],
  ])('a list was emptied in a patch that was harmless: %s', async (_what, steps) => {
    const [change] = harmless.changes;
    const patch = change?.action === 'update' ? [...change.patch, ...steps] : [];
    expect(await saidOf(saying(harmless, { patch } as object))).toMatch(/a scope is emptied, and no warning says so/);
  });

  it('a permission is never widened, whatever the warnings say', async () => {
    const account = (installation: string, notes: string) =>
      space(installation)
        .environments('Production')
        .account('AWS', { EnvironmentIds: ['Production'], Notes: notes })
        .build();
    const update = diff(
      account('dev', 'new'),
      account('prod', 'old'),
      settings({ 'existing.accounts': 'update' }, { accounts: 'all' }),
    );
    const [change] = update.changes;
    const opened: readonly Operation[] = [
      { op: 'test', path: '/EnvironmentIds', value: ['Production'] },
      { op: 'replace', path: '/EnvironmentIds', value: [] },
    ];
    const patch = change?.action === 'update' ? [...change.patch, ...opened] : [];
    expect(await saidOf(saying(update, { patch } as object))).toMatch(/nothing can allow that a permission is widened/);
  });
});
