import { typeNamed } from '../../src/catalogue/index.js';
import { subjectOf, type Subject } from '../../src/diff/plan/subject.js';
import { mapperFor } from '../../src/diff/select/mapping.js';
import { Projection } from '../../src/diff/terms/projection.js';
import type { SpaceSnapshot } from '../../src/model/item.js';
import { keyOf, type TypeName } from '../../src/model/names.js';
import { settings } from '../builders/space.js';

export const projectionOf = (destination: SpaceSnapshot): Projection => new Projection(destination);

/** What a task about an item of the source is about, under the names that a mapping gives it. */
export const subjectIn = (
  source: SpaceSnapshot,
  destination: SpaceSnapshot,
  type: TypeName,
  ...names: readonly string[]
): Subject => subjectUnder(source, destination, settings(), type, ...names);

export const subjectUnder = (
  source: SpaceSnapshot,
  destination: SpaceSnapshot,
  given: ReturnType<typeof settings>,
  type: TypeName,
  ...names: readonly string[]
): Subject => {
  const item = source.items.get(type)?.get(keyOf(names));
  if (!item) throw new Error(`The source has no ${type} ${names.join(' / ')}.`);
  const declared = typeNamed(type);
  const selected = { type: declared, item, reason: { rule: 'select', says: 'Selected.' } };
  const [target = names] = mapperFor(given).itemNames(declared, names);
  return subjectOf({ selected, target, part: undefined, order: 0, place: 0 }, new Projection(destination), given);
};
