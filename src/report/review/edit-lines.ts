import type { JsonValue } from '../../model/json.js';
import type { Edit } from './edits.js';
import { lineDiff, type DiffLine } from './line-diff.js';
import { lineEndsOf, valueLines, valueText } from './value-text.js';
import { notFormula } from '../visible.js';

/** One line of what changes within a document. Its text is raw: the format that shows it makes it harmless. */
export interface EditLine {
  readonly sign: '+' | '-' | ' ';
  /** How far it is indented, in steps. */
  readonly depth: number;
  /** A line of a value rather than the name of a place with what it says. */
  readonly ofValue: boolean;
  readonly text: string;
}

const step = ' › ';

/**
 * The edits of a change as the lines of a diff: before with `-`, after with `+`, places named once above what is in
 * them, texts of several lines compared line by line. Fields that come with nothing in them share one line.
 */
export const editLines = (edits: readonly Edit[]): readonly EditLine[] =>
  sections(edits).flatMap(({ heading, edits: here }) => {
    const depth = heading === '' ? 0 : 1;
    // Alone, it is what the change is about.
    const bare = here.length === 1 ? [] : here.filter(saysNothing);
    return [
      ...(heading === '' ? [] : [line(' ', 0, notFormula(heading))]),
      ...here.filter((edit) => !bare.includes(edit)).flatMap((edit) => linesOf(edit, fieldIn(edit, heading), depth)),
      ...(['add', 'remove'] as const).flatMap((op) => {
        const fields = bare.filter((edit) => edit.op === op).map((edit) => fieldIn(edit, heading));
        return fields.length === 0 ? [] : [line(op === 'add' ? '+' : '-', depth, `empty: ${fields.join(', ')}`)];
      }),
    ];
  });

interface Section {
  readonly heading: string;
  readonly edits: Edit[];
}

/** Edits of one place stand together; a heading goes on for what lies deeper within it. */
const sections = (edits: readonly Edit[]): readonly Section[] => {
  const found: Section[] = [];
  for (const edit of edits) {
    const last = found.at(-1);
    const end = edit.place.lastIndexOf(step);
    const heading = end === -1 ? '' : edit.place.slice(0, end);
    const goesOn = last !== undefined && (heading === last.heading || isWithin(edit.place, last.heading));
    if (goesOn) last.edits.push(edit);
    else found.push({ heading, edits: [edit] });
  }
  return found;
};

const isWithin = (place: string, heading: string): boolean => heading !== '' && place.startsWith(heading + step);

const fieldIn = ({ place }: Edit, heading: string): string => {
  return notFormula(heading === '' ? place : place.slice(heading.length + step.length));
};

const saysNothing = ({ op, before, after }: Edit): boolean => {
  const value = op === 'add' ? after : before;
  return (
    (op === 'add' || op === 'remove') &&
    value !== undefined &&
    (value === null || value === '' || (typeof value === 'object' && Object.keys(value).length === 0))
  );
};

const linesOf = (edit: Edit, field: string, depth: number): readonly EditLine[] => {
  const { op, before, after, from } = edit;
  if (op === 'move') return [line(' ', depth, `${field}: moved here from ${from ?? 'elsewhere'}`)];
  const [old, fresh] = [valueLines(before), valueLines(after)];
  if (old === undefined && fresh === undefined) {
    const lines = [...oneLine('-', field, before, depth), ...oneLine('+', field, after, depth)];
    return lines.length > 0 ? lines : [line(op === 'remove' ? '-' : '+', depth, field)];
  }
  if (op !== 'replace')
    return [
      line(op === 'add' ? '+' : '-', depth, `${field}:`),
      ...(fresh ?? old ?? []).map((text) => valueLine(op === 'add' ? '+' : '-', depth + 1, text)),
    ];
  const ends = [lineEndsOf(before), lineEndsOf(after)];
  return [
    line(' ', depth, `${field}:`),
    ...(ends[0] !== undefined && ends[1] !== undefined && ends[0] !== ends[1]
      ? [line('-', depth + 1, `line ends: ${ends[0]}`), line('+', depth + 1, `line ends: ${ends[1]}`)]
      : []),
    ...lineDiff(old ?? asLines(before), fresh ?? asLines(after)).map((part) => diffLine(part, depth + 1)),
  ];
};

const asLines = (value: JsonValue | undefined): readonly string[] =>
  value === undefined ? [] : typeof value === 'string' ? [value] : [valueText(value)];

const oneLine = (sign: '+' | '-', field: string, value: JsonValue | undefined, depth: number): readonly EditLine[] =>
  value === undefined ? [] : [line(sign, depth, `${field}: ${valueText(value)}`)];

const diffLine = (part: DiffLine, depth: number): EditLine => {
  if (part.kind === 'gap') return line(' ', depth, `… ${part.count} lines are the same`);
  return valueLine(part.kind === 'added' ? '+' : part.kind === 'removed' ? '-' : ' ', depth, part.text);
};

const line = (sign: EditLine['sign'], depth: number, text: string): EditLine => ({ sign, depth, ofValue: false, text });

const valueLine = (sign: EditLine['sign'], depth: number, text: string): EditLine => ({
  sign,
  depth,
  ofValue: true,
  text,
});
