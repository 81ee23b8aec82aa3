import type { JsonObject } from '../../../model/json.js';
import { objectsIn, textIn } from '../documents.js';
import { slugOf } from '../ids.js';
import { refuseIfAny } from '../refusal.js';
import { repeated } from '../rules/write-checks.js';

/** Gives each item a slug that no other has: its own, or one made of its name. */
export const uniquely = (
  items: readonly JsonObject[],
  ownSlug: (item: JsonObject) => string,
): readonly JsonObject[] => {
  const taken = new Set(items.map(ownSlug).filter((slug) => slug !== ''));
  return items.map((item) => {
    const own = ownSlug(item);
    if (own !== '') return { ...item, Slug: own };
    const base = slugOf(textIn(item, 'Name'));
    let slug = base;
    for (let number = 1; taken.has(slug); number += 1) slug = `${base}-${number}`;
    taken.add(slug);
    return { ...item, Slug: slug };
  });
};

/** An item that is sent back without its slug keeps it: its ID is its slug. */
const slugIn = (item: JsonObject): string => textIn(item, 'Slug') || textIn(item, 'Id');

/**
 * The process of a request, with a slug for each step and action. Throws a 400 for two of one slug: a file cannot tell them
 * apart.
 */
export const withSlugs = (process: JsonObject): JsonObject => {
  const steps = objectsIn(process, 'Steps');
  const actions = steps.flatMap((step) => objectsIn(step, 'Actions'));
  refuseIfAny([
    ...repeated(steps.map(slugIn)).map((slug) => `Two steps have the slug '${slug}'.`),
    ...repeated(actions.map(slugIn)).map((slug) => `Two actions have the slug '${slug}'.`),
  ]);
  const all = [...uniquely(actions, slugIn)];
  return {
    ...process,
    Steps: uniquely(steps, slugIn).map((step) => ({
      ...step,
      Actions: all.splice(0, objectsIn(step, 'Actions').length),
    })),
  };
};
