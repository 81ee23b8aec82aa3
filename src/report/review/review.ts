import type { SpaceIdentity } from '../../model/item.js';
import type { Pointer } from '../../model/pointer.js';
import type { Changeset, Made, Part, Policy } from '../../changeset/changeset.js';
import type { Tone } from './kinds.js';
import type { TaskKind } from './task-kinds.js';
import type { Action, Row, ToldChange } from './row-types.js';
import type { Said } from './said.js';
import type { SinceTold } from './since.js';
import type { LineBlock } from './line-blocks.js';

/*
 * What a person reviews, whatever the format: made of a changeset (`reviewChangeset`) or of a comparison of two
 * snapshots (`reviewComparison`). Groups, words, tones and the lines of texts are decided here; a format only chooses how
 * they look. All texts are raw: the format that shows one makes it harmless.
 */

export type { Action } from './row-types.js';
export type ReviewKind = 'changeset' | 'comparison';

/** A space, and which snapshot of it was compared: as a text, like everything that is shown. */
export interface Compared extends SpaceIdentity {
  readonly digest: string;
  readonly takenAt?: string;
  readonly instance?: string;
  readonly revision?: string;
}

/** What was found, before it is put into groups: what `makeReview` makes a review of. */
export interface Material {
  readonly kind: ReviewKind;
  /** The source and the destination of a changeset; the older and the newer snapshot of a comparison. */
  readonly from: Compared;
  readonly to: Compared;
  /** Of a changeset: what the source said when it was last synced, where that is known. */
  readonly base?: Compared;
  /** The changeset's digest: what an approval is about. */
  readonly digest?: string;
  /** How many of what, type by type; only columns that count something. */
  readonly summary: Summary;
  readonly findings: readonly Finding[];
  /** In the order in which they are written. */
  readonly changes: readonly ReviewChange[];
  /** What leads to no change, and why: left, skipped, unsupported; what only the destination has. */
  readonly lists: readonly Omit<ReviewList, 'reasons'>[];
  /** What a person has to do or decide after apply. */
  readonly tasks: readonly TaskGroup[];
  /** How a changeset was made. */
  readonly made?: Made;
  /** Of a part: of which changeset, and what was left out of that. */
  readonly part?: Part;
  /** Which changes become commits, and where they go. */
  readonly git?: Changeset['git'];
  /** What the destination requires before apply writes anything. */
  readonly policy?: Policy;
  /** Whether it requires that of this changeset, too. */
  readonly isUnderPolicy?: boolean;
  /** What a person would have to accept then, by its full name. */
  readonly toAccept?: readonly string[];
  /** The file that a changeset lies in. */
  readonly file?: string;
  /** The pictures that the changes bring, in base 64 by their digest. */
  readonly pictures?: Readonly<Record<string, string>>;
}

/** The same as it is read: in groups, with the words around them. */
export interface Review extends Material {
  /** `2 changes to review`, `1 difference`. */
  readonly title: string;
  readonly sides: readonly [from: ReviewSide, to: ReviewSide];
  /** What the two sides of a field are called. */
  readonly before: string;
  readonly after: string;
  /** One line that can be read aloud (rules review-headline). */
  readonly headline: string;
  readonly header: readonly HeaderLine[];
  /** What needs eyes first, by what it asks (rules review-findings). */
  readonly asks: readonly AskGroup[];
  /** The things that change, in the portal's order (rules review-things). */
  readonly things: readonly ThingGroup[];
  readonly lists: readonly ReviewList[];
  /** The commands that come next, with what each is for. */
  readonly next: readonly NextCommand[];
}

export interface ReviewSide {
  readonly title: string;
  readonly space: string;
  readonly url: string;
  readonly version: string;
  /** Which snapshot it is, where no digest of a changeset says so. */
  readonly digest?: string;
}

export interface Summary {
  readonly columns: readonly { readonly title: string; readonly total: number }[];
  /** A count for each column. */
  readonly rows: readonly { readonly type: string; readonly heading: string; readonly counts: readonly number[] }[];
  /** What is said where no column counts anything. */
  readonly empty: string;
}

/** One thing to look at or to do. */
export interface Finding extends SinceTold {
  /** `gate`, `error`, `blocked`, the kind of a warning (`scope-widened`), or that of a clean-up (`replace-secret`). */
  readonly kind: string;
  /** The kind in words: `Scope widened`. */
  readonly title: string;
  readonly tone: Tone;
  /** What it is about, in words: `variables of project "OctoFX"`, or the gate. */
  readonly name: string;
  /** The change or entry that it is about, where there is one. */
  readonly about?: string;
  /** The thing that this belongs to: `projects/OctoFX`. */
  readonly thing?: string;
  /** The changes that a gate is about. */
  readonly concerns?: readonly string[];
  readonly says: string;
  /** Of what is to be done by hand: the place within the change. */
  readonly place?: Pointer;
  /** Of a conflict: what each side says. */
  readonly three?: ThreeSides;
  /** Lines that a person may copy, with what each is for. */
  readonly lines?: readonly NextCommand[];
}

/** What both sides have changed, as it is set beside each other (rules review-conflicts). */
export interface ThreeSides {
  /** What `approve --resolve` takes: the item, and after a `#` its part. */
  readonly element: string;
  /** Base, source and destination, in this order. */
  readonly sides: readonly [base: OneOfThree, source: OneOfThree, here: OneOfThree];
  /** Whose word stands after apply. */
  readonly takes: 'destination' | 'source' | 'merged';
  /** Texts of several lines beside each other: base to source, base to here, and what is merged to both. */
  readonly compared: readonly ComparedTexts[];
}

export interface OneOfThree {
  readonly label: 'base' | 'source' | 'here';
  readonly value: Said;
}

export interface ComparedTexts {
  /** `base → source`. */
  readonly title: string;
  readonly blocks: readonly LineBlock[];
}

/** Findings of one kind; of which the same is said, it is said once. */
export interface FindingGroup {
  readonly kind: string;
  readonly title: string;
  /** What the kind means, in a sentence; empty where nothing is known of it. */
  readonly means: string;
  readonly tone: Tone;
  readonly count: number;
  readonly reasons: readonly SameReason<Finding>[];
}

/** Things of which the same is said. */
export interface SameReason<T> {
  readonly says: string;
  /** `2 variables`, `1 step`, `3 lifecycles`. */
  readonly count: string;
  readonly members: readonly T[];
}

/** One event of a document, from the audit of its server. */
export interface WhoTold {
  readonly user: string;
  readonly when: string;
  readonly category: string;
  /** `Modified by grace, 2026-11-20 06:00 UTC`. */
  readonly says: string;
  /** The audit of the document in the portal. */
  readonly page: string;
}

/** The latest events of each change, by its id. */
export type WhoById = ReadonlyMap<string, readonly WhoTold[]>;

export interface ReviewChange extends SinceTold {
  readonly id: string;
  readonly action: Action;
  /** The action in words: `create`, or `added` where it was done already. */
  readonly does: string;
  readonly type: string;
  /** The names that identify the item, its parents' first. */
  readonly names: readonly string[];
  /** `runbook "Restart web" of project "OctoFX"`. */
  readonly called: string;
  /** The same below the thing that it belongs to: `runbook "Restart web"`; empty for the thing itself. */
  readonly below: string;
  /** How many types stand above its own. */
  readonly depth: number;
  /** What it is shown under: the item at the top it belongs to (`projects/OctoFX`), or itself. */
  readonly group: string;
  /** When it is written; a comparison has no order. */
  readonly order?: number;
  readonly dependsOn: readonly string[];
  /** Step by step, value by value, field by field (rules review-things). */
  readonly rows: readonly Row[];
  /** Why, one sentence each, with rule, value and origin. */
  readonly reasons: readonly string[];
  readonly warnings: readonly Finding[];
  readonly cleanUp: readonly Finding[];
  /** Who wrote it last, where its server was asked (rules who-changed). */
  readonly who?: readonly WhoTold[];
}

/** A change as it is found; its rows are made when somebody wants to see them. */
export interface FoundChange extends Pick<
  ReviewChange,
  | 'id'
  | 'action'
  | 'type'
  | 'names'
  | 'group'
  | 'order'
  | 'dependsOn'
  | 'reasons'
  | 'warnings'
  | 'cleanUp'
  | 'who'
  | 'since'
  | 'sinceSays'
> {
  /** What its rows are made of. */
  readonly told: ToldChange;
}

export interface ReviewEntry extends SinceTold {
  readonly id: string;
  readonly type: string;
  readonly group: string;
  /** How it is called: `variables of project "OctoFX", variable "Db"`. */
  readonly name: string;
  /** The part of it that is meant, where it is not the whole: `variable "Db"`. */
  readonly part?: string;
  readonly says: string;
  /** When a sync first left it open. */
  readonly again?: string;
}

export interface ReviewList {
  /** What `summary` counts it as: `left`. */
  readonly key: string;
  readonly title: string;
  readonly entries: readonly ReviewEntry[];
  readonly reasons: readonly SameReason<ReviewEntry>[];
}

/** A line of the header: what was compared with what, when, and with which octosync. */
export interface HeaderLine {
  readonly label: string;
  readonly text: string;
  /** The same piece by piece: the space, the version, the time. */
  readonly parts: readonly string[];
}

/** A command line that a person may run next. */
export interface NextCommand {
  readonly command: string;
  /** `to approve it`. */
  readonly purpose: string;
}

/** What a finding asks of a reviewer. */
export type Ask = 'conflict' | 'allow' | 'cannot' | 'rename' | 'know';

/** Findings that ask for the same, kind by kind (rules review-findings). */
export interface AskGroup {
  readonly ask: Ask;
  /** `Refused until allowed`. */
  readonly title: string;
  /** What is to be done about it, in a sentence. */
  readonly means: string;
  readonly tone: Tone;
  readonly count: number;
  readonly groups: readonly FindingGroup[];
}

/** What a person has to do or decide after a run. */
export interface Task extends SinceTold {
  readonly kind: TaskKind;
  /** The change or entry that it comes from: `projectVariables/OctoFX`. */
  readonly id: string;
  /** The thing that it belongs to: `projects/OctoFX`. */
  readonly thing: string;
  readonly type: string;
  /** `variables of project "OctoFX"`. */
  readonly called: string;
  readonly says: string;
  /** The place within, of a secret: the file of secrets names it. */
  readonly at?: Pointer;
  /** Its page in the portal, or that of what it belongs to. */
  readonly page?: string;
}

/** Tasks of one kind. */
export interface TaskGroup {
  readonly kind: TaskKind;
  /** `Secrets to enter`. */
  readonly title: string;
  /** What is to be done, in a sentence. */
  readonly means: string;
  /** `427 secrets to enter in 100 projects`. */
  readonly says: string;
  readonly count: number;
  readonly tasks: readonly Task[];
}

/** A thing that a person knows, with all that happens to it (rules review-things). */
export interface Thing {
  /** The item at the top: `projects/OctoFX`. */
  readonly id: string;
  readonly type: string;
  /** `project`. */
  readonly noun: string;
  readonly name: string;
  readonly action: Action;
  readonly sign: '+' | '~' | '-';
  /** `4 steps, 25 variables (5 secrets)`, or `9 steps added, order changed`; empty where there is nothing to count. */
  readonly says: string;
  /** Who changed it, where a base tells: `changed on the source`; may be empty. */
  readonly since: string;
  /** Who wrote it last, where its server was asked; may be empty. */
  readonly who: string;
  /** What is written of it, its own document first, then as the portal has it. */
  readonly changes: readonly ReviewChange[];
}

/** Things of one type, under its heading in the portal. */
export interface ThingGroup {
  readonly type: string;
  readonly heading: string;
  readonly things: readonly Thing[];
}
