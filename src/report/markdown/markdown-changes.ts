import { actionWord, counted } from '../review/action-words.js';
import type { Budget } from './budget.js';
import { changeGroups, type ChangeGroup } from '../review/change-groups.js';
import { editLines } from '../review/edit-lines.js';
import { code, fenced, folded, htmlCode, sentence } from './markdown-text.js';
import type { Review, ReviewChange } from '../review/review.js';

interface ShownChanges {
  readonly lines: readonly string[];
  /** How many changes there was no room for, and how many are listed without their fields. */
  readonly dropped: number;
  readonly withoutFields: number;
}

/** Each change in a line while there is room for it, then the fields of each while there is room for those. */
export const changeSections = (review: Review, budget: Budget, details: boolean): ShownChanges => {
  const groups = changeGroups(review);
  const all = groups.flatMap(({ changes }) => changes);
  const listed = budget.takeFirst(heads(review, groups)).length;
  const fields = new Map(
    budget.takeFirst(bodies(all.slice(0, listed), details)).map((lines, index) => [all[index], lines]),
  );
  let room = listed;
  const lines = groups.flatMap((group) => {
    const shown = group.changes.slice(0, room);
    room -= shown.length;
    if (shown.length === 0) return [];
    const blocks = shown.flatMap((change) => ['', ...headOf(review, change), ...(fields.get(change) ?? [])]);
    return folded(titleOf(group), blocks.slice(1));
  });
  return { lines, dropped: all.length - listed, withoutFields: listed - fields.size };
};

/** What each change costs without its fields; the first of a group costs the group's frame as well. */
function* heads(review: Review, groups: readonly ChangeGroup[]): Generator<readonly string[]> {
  for (const group of groups) {
    for (const [index, change] of group.changes.entries())
      yield [...(index === 0 ? folded(titleOf(group), []) : []), '', ...headOf(review, change)];
  }
}

const titleOf = ({ title, extent }: ChangeGroup): string => `${htmlCode(title)} (${extent})`;

const headOf = ({ kind }: Review, { action, id, order, edits }: ReviewChange): readonly string[] => {
  const place = order === undefined ? '' : `order ${order}, `;
  const extent = counted(edits.length, action === 'update' ? 'edit' : 'field');
  return [`**${actionWord(kind, action)}** ${code(id)} (${place}${extent})`];
};

function* bodies(changes: readonly ReviewChange[], details: boolean): Generator<readonly string[]> {
  for (const { edits, warnings, reasons } of changes) {
    const said = warnings.map(({ kind, says }) => `- **${sentence(kind)}**: ${sentence(says)}`);
    const diff = editLines(edits).map(({ sign, depth, ofValue, text }) =>
      `${sign} ${'  '.repeat(depth)}${ofValue ? '│ ' : ''}${text}`.trimEnd(),
    );
    yield [
      ...(said.length === 0 ? [] : ['', ...said]),
      ...(diff.length === 0 ? [] : ['', ...fenced('diff', diff)]),
      ...(details ? ['', ...reasons.map((reason) => `- ${sentence(reason)}`)] : []),
    ];
  }
}
