import { createContext, type VNode } from 'preact';
import { useContext } from 'preact/hooks';
import type { Decidable } from '../review/decidable.js';
import type { ThreeSides } from '../review/review.js';
import { visible } from '../visible.js';

/** What a person may decide on a page that is served; a page that is a file has none of it (rules review-decisions). */
export interface Deciding extends Decidable {
  /** Sentences about what happens when it is approved: what the destination requires, how it is signed. */
  readonly says: readonly string[];
  /** The names of the files that are written. */
  readonly files: { readonly changeset: string; readonly decisions: string; readonly part: string };
}

export const DecidingContext = createContext<Deciding | undefined>(undefined);

/** Take the whole thing, or leave it out, with a remark. The script fills in what was decided. */
export const DecideThing = ({ name }: { readonly name: string }): VNode | null =>
  useContext(DecidingContext) === undefined ? null : (
    <div class="decide" role="group" aria-label={`Decide: ${visible(name)}`}>
      <button type="button" data-does="take" aria-pressed="true">
        Take
      </button>
      <button type="button" data-does="leave" aria-pressed="false">
        Leave out
      </button>
      <span class="verdict" />
      <label class="remark" hidden>
        <span>Remark</span>
        <input type="text" maxLength={longest} autocomplete="off" placeholder="Why it is left out" />
      </label>
    </div>
  );

/** One change of a thing that has several. */
export const DecideChange = ({ called }: { readonly called: string }): VNode | null =>
  useContext(DecidingContext) === undefined ? null : (
    <p class="decide-one">
      <button type="button" data-does="one" aria-pressed="false" aria-label={`Leave out only this: ${visible(called)}`}>
        Leave out only this
      </button>
      <span class="verdict" />
    </p>
  );

/** Whose word stands for a conflict that nobody has decided yet. What a rule has decided is not open. */
export const DecideConflict = ({ three: { element, takes } }: { readonly three: ThreeSides }): VNode | null => {
  const deciding = useContext(DecidingContext);
  const place = deciding?.conflicts.indexOf(element) ?? -1;
  if (deciding === undefined || place < 0 || takes !== 'destination') return null;
  return (
    <div class="resolve" role="group" aria-label={`Whose word stands: ${visible(element)}`} data-conflict={place}>
      <button type="button" data-does="own" aria-pressed="false">
        Keep what is here
      </button>
      <button type="button" data-does="source" aria-pressed="false">
        The source’s, at the next sync
      </button>
      <button type="button" data-does="later" aria-pressed="true">
        Decide later
      </button>
    </div>
  );
};

/** What a remark, a reason or a comment has at most. */
export const longest = 2000;
