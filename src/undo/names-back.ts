import { findType, typeNamed } from '../catalogue/index.js';
import type { Change, Changeset, Rename } from '../changeset/changeset.js';
import { newMembersIn } from '../changeset/new-members.js';
import type { Item } from '../model/item.js';
import type { JsonObject } from '../model/json.js';
import { itemId, keyOf, ownName, refOf, type TypeName } from '../model/names.js';
import { renamer, renamedNames, type AnyRenaming, type MemberRenaming, type Renaming } from '../diff/terms/renamed.js';
import type { Creation, WrittenUpdate } from './sort-out.js';

/** The names that go back, and everything in terms of them: as in any changeset that renames (rules rename-follow). */
export interface NamesBack {
  readonly named: (type: TypeName, names: readonly string[]) => readonly string[];
  /** A document with the old names in it, in all but its own name where that is still the new one. */
  readonly inTerms: (type: TypeName, names: readonly string[], document: JsonObject) => JsonObject;
  readonly membersOf: (type: TypeName, names: readonly string[]) => readonly MemberRenaming[];
  /** The name that an item has now, where it gets another one. */
  readonly nameNow: (type: TypeName, names: readonly string[]) => string | undefined;
  readonly entries: readonly Rename[];
}

export const namesBack = ({ renames }: Changeset, updates: readonly WrittenUpdate[]): NamesBack => {
  const written = new Set(updates.map(({ change }) => itemId(change.type, change.names)));
  const items = renames.flatMap(({ id, type, names, part, follows, candidates: [old] }): readonly Renaming[] => {
    const declared = findType(type);
    if (!declared || !follows || part !== undefined || old === undefined || !isWritten(written, id)) return [];
    return [{ type: declared.name, from: names, to: [...names.slice(0, -1), old] }];
  });
  const members = updates.flatMap(({ change }): readonly MemberRenaming[] =>
    change.action !== 'update'
      ? []
      : newMembersIn(typeNamed(change.type), change.patch).map(({ at, from, to }) => ({
          ...{ type: change.type, names: change.names, at },
          ...{ from: to, to: from },
        })),
  );
  const all: readonly AnyRenaming[] = [...items, ...members];
  const rename = renamer(all);
  const now = new Map(items.map(({ type, from }) => [refOf(type, keyOf(from)), ownName(from)]));
  const named: NamesBack['named'] = (type, names) => (all.length === 0 ? names : renamedNames(type, names, all));
  return {
    named,
    inTerms: (type, names, document) => {
      if (all.length === 0) return document;
      const item: Item = { type, names, key: keyOf(names), document };
      return rename(item).document;
    },
    membersOf: (type, names) => members.filter((one) => one.type === type && keyOf(one.names) === keyOf(names)),
    nameNow: (type, names) => now.get(refOf(type, keyOf(names))),
    entries: items.map(({ type, from, to }) => ({
      ...{ id: itemId(type, named(type, from)), type, names: [...named(type, from)] },
      candidates: [ownName(from)],
      to: ownName(to),
      follows: true,
      reasons: [{ rule: 'undo', says: `"${ownName(from)}" gets the name back that it had: "${ownName(to)}".` }],
    })),
  };
};

const isWritten = (written: ReadonlySet<string>, id: string): boolean => written.has(id);

/** What was created, as an undo calls it: what belongs to a thing that gets its name back is called after that. */
export const creationInTerms = (creation: Creation, names: NamesBack): Creation => {
  const { change, document, inside, parts } = creation;
  const named = (one: Change): Change => {
    const own = [...names.named(one.type, one.names)];
    return { ...one, id: itemId(one.type, own), names: own };
  };
  return {
    ...creation,
    change: named(change),
    document: document && names.inTerms(change.type, change.names, document),
    inside: inside.map((one) => ({
      change: named(one.change),
      document: names.inTerms(one.change.type, one.change.names, one.document),
    })),
    parts: parts.map((one) => creationInTerms(one, names)),
  };
};
