import type { Static } from '@sinclair/typebox';
import type {
  baseBefore,
  baseSaid,
  blockedEntry,
  changesetShape,
  conflict,
  createChange,
  deleteChange,
  entry,
  gitTarget,
  ignoredEntry,
  kept,
  missing,
  outline,
  part,
  policy,
  readAt,
  refusedGate,
  rename,
  side,
  stillOpen,
  typeSummary,
  updateChange,
} from './changeset-shape.js';

/** One side, and which snapshot of it was compared. */
export type Side = Static<typeof side>;

/** Lists of named things after a change: where each stands. */
export type Outline = Static<typeof outline>;

/** How a changeset was made: the tool, the sync, the preset. */
export type Made = NonNullable<Static<typeof changesetShape>['made']>;

/** The destination lacks the item: the whole normalized document. */
export type CreateChange = Static<typeof createChange>;

/** The destination has the item: RFC 6902 against its normalized document. */
export type UpdateChange = Static<typeof updateChange>;

/** An earlier run created the item, which goes: in an undo only. */
export type DeleteChange = Static<typeof deleteChange>;

export type Change = CreateChange | UpdateChange | DeleteChange;

/** What an instance requires of whoever applies to it. */
export type Policy = Static<typeof policy>;

/** Of which changeset one is a part. */
export type Part = Static<typeof part>;

/** What a rule of the configuration leaves out of the comparison. */
export type IgnoredEntry = Static<typeof ignoredEntry>;

/** A source item, or a part of one, that does not lead to a change, and why. */
export type Entry = Static<typeof entry>;

/** What an entry needs and the destination does not have. */
export type Missing = Static<typeof missing>;

/** What both sides have changed since the base, with the three values. */
export type Conflict = Static<typeof conflict>;

/** A probable rename. */
export type Rename = Static<typeof rename>;

/** The base that a part which is not carried keeps. */
export type Kept = Static<typeof kept>;

/** What a base says of an item: nothing, all of it, or steps to it from what the source says. */
export type BaseSaid = Static<typeof baseSaid>;

/** What the base says of an item that changes. */
export type BaseBefore = Static<typeof baseBefore>;

/** What an earlier sync left open of something that is left out. */
export type StillOpen = Static<typeof stillOpen>;

/** A project of the destination whose changes become commits. */
export type GitTarget = Static<typeof gitTarget>;

/** A project of the destination that is read at another ref than its default branch. */
export type ReadAt = Static<typeof readAt>;

export type BlockedEntry = Static<typeof blockedEntry>;

export type TypeSummary = Static<typeof typeSummary>;

/** A limit on the size or kind of a changeset that this one does not keep to. */
export type RefusedGate = Static<typeof refusedGate>;

/** What `diff` decided, made to be reviewed and applied exactly as it stands. */
export type Changeset = Static<typeof changesetShape>;
