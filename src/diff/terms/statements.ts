import {
  rootOf,
  type OtherKind,
  type Reference,
  type ReferenceList,
  type ResourceType,
} from '../../catalogue/index.js';
import type { Mapping } from '../../settings/settings.js';
import { itemId, type ChangeId, type ThingName } from '../../model/names.js';
import { mapperFor } from '../select/mapping.js';
import type { Viewpoint } from './look-up.js';
import type { Projection } from './projection.js';
import type { SyncSettings } from '../../settings/settings.js';

export type Path = readonly string[];

/** What a translation came upon at a place of a document: facts only. What they mean, `decide/judge.ts` decides. */
export type Statement = { readonly at: Path } & (
  | { readonly kind: 'mapped'; readonly type: ThingName; readonly mapping: Mapping }
  | LostReference
  | LostMembers
  /** The name of a member of a reference map, which the destination does not have. */
  | { readonly kind: 'lost-name'; readonly reference: Reference; readonly name: string }
  /** An ID that nothing in the source has; it was dropped. */
  | { readonly kind: 'unresolved'; readonly id: string }
  /** A secret that has a value; `placeholder` stands in for it, or nothing can. */
  | { readonly kind: 'secret'; readonly placeholder: string | undefined }
  | { readonly kind: 'cleared'; readonly cleanUp: string }
);

/** A single reference whose target the destination does not have. */
export interface LostReference {
  readonly kind: 'lost-reference';
  readonly reference: Pick<Reference, 'to' | 'need' | 'cleanUp'>;
  readonly name: string;
  /** The destination was not read whole: what is not found may be there (rules incomplete-unknown). */
  readonly isUnknown: boolean;
  /** Something else has that name there (rules seen-in-diff). */
  readonly other?: OtherKind | undefined;
  /** It leads nowhere on the source either: an ID that nothing there has. */
  readonly dangles?: boolean;
}

/** A list of references of which the destination does not have all: `found` of them are there, `lost` are not. */
export interface LostMembers {
  readonly kind: 'lost-members';
  readonly list: ReferenceList;
  readonly found: number;
  readonly lost: readonly string[];
  /** What kind of thing each of them is, where the list may hold several. */
  readonly kinds?: readonly (ThingName | undefined)[];
  readonly isUnknown: boolean;
  /** The list holds IDs that nothing on the source has, and nothing else: it says nothing. */
  readonly dangles?: boolean;
}

export interface TranslationContext {
  /** What the item is. */
  readonly type: ResourceType;
  readonly projection: Projection;
  /** Terms are a matter of names: of the settings only the mappings count. */
  readonly settings: Pick<SyncSettings, 'map'>;
  /** The names of the item on the destination, its parents' first. */
  readonly names: readonly string[];
}

/** A translation under way. */
export interface Translating {
  readonly projection: Projection;
  readonly statements: Statement[];
  /** From where its references are looked up. */
  readonly from: Viewpoint;
}

/** Where an item stands that refers to others, with room for what its references need. */
export const viewpointOf = ({ type, projection, names, settings }: TranslationContext): Viewpoint => {
  let id: ChangeId | undefined;
  return {
    of: () => (id ??= itemId(type.name, names)),
    projection,
    mapper: mapperFor(settings),
    names,
    child: rootOf(type).selecting.mapsToSeveral ? names[0] : undefined,
    needs: new Set(),
    known: new Map(),
  };
};
