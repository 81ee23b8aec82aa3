import type { FieldChange, FieldReplaced, FieldSection } from './review/fields.js';
import { foldedWords, type LineBlock } from './review/line-blocks.js';
import { inOneLine, type Said } from './review/said.js';
import { notFormula } from './visible.js';

/** One line of a change, where there are no columns for before and after. Its text is raw. */
export interface FieldLine {
  readonly sign: '+' | '-' | ' ';
  /** How far it is indented, in steps. */
  readonly depth: number;
  /** A line of a value rather than the name of a place with what it says. */
  readonly ofValue: boolean;
  readonly text: string;
}

/** The fields of a change as the lines of a diff: before with `-`, after with `+`, places once above what is in them. */
export const fieldLines = (sections: readonly FieldSection[]): readonly FieldLine[] =>
  sections.flatMap(({ heading, fields, empty }) => {
    const depth = heading === '' ? 0 : 1;
    return [
      ...(heading === '' ? [] : [line(' ', 0, notFormula(heading))]),
      ...fields.flatMap((field) => linesOf(field, depth)),
      ...empty.map(({ op, names }) => line(signs[op], depth, `empty: ${names.map(notFormula).join(', ')}`)),
    ];
  });

const signs = { add: '+', remove: '-' } as const;

const linesOf = (field: FieldChange, depth: number): readonly FieldLine[] => {
  const name = notFormula(field.name);
  switch (field.op) {
    case 'move':
      return [line(' ', depth, `${name}: ${field.says}`)];
    case 'add':
      return oneSide('+', name, field.after, depth);
    case 'remove':
      return oneSide('-', name, field.before, depth);
    case 'replace':
      return bothSides(name, field, depth);
  }
};

const oneSide = (sign: '+' | '-', name: string, value: Said, depth: number): readonly FieldLine[] =>
  'lines' in value
    ? [line(sign, depth, `${name}:`), ...valueLines(sign, value.lines, depth + 1)]
    : [line(sign, depth, `${name}: ${inOneLine(value)}`)];

const bothSides = (name: string, field: FieldReplaced, depth: number): readonly FieldLine[] => {
  const { before, after, blocks, lineEnds } = field;
  if (blocks === undefined) return [...oneSide('-', name, before, depth), ...oneSide('+', name, after, depth)];
  return [
    line(' ', depth, `${name}:`),
    ...(lineEnds === undefined
      ? []
      : [line('-', depth + 1, `line ends: ${lineEnds.before}`), line('+', depth + 1, `line ends: ${lineEnds.after}`)]),
    ...blocks.flatMap((block) => blockLines(block, depth + 1)),
  ];
};

/** Lines that differ as lines of a diff; those that are folded as how many they are. */
export const blockLines = (block: LineBlock, depth: number): readonly FieldLine[] => {
  if (block.kind === 'changed')
    return [...valueLines('-', block.before, depth), ...valueLines('+', block.after, depth)];
  if (block.isFolded) return [line(' ', depth, `… ${foldedWords(block.lines)}`)];
  return valueLines(' ', block.lines, depth);
};

const line = (sign: FieldLine['sign'], depth: number, text: string): FieldLine => ({
  sign,
  depth,
  ofValue: false,
  text,
});

const valueLines = (sign: FieldLine['sign'], lines: readonly string[], depth: number): readonly FieldLine[] =>
  lines.map((text) => ({ sign, depth, ofValue: true, text }));
