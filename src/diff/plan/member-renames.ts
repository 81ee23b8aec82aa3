import { itemsOf } from '../../model/item.js';
import type { ResourceType } from '../../catalogue/index.js';
import type { Rename } from '../../changeset/changeset.js';
import { elementOf } from '../../changeset/uncarried.js';
import { sameJson } from '../../model/json.js';
import { foldName, itemId, keyOf, refOf, type Ref } from '../../model/names.js';
import type { Reason } from '../../model/reason.js';
import { listed, quoted } from '../../model/sentences.js';
import { because, chosen } from '../../settings/chosen.js';
import { settingsFor, type SyncSettings } from '../../settings/settings.js';
import { aboutItem } from '../select/about.js';
import { mapperFor } from '../select/mapping.js';
import { probableSteps, probableVariables, type DocumentSides, type ProbableMember } from '../select/member-renames.js';
import type { Selected } from '../select/select.js';
import { withNewNames } from '../terms/renamed.js';
import type { RenamedInside } from '../terms/renamed-inside.js';
import type { BaseSide } from './base-side.js';
import type { Renames, RenamingStep, Unfollowed } from './renames.js';

interface Kind {
  /** That of the types whose documents have such things. */
  readonly strategy: ResourceType['merging']['strategy']['kind'];
  readonly what: 'step' | 'variable';
  /** Whether one is one part, so that who says that it is the destination's own says it of all of it; a variable's values are parts. */
  readonly isPart: boolean;
  readonly probable: (type: ResourceType, sides: DocumentSides) => readonly ProbableMember[];
}

/** What may get another name inside documents; variables are scoped to steps, and come after them. */
const kinds: readonly Kind[] = [
  { strategy: 'process', what: 'step', isPart: true, probable: probableSteps },
  { strategy: 'variables', what: 'variable', isPart: false, probable: probableVariables },
];

/** What is known beside both sides. */
interface Known {
  readonly settings: SyncSettings;
  /** The base under the new names that are followed so far. */
  readonly baseWith: (steps: readonly RenamingStep[]) => BaseSide | undefined;
  /** What cannot be carried out, and so is only reported. */
  readonly unfollowed: Unfollowed;
}

/** A probable rename inside a document, and what becomes of it. */
interface Found {
  readonly entry: Rename;
  readonly member: ProbableMember;
  /** The document on the destination, and what the source calls it. */
  readonly type: ResourceType;
  readonly sourceNames: readonly string[];
}

/**
 * Looks for steps and variables that the source has given another name (rules rename-inside), in documents that both sides have,
 * once `renames` says what these are called.
 */
export const findMemberRenames = (renames: Renames, selected: readonly Selected[], known: Known): Renames =>
  kinds.reduce((so, kind) => {
    const baseOf = known.baseWith(so.steps);
    const found = selected
      .filter(({ type, addsOnly }) => type.merging.strategy.kind === kind.strategy && addsOnly !== true)
      .flatMap((one) => lookInto(one, kind, so, { ...known, baseOf }));
    return found.length === 0 ? so : withThose(so, found);
  }, renames);

const lookInto = (
  { type, item }: Selected,
  kind: Kind,
  { sides: { destination } }: Renames,
  { settings, baseOf, unfollowed }: Omit<Known, 'baseWith'> & { readonly baseOf: BaseSide | undefined },
): readonly Found[] =>
  mapperFor(settings)
    .itemNames(type, item.names)
    .flatMap((target): readonly Found[] => {
      const existing = itemsOf(destination, type.name).get(keyOf(target));
      // What says the same has nothing that is called otherwise.
      if (!existing || sameJson(item.document, existing.document)) return [];
      const id = itemId(type.name, existing.names);
      const base = baseOf?.(item, id);
      const partOf = (name: string): string => `${kind.what} "${name}"`;
      const isUnknown = (name: string): boolean =>
        base === undefined || base.isUnknown() || base.isUnknown(partOf(name)) || base.mayCome(partOf(name));
      const sides = { source: item.document, destination: existing.document, base: base?.document, isUnknown };
      const isDecided = ({ name }: ProbableMember): boolean => kind.isPart && base?.isOwn(partOf(name)) === true;
      const probable = kind.probable(type, sides).filter((member) => !isDecided(member));
      return probable.map((member): Found => {
        const part = partOf(member.name);
        const own = settingsFor(settings, { ...aboutItem(type, item.names), [kind.what]: member.name });
        const refusal = unfollowed.get(elementOf({ id, part }));
        const follows = isProposed(member) && !refusal && chosen(own, 'renames') === 'follow';
        const entry: Rename = {
          id,
          type: type.name,
          names: existing.names,
          part,
          since: member.hasBase ? 'source' : 'unknown',
          reasons: [reasonFor(member, kind, own, follows), ...(refusal ?? [])],
          candidates: [...member.candidates],
          to: member.name,
          follows,
        };
        return { entry, member, type, sourceNames: item.names };
      });
    });

const isProposed = ({ candidates, rivals }: ProbableMember): boolean => candidates.length === 1 && rivals.length === 0;

/** Why it waits or follows, with what to do so that it goes on. */
const reasonFor = (member: ProbableMember, { what }: Kind, settings: SyncSettings, follows: boolean): Reason => {
  const { name, candidates, rivals } = member;
  const another = `If it is another one, add a ${what} of that name there by hand: the next sync finds it.`;
  if (!isProposed(member)) {
    const also = rivals.length > 0 ? `; so may ${quoted(...rivals)}` : '';
    const says = `The source has probably renamed this ${what}: it may be ${listed(candidates.map((one) => quoted(one)))} of the destination${also}. Give the one that it is the new name there by hand. ${another}`;
    return { rule: 'rename', says };
  }
  const renamed = `The source has probably renamed the ${what} ${quoted(...candidates)} to ${quoted(name)}`;
  const says = follows
    ? `${renamed}: it gets that name on the destination too, where it stays the same ${what}.`
    : `${renamed}, so it is not added a second time. Give it the new name there with renames: follow, or by hand. ${another}`;
  return { ...because(settings, 'renames', ''), rule: 'rename', says };
};

const withThose = (so: Renames, found: readonly Found[]): Renames => {
  const step = stepOf(found.filter(({ entry }) => entry.follows));
  const { destination, base } = so.sides;
  return {
    ...so,
    entries: [...so.entries, ...found.map(({ entry }) => entry)],
    inside: new Map([...so.inside, ...insideOf(found)]),
    steps: step.destination.length === 0 ? so.steps : [...so.steps, step],
    sides: {
      ...so.sides,
      destination: withNewNames(destination, step.destination),
      base: base && withNewNames(base, step.base),
    },
  };
};

const stepOf = (followed: readonly Found[]): RenamingStep => ({
  destination: followed.flatMap(({ type, entry: { names }, member }) =>
    member.destination.map((called) => ({ ...called, type: type.name, names })),
  ),
  base: followed.flatMap(({ type, sourceNames, member }) =>
    member.base.map((called) => ({ ...called, type: type.name, names: sourceNames })),
  ),
});

/** By document, what its strategy needs to know. */
const insideOf = (found: readonly Found[]): ReadonlyMap<Ref, RenamedInside> => {
  const byDocument = new Map<Ref, Found[]>();
  for (const one of found) {
    const ref = refOf(one.type.name, keyOf(one.entry.names));
    byDocument.set(ref, [...(byDocument.get(ref) ?? []), one]);
  }
  return new Map([...byDocument].map(([ref, own]) => [ref, renamedInside(own)] as const));
};

const renamedInside = (found: readonly Found[]): RenamedInside => {
  const reported = found.filter(({ entry }) => !entry.follows);
  return {
    waits: new Map(reported.map(({ entry, member }) => [foldName(member.name), entry.reasons] as const)),
    stays: new Set(reported.flatMap(({ member }) => member.candidates.map(foldName))),
    followed: found.filter(({ entry }) => entry.follows).flatMap(({ member }) => member.destination),
  };
};
