import { labelOf } from '../../catalogue/labels.js';
import { isNothing, type JsonValue } from '../../model/json.js';
import { pointerOf, ROOT, segmentsOf, type Pointer } from '../../model/pointer.js';
import type { Edit } from './edits.js';
import { fieldSections } from './fields.js';
import { grouped } from '../../model/grouped.js';
import { lineBlocks } from './line-blocks.js';
import type { Action, Row } from './row-types.js';
import { said } from './said.js';
import { membersChanged, shortly } from './short.js';

/** A line for each field that edits are about; what happens inside an item of a list is one line. */
export const fieldRows = (edits: readonly Edit[], action: Action): readonly Row[] =>
  [...grouped(edits, itemAround)].flatMap(([item, own]) =>
    item === ROOT ? own.map((edit) => fieldRow(edit, action)) : [itemRow(own, segmentsOf(own[0]?.at ?? item), action)],
  );

/** The outermost item of a list that a place lies in; the root for a place in none. */
const itemAround = ({ at }: Edit): Pointer => {
  const segments = segmentsOf(at);
  const index = segments.findIndex(isPosition);
  return index < 0 || index === segments.length - 1 ? ROOT : pointerOf(segments.slice(0, index + 1));
};

const isPosition = (segment: string): boolean => /^(\d+|-)$/.test(segment);

const fieldRow = (edit: Edit, action: Action): Row => ({
  sign: signOf(edit, action),
  title: titleOf(edit),
  says: saysOf(edit),
  ...(action === 'create' && edit.op === 'add' && isUsual(edit) && { isUsual: true }),
  field: () => fieldSections([edit])[0]?.fields[0],
  sections: () => fieldSections([edit]),
});

const itemRow = (edits: readonly Edit[], segments: readonly string[], action: Action): Row => {
  const depth = segments.findIndex(isPosition) + 1;
  const [first] = edits;
  const whole = (['add', 'remove'] as const).find((op) => edits.every((edit) => edit.op === op));
  return {
    sign: whole === 'remove' ? '-' : whole === 'add' || action === 'create' ? '+' : '~',
    title: first ? titleOf(first, 0, depth) : '',
    says:
      whole === 'remove'
        ? ''
        : phrasesOf(
            edits.filter((edit) => !isUsual(edit)),
            depth,
          ),
    sections: () => fieldSections(edits),
  };
};

const signOf = ({ op }: Edit, action: Action): Row['sign'] => {
  if (action !== 'update' || op === 'add') return op === 'remove' ? '-' : '+';
  return op === 'remove' ? '-' : op === 'move' ? '>' : '~';
};

/** What a new thing says where nobody asked for anything: nothing, off, none. Its name stands above it. */
const isUsual = (edit: Edit): boolean =>
  edit.op === 'add' &&
  (edit.after === false || edit.after === 0 || isNothing(edit.after) || edit.place.at(-1) === 'Name');

/** A place in words: fields as people call them, things in lists by their names. */
export const titleOf = ({ at, place }: Edit, from = 0, to = place.length): string => {
  const segments = segmentsOf(at);
  return place
    .flatMap((part, index) => {
      if (index < from || index >= to || folders.has(part)) return [];
      return [isPosition(segments[index] ?? '') ? part : labelOf(part)];
    })
    .join(' › ');
};

/** Fields that say only that something is inside them. */
const folders = new Set(['Properties']);

/** What a field says, before and after. */
export const saysOf = (edit: Edit): string => {
  switch (edit.op) {
    case 'move':
      return 'in another place';
    case 'add':
      return shortly(edit.after);
    case 'remove':
      return edit.before === undefined ? '' : shortly(edit.before);
    case 'replace': {
      const { before, after } = edit;
      if (before === undefined) return shortly(after);
      return membersChanged(before, after) ?? linesChanged(before, after) ?? `${shortly(before)} → ${shortly(after)}`;
    }
  }
};

/** `3 of 12 lines`; undefined for what is one line. */
const linesChanged = (before: JsonValue, after: JsonValue): string | undefined => {
  const [old, now] = [said(before), said(after)];
  if (now.kind !== 'text' || now.lines === undefined) return undefined;
  const blocks = lineBlocks('lines' in old ? (old.lines ?? []) : [], now.lines);
  const changed = blocks.reduce((sum, block) => sum + (block.kind === 'changed' ? block.after.length : 0), 0);
  return `(${changed} of ${now.lines.length} lines)`;
};

/** Several fields in one line: `script (3 of 12 lines), target tags +web-eu`; beyond a few, how many more. */
export const phrasesOf = (edits: readonly Edit[], within: number): string => {
  const phrases = edits.map((edit) => {
    const title = titleOf(edit, within);
    return edit.op === 'remove' ? `${title} removed` : `${title} ${saysOf(edit)}`.trim();
  });
  const shown = phrases.length > fewPhrases + 1 ? phrases.slice(0, fewPhrases) : phrases;
  const more = phrases.length - shown.length;
  return [...shown, ...(more > 0 ? [`${more} more fields`] : [])].join(', ');
};

const fewPhrases = 3;
