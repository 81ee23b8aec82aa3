import type { JsonObject } from '../model/json.js';
import { compareVersions } from '../model/versions.js';
import type { Defaults, Merging, ResourceType } from './vocabulary.js';

/* What a server makes by itself, as far as the declarations say it (rules project-born). */

/** What a server of a version says where nobody has said anything. */
export const saidByItself = (defaults: Defaults = [], version: string): JsonObject =>
  Object.assign(
    {},
    ...defaults
      .filter(({ since }) => since === undefined || compareVersions(version, since) >= 0)
      .map(({ says }) => says),
  ) as JsonObject;

/** What a new item says of the fields that are written later, until they are. */
export const bornLater = ({ later = [] }: Merging, version: string): JsonObject =>
  Object.assign({}, ...later.map(({ bornAs }) => saidByItself(bornAs, version))) as JsonObject;

/** The document that a server makes together with a new parent; undefined for a type of which it makes none. */
export const bornSaying = ({ merging, identity }: ResourceType, version: string): JsonObject | undefined => {
  const { bornWithParent: born } = merging;
  if (!born) return undefined;
  return {
    ...bornLater(merging, version),
    ...saidByItself(born.saying, version),
    ...(identity.kind === 'named' && { [identity.field]: born.called ?? '' }),
    ...born.marked,
  };
};
