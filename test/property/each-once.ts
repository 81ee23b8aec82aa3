import { expect } from 'vitest';
import { typeNamed } from '../../src/catalogue/index.js';
import type { Changeset } from '../../src/changeset/changeset.js';
import type { SyncSettings } from '../../src/settings/settings.js';
import type { Item, SpaceSnapshot } from '../../src/model/item.js';
import { parseFilter } from '../../src/model/filter.js';
import { itemId, type TypeName } from '../../src/model/names.js';
import { atLeastOne } from '../builders/at-least-one.js';

/** Whether an item is selected: by a filter of its own, or along with what it belongs to. */
const isSelected = (type: TypeName, names: readonly string[], given: SyncSettings): boolean => {
  const {
    parent,
    selecting: { how: selected, when: selectedWhen },
  } = typeNamed(type);
  const filter = given.select[type];
  const passes = filter !== undefined && parseFilter(filter.value).includes(names.at(-1) ?? '');
  if (selected === 'byFilter' || !parent) return passes;
  if (selectedWhen !== undefined && given.options[selectedWhen]?.value === 'false') return false;
  return selected === 'withParent'
    ? isSelected(parent.type, names, given)
    : passes && isSelected(parent.type, names.slice(0, -1), given);
};

/**
 * Property 7 (rules always-each-once): every selected item of the source shows up exactly once: changed, unchanged, left, skipped,
 * blocked, unsupported or in error. Parts of an item are reported beside it; unchanged items are only counted.
 */
export const expectEachOnce = (source: SpaceSnapshot, changeset: Changeset, given: SyncSettings): void => {
  const isWhole = ({ id, part }: { readonly id: string; readonly part?: string }): boolean =>
    part === undefined && !id.includes('#');
  const reported = (['left', 'skipped', 'blocked', 'unsupported', 'errors'] as const).flatMap(
    (list) => changeset[list],
  );
  const verdicts = [...changeset.changes, ...reported].filter(isWhole).map(({ id }) => id);
  const leftInPart = new Set(changeset.left.filter((entry) => !isWhole(entry)).map(({ id }) => id));
  for (const [type, ofType] of atLeastOne([...source.items])) {
    const selected = ({ names }: Item): boolean => isSelected(type, names, given);
    const ids = [...ofType.values()].filter(selected).map(({ names }) => itemId(type, names));
    expect(ids.filter((id) => verdicts.filter((other) => other === id).length > 1)).toEqual([]);
    const silent = ids.filter((id) => !verdicts.includes(id));
    const unchanged = changeset.summary[type]?.unchanged ?? 0;
    const inPart = silent.filter((id) => leftInPart.has(id)).length;
    expect(unchanged, `${type}: unchanged`).toBeGreaterThanOrEqual(silent.length - inPart);
    // Others may have been brought in by `dependencies: include`.
    if (given.options['dependencies']?.value !== 'include')
      expect(unchanged, `${type}: unchanged`).toBeLessThanOrEqual(silent.length);
  }
};
