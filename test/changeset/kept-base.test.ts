import { describe, expect, it } from 'vitest';
import { afterSteps, takingBack, withWholeBases } from '../../src/changeset/kept-base.js';
import type { Operation, Steps } from '../../src/changeset/operation.js';
import type { OpenElement } from '../../src/changeset/receipt.js';
import { UsageError } from '../../src/model/errors.js';
import type { JsonObject } from '../../src/model/json.js';
import type { Pointer } from '../../src/model/pointer.js';
import { space } from '../builders/space.js';

const at = (place: string): Pointer => place as Pointer;

describe('Steps that take a patch back (rules base-said)', () => {
  it.each<[string, JsonObject, readonly Operation[]]>([
    ['a field that came', { A: 1 }, [{ op: 'add', path: at('/B'), value: 2 }]],
    [
      'a field that went',
      { A: 1, B: 2 },
      [
        { op: 'test', path: at('/B'), value: 2 },
        { op: 'remove', path: at('/B') },
      ],
    ],
    [
      'a value that took the place of another',
      { A: { B: 'old' } },
      [
        { op: 'test', path: at('/A/B'), value: 'old' },
        { op: 'replace', path: at('/A/B'), value: 'new' },
      ],
    ],
    [
      'an item that went elsewhere, and was changed there',
      { A: [{ Name: 'x' }, { Name: 'y', V: 1 }] },
      [
        { op: 'test', path: at('/A/1/Name'), value: 'y' },
        { op: 'move', from: at('/A/1'), path: at('/A/0') },
        { op: 'test', path: at('/A/0/V'), value: 1 },
        { op: 'replace', path: at('/A/0/V'), value: 2 },
      ],
    ],
    [
      'items of which several went, and one came',
      { A: ['x', 'y', 'z'] },
      [
        { op: 'test', path: at('/A/2'), value: 'z' },
        { op: 'remove', path: at('/A/2') },
        { op: 'test', path: at('/A/0'), value: 'x' },
        { op: 'remove', path: at('/A/0') },
        { op: 'add', path: at('/A/1'), value: 'w' },
      ],
    ],
  ])('%s', (_what, before, patch) => {
    const after = afterSteps(
      before,
      patch.filter((step) => step.op !== 'test'),
    );
    expect(after).toBeDefined();
    expect(after).not.toEqual(before);
    expect(after && afterSteps(after, takingBack(patch))).toEqual(before);
  });

  it('change neither the document nor themselves', () => {
    const document = { A: { B: 1 } };
    const steps: Steps = [
      { op: 'replace', path: at('/A'), value: { C: 1 } },
      { op: 'add', path: at('/A/D'), value: 2 },
    ];
    expect(afterSteps(document, steps)).toEqual({ A: { C: 1, D: 2 } });
    expect(afterSteps(document, steps)).toEqual({ A: { C: 1, D: 2 } });
    expect(document).toEqual({ A: { B: 1 } });
  });
});

describe('What is open beside a base (rules base-said)', () => {
  const snapshot = space('dev').environment('QA', { Description: 'new' }).build();
  const open = (more: Partial<OpenElement>): OpenElement => ({
    ...{ id: 'environments/Test', type: 'environments', names: ['Test'], first: '2026-01-01T00:00:00Z' },
    ...more,
  });
  const steps: Steps = [{ op: 'replace', path: at('/Description'), value: 'old' }];

  it('says its base as steps from what the snapshot says, under the name that the source has for it', () =>
    expect(withWholeBases([open({ base: steps, of: ['QA'] })], snapshot)).toEqual([
      open({ base: { ...snapshot.items.get('environments')?.get('qa' as never)?.document, Description: 'old' } }),
    ]));

  it.each<[string, OpenElement]>([
    ['nothing', open({ base: null })],
    ['a whole document', open({ base: { Name: 'Test' } })],
    ['no word of it', open({})],
  ])('is left as it is with %s', (_what, element) => expect(withWholeBases([element], snapshot)).toEqual([element]));

  it.each<[string, OpenElement]>([
    ['an item that the snapshot has not got', open({ base: steps })],
    ['a type that nobody knows', open({ base: steps, of: ['QA'], type: 'planets' })],
    ['a place that is not there', open({ base: [{ op: 'remove', path: at('/Nowhere/0') }], of: ['QA'] })],
    ['a place that no document has', open({ base: [{ op: 'add', path: at('/__proto__/x'), value: 1 }], of: ['QA'] })],
  ])('is refused with steps from %s, with its place and the remedy', (_what, element) => {
    const attempt = (): unknown => withWholeBases([element], snapshot, 'bases/main/open.json');
    expect(attempt).toThrow(UsageError);
    expect(attempt).toThrow(
      expect.objectContaining({
        where: 'bases/main/open.json',
        remedy: 'Restore the base from Git, all of it.',
      }) as Error,
    );
  });
});
