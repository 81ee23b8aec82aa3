import { fieldLines } from '../field-lines.js';
import type { ChangeGroup, Review, ReviewChange } from '../review/review.js';
import type { Budget } from './budget.js';
import { code, fenced, folded, htmlCode, sentence } from './markdown-text.js';

interface ShownChanges {
  readonly lines: readonly string[];
  /** How many changes there was no room for, and how many are listed without their fields. */
  readonly dropped: number;
  readonly withoutFields: number;
}

/** Each change in a line while there is room for it, then the fields of each while there is room for those. */
export const changeSections = ({ groups }: Review, budget: Budget, details: boolean): ShownChanges => {
  const all = groups.flatMap(({ changes }) => changes);
  const listed = budget.takeFirst(heads(groups)).length;
  const fields = new Map(
    budget.takeFirst(bodies(all.slice(0, listed), details)).map((lines, index) => [all[index], lines]),
  );
  let room = listed;
  const lines = groups.flatMap((group) => {
    const shown = group.changes.slice(0, room);
    room -= shown.length;
    if (shown.length === 0) return [];
    const blocks = shown.flatMap((change) => ['', ...headOf(change), ...(fields.get(change) ?? [])]);
    return folded(titleOf(group), blocks.slice(1));
  });
  return { lines, dropped: all.length - listed, withoutFields: listed - fields.size };
};

/** What each change costs without its fields; the first of a group costs the group's frame as well. */
function* heads(groups: readonly ChangeGroup[]): Generator<readonly string[]> {
  for (const group of groups) {
    for (const [index, change] of group.changes.entries())
      yield [...(index === 0 ? folded(titleOf(group), []) : []), '', ...headOf(change)];
  }
}

const titleOf = ({ title, extent }: ChangeGroup): string => `${htmlCode(title)} (${extent})`;

const headOf = ({ does, id, order, extent }: ReviewChange): readonly string[] => {
  const place = order === undefined ? '' : `order ${order}, `;
  return [`**${does}** ${code(id)} (${place}${extent})`];
};

function* bodies(changes: readonly ReviewChange[], details: boolean): Generator<readonly string[]> {
  for (const { fields, warnings, cleanUp, reasons, dependsOn } of changes) {
    const found = [...warnings, ...cleanUp].map(({ title, says, place }) => {
      const where = place === undefined ? '' : ` (${code(place)})`;
      return `- **${sentence(title)}**: ${sentence(says)}${where}`;
    });
    const diff = fieldLines(fields).map(({ sign, depth, ofValue, text }) =>
      `${sign} ${'  '.repeat(depth)}${ofValue ? '│ ' : ''}${text}`.trimEnd(),
    );
    yield [
      ...(found.length === 0 ? [] : ['', ...found]),
      ...(diff.length === 0 ? [] : ['', ...fenced('diff', diff)]),
      ...(details ? whyOf(reasons, dependsOn) : []),
    ];
  }
}

const whyOf = (reasons: readonly string[], dependsOn: readonly string[]): readonly string[] => {
  const lines = [
    ...reasons.map((reason) => `- because: ${sentence(reason)}`),
    ...(dependsOn.length === 0 ? [] : [`- after: ${dependsOn.map(code).join(', ')}`]),
  ];
  return lines.length === 0 ? [] : ['', ...lines];
};
