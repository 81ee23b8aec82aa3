import { describe, expect, it } from 'vitest';
import { emptyPlan, type Named, type PlannedWrite, type Verdict } from '../../src/diff/plan/planned.js';
import { record, type Records } from '../../src/diff/plan/record.js';
import { keyOf } from '../../src/model/names.js';
import { ROOT } from '../../src/model/pointer.js';
import { changeId } from '../builders/brands.js';
import { space } from '../builders/space.js';
import { projectionOf } from './subjects.js';

/* What is taken down of a verdict, and what later decisions see of it. */

const entry: Named = { id: changeId('channels/OctoFX/QA'), type: 'channels', names: ['OctoFX', 'QA'] };
const reasons = [{ rule: 'a rule', says: 'A sentence.' }];
const document = { Name: 'QA' };
const item = { type: entry.type, names: entry.names, key: keyOf(entry.names), document };
const write: PlannedWrite = {
  ...entry,
  order: 1,
  dependsOn: [],
  reasons,
  warnings: [],
  cleanUp: [],
  action: 'create',
  document,
};

const recorded = (verdict: Verdict, parts: Parameters<typeof record>[0]['parts'] = []) => {
  const records: Records = {
    plan: emptyPlan(),
    projection: projectionOf(space('prod').build()),
    fates: new Map(),
    born: new Map(),
  };
  record({ entry, since: 'source', verdict, parts }, records);
  const lists = Object.entries(records.plan).filter(([, list]) => (list as readonly unknown[]).length > 0);
  return { ...records, lists: Object.fromEntries(lists) as Readonly<Record<string, unknown>> };
};

describe('A verdict', () => {
  it('written: later decisions see the item, and by which change', () => {
    const { lists, projection, born } = recorded({ kind: 'written', write, becomes: { item, createdBy: entry.id } });
    expect(lists).toEqual({ writes: [write] });
    expect(projection.find('channels', entry.names)).toMatchObject({ document, createdBy: entry.id });
    expect(born.size).toBe(0);
  });

  it('written in place of what the server makes: its siblings find it', () => {
    const becomes = { item, createdBy: entry.id, isBorn: true };
    expect([...recorded({ kind: 'written', write, becomes }).born]).toEqual([['channels octofx', entry.id]]);
  });

  it('unchanged: it is counted; what the server makes with its parent is seen', () => {
    expect(recorded({ kind: 'unchanged' }).lists).toEqual({ unchanged: [entry] });
    const { projection } = recorded({ kind: 'unchanged', becomes: { item, createdBy: changeId('projects/OctoFX') } });
    expect(projection.find('channels', entry.names)).toMatchObject({ createdBy: 'projects/OctoFX' });
  });

  it('left: with how much differs', () => {
    expect(recorded({ kind: 'left', differing: 2, reasons }).lists).toEqual({
      left: [{ ...entry, since: 'source', differing: 2, reasons }],
    });
  });

  it('silent: nothing', () => {
    expect(recorded({ kind: 'silent' }).lists).toEqual({});
  });

  it.each([
    ['skipped', 'skipped', {}],
    ['unsupported', 'unsupported', {}],
    ['error', 'errors', {}],
    ['blocked', 'blocked', { missing: [] }],
  ] as const)('%s: among the %s, and known to what belongs to it', (kind, list, more) => {
    const { lists, fates } = recorded({ kind, reasons });
    expect(lists).toEqual({ [list]: [{ ...entry, since: 'source', reasons, ...more }] });
    expect([...fates]).toEqual([[entry.id, kind]]);
  });

  it('blocked: with what is missing', () => {
    const missing = [{ type: 'lifecycles', name: 'Fast', at: ROOT }];
    expect(recorded({ kind: 'blocked', reasons, missing }).lists).toEqual({
      blocked: [{ ...entry, since: 'source', reasons, missing }],
    });
  });
});

it('Parts speak for themselves, beside the whole', () => {
  const part = 'variable "Db"';
  const { lists } = recorded({ kind: 'silent' }, [
    { verdict: 'left', part, differing: 1, reasons },
    { verdict: 'skipped', part, reasons },
    { verdict: 'error', part, reasons },
  ]);
  expect(lists).toEqual({
    left: [{ ...entry, since: 'source', part, differing: 1, reasons }],
    skipped: [{ ...entry, since: 'source', part, reasons }],
    errors: [{ ...entry, since: 'source', part, reasons }],
  });
});
