import type { Action } from '../review/review.js';
import type { Anchors } from './anchors.js';
import type { SideTitles } from './fields.js';
import type { Pictures } from './value.js';

/** What every change of a page is shown with. */
export interface Showing {
  readonly titles: SideTitles;
  /** The actions in words: `create`, or `added` where it was done already. */
  readonly actions: Readonly<Record<Action, string>>;
  readonly pictures: Pictures;
  readonly anchors: Anchors;
}
