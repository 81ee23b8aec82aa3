import { findType, parentOf } from '../../catalogue/index.js';
import { portalRank } from '../../catalogue/portal-order.js';
import { byText } from '../../model/names.js';
import { headingOf } from '../../catalogue/called.js';
import { grouped } from '../../model/grouped.js';
import { sinceOfMany } from './since.js';
import type { ReviewChange, Thing, ThingGroup } from './review.js';
import { changedParts, newParts } from './tallies.js';

/** The things that changes are about, by type and name, in the portal's order. */
export const thingGroups = (changes: readonly ReviewChange[]): readonly ThingGroup[] => {
  const things = [...grouped(changes, ({ group }) => group)].map(([id, own]) => thingOf(id, own));
  return [...grouped(things, ({ type }) => type)]
    .sort(([one], [other]) => portalRank(one) - portalRank(other) || byText(one, other))
    .map(([type, same]) => ({
      type,
      heading: headingOf(type),
      things: same.toSorted((one, other) => byText(one.name.toLowerCase(), other.name.toLowerCase())),
    }));
};

const thingOf = (id: string, own: readonly ReviewChange[]): Thing => {
  const [type = '', ...rest] = id.split('/');
  const changes = own.toSorted(
    (one, other) =>
      Number(one.below !== '') - Number(other.below !== '') ||
      portalRank(one.type) - portalRank(other.type) ||
      (one.order ?? 0) - (other.order ?? 0) ||
      byText(one.id, other.id),
  );
  // Parts of a new thing that wait, as its logo does, belong to its coming.
  const itself = changes.find((change) => change.id === id);
  const action = itself?.action ?? 'update';
  return {
    id,
    type,
    noun: findType(type)?.singular ?? type,
    name: changes[0]?.names[0] ?? rest.join('/'),
    action,
    sign: action === 'create' ? '+' : action === 'delete' ? '-' : '~',
    get says() {
      return action === 'update' ? changedParts(changes) : newParts(changes);
    },
    since: sinceOfMany(changes),
    who: lastOf(changes),
    changes,
  };
};

/** The latest event of all that is written of a thing. */
const lastOf = (changes: readonly ReviewChange[]): string => {
  const events = changes.flatMap(({ who = [] }) => who);
  const [last] = events.toSorted((one, other) => Date.parse(other.when) - Date.parse(one.when));
  return last?.says ?? '';
};

/** How many types stand above one: 0 for a project, 1 for its channels, 2 for the process of its runbook. */
export const depthOf = (type: string): number => {
  const declared = findType(type);
  const parent = declared && parentOf(declared);
  return parent ? 1 + depthOf(parent.name) : 0;
};
