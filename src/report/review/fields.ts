import { around, seenFrom, type Pointer } from '../../model/pointer.js';
import { step, type Edit } from './edits.js';
import { lineBlocks, type LineBlock } from './line-blocks.js';
import { inOneLine, lineEndsOf, said, type Said } from './said.js';

/** Fields of one thing, under the place that they share. */
export interface FieldSection {
  /** `Steps › Deploy web`; empty for the fields of the document itself, which come first. */
  readonly heading: string;
  readonly fields: readonly FieldChange[];
  /** Fields that come or go with nothing in them: their names are enough. */
  readonly empty: readonly { readonly op: 'add' | 'remove'; readonly names: readonly string[] }[];
}

/** One field: its place below the heading, and what it says before and after. */
export type FieldChange =
  | { readonly op: 'add'; readonly name: string; readonly after: Said }
  | { readonly op: 'remove'; readonly name: string; readonly before: Said }
  | FieldReplaced
  | { readonly op: 'move'; readonly name: string; readonly says: string };

export interface FieldReplaced {
  readonly op: 'replace';
  readonly name: string;
  readonly before: Said;
  readonly after: Said;
  /** Both sides line by line, where one line cannot show them. */
  readonly blocks?: readonly LineBlock[];
  /** How lines end, where that is not the same on both sides. */
  readonly lineEnds?: { readonly before: string; readonly after: string };
}

/** The edits of a change, fields of one thing together. What is called the same but is not the same stays apart. */
export const fieldSections = (edits: readonly Edit[]): readonly FieldSection[] =>
  inSections(edits).map(({ heading, edits: here }) => {
    const changes = here.map((edit) => fieldChange(edit, nameBelow(heading, edit)));
    // Alone, it is what the change is about.
    const empty = changes.length === 1 ? [] : changes.filter(saysNothing);
    return {
      heading,
      fields: changes.filter((change) => !empty.includes(change)),
      empty: (['add', 'remove'] as const)
        .map((op) => ({ op, names: empty.filter((change) => change.op === op).map(({ name }) => name) }))
        .filter(({ names }) => names.length > 0),
    };
  });

interface Section {
  readonly heading: string;
  /** The pointer that goes with the heading. */
  readonly at: Pointer;
  readonly edits: Edit[];
  readonly places: Set<string>;
}

const inSections = (edits: readonly Edit[]): readonly Section[] => {
  const sections: Section[] = [];
  const byHeading = new Map<string, Section>();
  let open: Section | undefined;
  for (const edit of edits) {
    const [heading, at] = [above(edit.place), around(edit.at)];
    const key = `${at}\n${heading}`;
    const takes = (section: Section | undefined): section is Section =>
      section !== undefined && !section.places.has(edit.place);
    if (!(takes(open) && isWithin(edit, open))) open = byHeading.get(key);
    if (!takes(open)) {
      open = { heading, at, edits: [], places: new Set() };
      byHeading.set(key, open);
      sections.push(open);
    }
    open.edits.push(edit);
    open.places.add(edit.place);
  }
  return [...sections.filter(({ heading }) => heading === ''), ...sections.filter(({ heading }) => heading !== '')];
};

const above = (place: string): string => place.slice(0, Math.max(0, place.lastIndexOf(step)));

/** A heading goes on for what lies deeper within it. */
const isWithin = ({ place, at }: Edit, { heading, at: of }: Section): boolean =>
  heading !== '' && place.startsWith(heading + step) && seenFrom(of, at) !== undefined;

const nameBelow = (heading: string, { place }: Edit): string =>
  heading === '' ? place : place.slice(heading.length + step.length);

const saysNothing = (change: FieldChange): boolean => {
  const value = change.op === 'add' ? change.after : change.op === 'remove' ? change.before : undefined;
  return value?.kind === 'words' && value.about === 'nothing';
};

const notKnown: Said = { kind: 'words', text: 'not known' };

const fieldChange = (edit: Edit, name: string): FieldChange => {
  switch (edit.op) {
    case 'move':
      return { op: 'move', name, says: `moved here from ${edit.from}` };
    case 'add':
      return { op: 'add', name, after: said(edit.after) };
    case 'remove':
      return { op: 'remove', name, before: edit.before === undefined ? notKnown : said(edit.before) };
    case 'replace': {
      const before = edit.before === undefined ? notKnown : said(edit.before);
      const after = said(edit.after);
      const [from, to] = [lineEndsOf(edit.before), lineEndsOf(edit.after)];
      return {
        op: 'replace',
        name,
        before,
        after,
        ...((hasLines(before) || hasLines(after)) && { blocks: lineBlocks(linesOf(before), linesOf(after)) }),
        ...(from !== undefined && to !== undefined && from !== to && { lineEnds: { before: from, after: to } }),
      };
    }
  }
};

const hasLines = (value: Said): boolean => 'lines' in value;

const linesOf = (value: Said): readonly string[] => {
  if ('lines' in value) return value.lines;
  return [value.kind === 'text' ? value.text : inOneLine(value)];
};
