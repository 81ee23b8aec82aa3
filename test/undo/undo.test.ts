import { describe, expect, it } from 'vitest';
import type { Image } from '../../src/changeset/before-images.js';
import { afterLine, beforeLine, beginLine, imagesIn } from '../../src/changeset/before-images.js';
import type { Changeset } from '../../src/changeset/changeset.js';
import { receiptOf } from '../../src/changeset/make-receipt.js';
import { parseChangeset } from '../../src/changeset/read.js';
import type { Receipt } from '../../src/changeset/receipt.js';
import { diff } from '../../src/diff/index.js';
import { canonicalFile, sha256 } from '../../src/model/canonical.js';
import type { JsonObject } from '../../src/model/json.js';
import { undo } from '../../src/undo/index.js';
import { documentAfter, documentIn } from '../builders/outcome.js';
import { settings, space } from '../builders/space.js';

const told = {
  tool: '0.0.0',
  when: '2026-01-01T00:00:00Z',
  options: { allow: [], skipBlocked: false, allowDrift: false },
  resolutions: [],
};

/** What a run of all changes would have left. */
const receiptFor = (changeset: Changeset, became: Partial<Record<string, 'failed'>> = {}): Receipt => {
  const written = changeset.changes.map(({ id }) => id).filter((id) => became[id] === undefined);
  const failed = changeset.changes.filter(({ id }) => became[id]).map(({ id }) => ({ id, why: 'no' }));
  const run = {
    outcome: failed.length > 0 ? 'failed' : 'complete',
    written,
    alreadyApplied: [],
    failed,
    drifted: [],
  } as const;
  return { ...receiptOf(changeset, run, told), base: { moved: false, says: '' } };
};

const undone = async (changeset: Changeset, images: ReadonlyMap<string, Image>, receipt = receiptFor(changeset)) => {
  const back = undo({
    ...{ changeset, receipt, receiptDigest: sha256('x'), receiptFile: 'r.json', images, includeCreations: false },
    tool: '0.0.0',
  });
  return parseChangeset(canonicalFile(back), 'undo.json');
};

const from = space('a').environments('Test').build();
const to = space('b').environments('Test').build();
const test = (says: JsonObject, document: JsonObject = {}): Image => ({
  ...{ id: 'environments/Test', type: 'environments', names: ['Test'], isHidden: false },
  before: { ...documentIn(to, 'environments', 'Test'), ...says },
  after: { ...documentIn(to, 'environments', 'Test'), ...document },
});
const changed = diff(
  {
    ...from,
    items: new Map(
      [...from.items].map(([type, ofType]) => [
        type,
        new Map(
          [...ofType].map(([key, item]) => [key, { ...item, document: { ...item.document, Description: 'new' } }]),
        ),
      ]),
    ),
  },
  to,
  settings({ 'existing.environments': 'update' }, { environments: 'all' }),
);

describe('What takes a run back', () => {
  it('is a change with tests, from what the server stored to what was there (rules undo-updates)', async () => {
    expect(changed.changes.map(({ id }) => id)).toEqual(['environments/Test']);
    const images = new Map([['environments/Test', test({ Description: 'old' }, { Description: 'new' })]]);
    const back = await undone(changed, images);
    expect(back.undoes).toMatchObject({ changeset: changed.digest, file: 'r.json' });
    expect(back.changes).toMatchObject([
      {
        action: 'update',
        patch: [
          { op: 'test', path: '/Description', value: 'new' },
          { op: 'replace', path: '/Description', value: 'old' },
        ],
      },
    ]);
  });

  it('works without what the server stored, where a kill has lost it', async () => {
    const image = { ...test({}) };
    Reflect.deleteProperty(image, 'after');
    const back = await undone(changed, new Map([['environments/Test', image]]));
    expect(back.changes).toHaveLength(1);
  });

  it.each<[string, ReadonlyMap<string, Image>, RegExp]>([
    ['what nobody has kept', new Map(), /Nobody has kept/],
    ['what holds a secret', new Map([['environments/Test', { ...test({}), isHidden: true }]]), /holds a secret/],
  ])('leaves %s, and says so (rules undo-left, undo-secrets)', async (_what, images, says) => {
    const back = await undone(changed, images);
    expect(back.changes).toEqual([]);
    expect(back.left[0]?.reasons[0]?.says).toMatch(says);
  });

  it('leaves what failed part-way', async () => {
    const back = await undone(
      changed,
      new Map([['environments/Test', test({})]]),
      receiptFor(changed, { 'environments/Test': 'failed' }),
    );
    expect(back.left[0]?.reasons[0]?.says).toContain('failed');
  });

  it('puts something in the place of a secret that went with its step (rules undo-secrets)', async () => {
    const secret = {
      Name: 'Key',
      Value: { $secret: true },
      Type: 'Sensitive',
      IsSensitive: true,
      Scope: {},
      Description: '',
      Prompt: null,
    };
    const plain = { ...secret, Name: 'Plain', Value: 'x', Type: 'String', IsSensitive: false };
    const made = diff(
      space('a').project('OctoFX').variable('A', 'new').build(),
      space('b').project('OctoFX').variable('B', 'x').build(),
      settings(),
    );
    const [change] = made.changes;
    if (!change) throw new Error('Nothing changes.');
    const image = (document: JsonObject) => ({
      id: change.id,
      type: change.type,
      names: [...change.names],
      isHidden: false,
      before: { Variables: [secret, plain] },
      after: document,
    });
    const back = await undone({ ...made, changes: [change] }, new Map([[change.id, image({ Variables: [plain] })]]));
    expect(JSON.stringify(back.changes)).toContain('"$placeholder"');
    expect(back.changes[0]?.cleanUp).toMatchObject([{ kind: 'replace-secret' }]);
    expect(documentAfter).toBeDefined();
  });
});

describe('What is kept of a run (rules undo-before)', () => {
  const of = { changeset: 'sha256:1', installation: 'i', space: 's' };
  const before = (value: string) => JSON.stringify(beforeLine({ id: 'a', type: 't', names: ['A'], before: { value } }));
  const after = (value: string) => JSON.stringify(afterLine({ id: 'a', after: { value }, created: ['T-1'] }));
  const begin = JSON.stringify(beginLine(of));
  const kept = (...lines: readonly string[]) => imagesIn(lines.join('\n'), of).get('a');

  it.each<[string, readonly string[], object | undefined]>([
    [
      'the first image of a change that was begun and not finished',
      [begin, before('1'), begin, before('2')],
      { before: { value: '1' } },
    ],
    [
      'what is kept again of one of which nothing was done',
      [begin, before('1'), begin, before('2').replace('{', '{"again":true,')],
      { before: { value: '2' } },
    ],
    [
      'the last of one that was made twice',
      [begin, before('1'), after('2'), begin, before('3'), after('4')],
      { before: { value: '3' }, after: { value: '4' } },
    ],
    ['with the IDs that were given', [begin, before('1'), after('2')], { created: ['T-1'] }],
    [
      'nothing of another changeset',
      [JSON.stringify(beginLine({ ...of, changeset: 'sha256:2' })), before('1')],
      undefined,
    ],
    ['nothing of a line that was cut short', [begin, before('1').slice(0, -3)], undefined],
  ])('is %s', (_what, lines, says) => {
    if (says === undefined) expect(kept(...lines)).toBeUndefined();
    else expect(kept(...lines)).toMatchObject(says);
  });

  it('brings nothing back that refers to what an undo has deleted (rules undo-left)', async () => {
    const here = space('b').project('OctoFX').variable('A', 'x').build();
    const first = diff(
      space('a')
        .environments('Test')
        .project('OctoFX')
        .variable('A', 'x')
        .variable('B', 'y', { Environment: ['Test'] })
        .build(),
      here,
      settings({}, { environments: 'all', projects: 'all' }),
    );
    const before = documentIn(here, 'projectVariables', 'OctoFX');
    const after = documentAfter(first, here, 'projectVariables', ['OctoFX']);
    const created = first.changes.find(({ id }) => id === 'environments/Test');
    if (created?.action !== 'create') throw new Error('No environment is created.');
    const variables = { id: 'projectVariables/OctoFX', type: 'projectVariables', names: ['OctoFX'], isHidden: false };
    const environment = { id: 'environments/Test', type: 'environments', names: ['Test'], isHidden: false };
    const receipt = receiptFor(first);
    const back = undo({
      changeset: first,
      receipt: {
        ...receipt,
        changes: receipt.changes.map((one) =>
          one.action === 'create' ? { ...one, created: ['Environments-1'] } : one,
        ),
      },
      ...{ receiptDigest: sha256('x'), receiptFile: 'r.json', includeCreations: true, tool: '0.0.0' },
      images: new Map<string, Image>([
        ['environments/Test', { ...environment, before: null, after: created.document, created: ['Environments-1'] }],
        ['projectVariables/OctoFX', { ...variables, before, after }],
      ]),
    });
    expect(back.changes.map(({ action, id }) => `${action} ${id}`)).toEqual([
      'update projectVariables/OctoFX',
      'delete environments/Test',
    ]);
    const again = await undone(
      back,
      new Map<string, Image>([
        ['projectVariables/OctoFX', { ...variables, before: after, after: before }],
        ['environments/Test', { ...environment, before: created.document }],
      ]),
    );
    expect(again.changes).toEqual([]);
    expect(again.left.map(({ id }) => id)).toEqual(['environments/Test', 'projectVariables/OctoFX']);
    expect(again.left[1]?.reasons[0]?.says).toContain('something that was deleted');
  });
});

it('No undo takes a commit back: it is left, with its branch (rules git-undo)', () => {
  const commits = { project: 'Web', ref: 'refs/heads/main', write: 'branch' as const };
  const of = { ...changed, git: [{ ...commits, changes: changed.changes.map(({ id }) => id) }] };
  const images = new Map([[changed.changes[0]?.id ?? '', test({})]]);
  const { changes, left } = undo({
    ...{ changeset: of, receipt: receiptFor(of), receiptDigest: sha256('x'), receiptFile: 'r.json', images },
    ...{ includeCreations: true, tool: '0.0.0' },
  });
  expect(changes).toEqual([]);
  expect(left.flatMap(({ reasons }) => reasons.map(({ says }) => says))).toEqual([
    expect.stringMatching(
      /^It is a commit on branch octosync\/[0-9a-f]{12} of the project's repository: delete the branch/,
    ),
  ]);
});
