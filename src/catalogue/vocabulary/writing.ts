import type { TypeName } from '../../model/names.js';
import type { Condition } from './condition.js';

/** How changes are sent: the POST and PUT of the page. */
export interface Writing {
  /**
   * What an API key needs to write it; none is known where nothing is said. Where the server has no permission to delete it
   * (feeds, workers, channels), to edit it is also to delete it.
   */
  readonly permission?: { readonly create: string; readonly edit: string; readonly delete?: string };
  /** Its page in the Octopus portal, below the space; `{id}` is its own, `{parent}` its parent's. */
  readonly portal?: string;
  readonly demands?: Demands;
  /** `document` where nothing is said. */
  readonly as?: WrittenAs;
  /** The address a PUT goes to, where it is not `{path}/{id}`; `{parent}` is the parent's ID. */
  readonly putPath?: { readonly path: string; readonly since: string };
  /** What an item holds that nothing else of octosync reads, and what would go with it: routes below the space. */
  readonly holds?: readonly { readonly route: string; readonly called: string }[];
  /** A version token that the server checks: sent back as read. */
  readonly versionToken?: string;
  /** Routes of its own, beside POST and PUT. */
  readonly routes?: { readonly install?: Installed; readonly replace?: Replaced };
}

/** What a server asks of a document beyond its form; `diff` looks before anything is sent (rules seen-in-diff). */
export interface Demands {
  /** The most characters that the text of a field has. */
  readonly longest?: Readonly<Record<string, number>>;
  /** Members that no two of a document may share a name, whichever of its lists they are in. */
  readonly unique?: readonly UniqueNames[];
  /** Lists whose members other documents use. */
  readonly inUse?: readonly MembersInUse[];
}

/** A list that a server lets nobody take a member from while a sibling of the same parent uses it. */
export interface MembersInUse {
  readonly field: string;
  /** Documents that do not say this have all there are, whatever their list holds. */
  readonly counts: Condition;
  /** What uses them. */
  readonly by: TypeName;
  /** Where such a sibling names the item, and where the members: paths into its document. */
  readonly of: readonly string[];
  readonly members: readonly string[];
  /** What it does in or with them, in words: `runs it in`. */
  readonly called: string;
  readonly wayOut: string;
}

export interface UniqueNames {
  /** Lists to walk into, outermost first: `['Steps', 'Actions']`. */
  readonly at: readonly string[];
  readonly field: string;
  /** One of them, in Octopus' own words. */
  readonly called: string;
  readonly wayOut: string;
}

/** How a change of the type is sent: see `apply/writers/`. */
export type WrittenAs = 'document' | 'members' | 'templateValues' | 'upload' | 'push' | 'logo';

/** What comes out of a library that the server has: created by installing it there, never updated. */
export interface Installed {
  /** The field that names the entry of the library; null for items that are a space's own. */
  readonly field: string;
  /** Where to install it; `{id}` is the entry, `{space}` the space. Below `/api`. */
  readonly path: string;
}

/** What a PUT cannot change: a route of its own takes the new content. */
export interface Replaced {
  /** The field that tells one content from another. */
  readonly when: string;
  /** The route, below the resource. */
  readonly route: string;
  /** The secrets that are the content; sent as plain text. */
  readonly sends: readonly string[];
}
