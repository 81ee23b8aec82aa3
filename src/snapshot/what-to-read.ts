import type { ResourceType } from '../catalogue/index.js';
import type { TypeName } from '../model/names.js';
import type { Again } from './again/again.js';
import type { RawType } from './readers/reading.js';
import type { RefNamed } from './readers/refs.js';

/** What is read of a space: all of it, unless said. */
export interface WhatToRead {
  readonly types?: readonly ResourceType[];
  /** Pictures are one request each. */
  readonly logos?: boolean;
  /** Whether a document of its own is worth a request, by its parent's name; all are unless said. */
  readonly isWanted?: (type: ResourceType, parent: string) => boolean;
  /** The same of what a project keeps in Git, by the project's name; as of other documents unless said. */
  readonly isWantedAtRef?: (type: ResourceType, project: string) => boolean;
  /** The only types to write down; what they refer to is read for its names. */
  readonly only?: readonly TypeName[] | undefined;
  /** The types whose documents are named: what they hold IDs of is read too. */
  readonly named?: readonly TypeName[] | undefined;
  /** Packages to read: IDs, wildcards, `ID@VERSION`. */
  readonly packages?: readonly string[] | undefined;
  /** The ref to read of a project that keeps something in Git, by its name; its default branch unless said (rules git-ref). */
  readonly refNamed?: RefNamed | undefined;
  /** What is taken over from an earlier reading; nothing unless given. */
  readonly again?: Again;
  /** Told, as soon as the lists are read, how many requests it takes at most to read what has none. */
  readonly tellRequests?: ((requests: number) => void) | undefined;
  /** Told what was listed, as soon as all lists are read. Documents that it takes over are no part of what `readSpace` gives. */
  readonly takeListed?: TakeListed | undefined;
}

/** Gives the types whose documents it takes over, and when it is done with them. */
export type TakeListed = (listed: ReadonlyMap<TypeName, RawType>) => {
  readonly types: readonly TypeName[];
  readonly done: Promise<void>;
};
