import { typeNamed } from '../../catalogue/index.js';
import type { Change, Changeset } from '../../changeset/changeset.js';
import { newMembersIn } from '../../changeset/new-members.js';
import { isList, isObject, type JsonValue } from '../../model/json.js';
import { isTypedReference } from '../../model/markers.js';
import { foldName, keyOf, ownName, refOf, sameName, type ThingName, type TypeName } from '../../model/names.js';
import type { NewMembers, NewNames } from '../../snapshot/name-space.js';
import { descendantTypes, isDeletion } from '../deletion.js';

/* What a changeset is about: what `apply` has to read of its destination. */

/** What something is called: its type and its names. */
export type Called = Pick<Change, 'type' | 'names'>;

/**
 * What a changeset gives new names is called by them from the start: so every reference to it has one name before and after it is
 * written, and only its own document says the old one until then (rules rename-follow).
 */
export const newNamesOf = ({ renames }: Changeset): NewNames =>
  new Map(
    renames.flatMap(({ follows, type, names, part, candidates: [old] }) => {
      if (!follows || part !== undefined || old === undefined) return [];
      return [[refOf(typeNamed(type).name, keyOf([...names.slice(0, -1), old])), ownName(names)] as const];
    }),
  );

/** The same for what gets another name inside a document. */
export const newMembersOf = ({ changes }: Changeset): NewMembers =>
  new Map(
    changes.flatMap((change) => {
      const members = change.action === 'update' ? newMembersIn(typeNamed(change.type), change.patch) : [];
      return members.length > 0 ? [[refOf(change.type, keyOf(change.names)), members] as const] : [];
    }),
  );

/** The types of what the changes refer to in places that no declaration names: step properties, JSON, values. */
export const typesReferredTo = ({ changes, left, undoes }: Changeset): readonly ThingName[] => {
  // What an undo leaves is listed with its page.
  const types = new Set<ThingName>(undoes ? left.map(({ type }) => typeNamed(type).name) : []);
  const look = (value: JsonValue): void => {
    if (isTypedReference(value)) types.add(value.$reference.type);
    else if (isList(value)) value.forEach(look);
    else if (isObject(value)) Object.values(value).forEach(look);
  };
  for (const change of changes) {
    if (change.action === 'delete') [change, ...change.goes].forEach(({ document }) => look(document));
    else if (change.action === 'create') look(change.document);
    else for (const operation of change.patch) if ('value' in operation) look(operation.value);
  }
  return [...types];
};

/** By type, the names of the parents whose children a changeset changes: the only ones worth a request of their own. */
export const parentsInvolved = ({
  changes,
  renames,
}: {
  readonly changes: readonly (Change | Called)[];
  readonly renames: Changeset['renames'];
}): ReadonlyMap<TypeName, ReadonlySet<string>> => {
  const parents = new Map<TypeName, Set<string>>();
  const oldNames = (name: string): readonly string[] =>
    renames.flatMap(({ follows, names, candidates }) =>
      follows && names.length === 1 && sameName(names[0] ?? '', name) ? candidates.map(foldName) : [],
    );
  for (const change of changes) {
    const [first = ''] = change.names;
    const going =
      'action' in change && isDeletion(change) ? descendantTypes(typeNamed(change.type)).map(({ name }) => name) : [];
    for (const type of [change.type, ...going]) {
      const folded = parents.get(type) ?? new Set<string>();
      for (const name of [foldName(first), ...oldNames(first)]) folded.add(name);
      parents.set(type, folded);
    }
  }
  return parents;
};
