import { pointerOf, ROOT, segmentsOf, type Pointer } from '../../model/pointer.js';
import type { Edit } from './edits.js';
import { lineBlocks, type LineBlock } from './line-blocks.js';
import { inOneLine, lineEndsOf, said, type Said } from './said.js';

/** Fields of one thing: of the document, or of an item of one of its lists. */
export interface FieldSection {
  /** `Steps › Deploy web`; empty for the fields of the document itself. */
  readonly heading: string;
  readonly fields: readonly FieldChange[];
  /** Fields that come or go with nothing in them: their names are enough. */
  readonly empty: readonly { readonly op: 'add' | 'remove'; readonly names: readonly string[] }[];
}

/** One field: its place within the thing, and what it says before and after. */
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

/** The edits of a change by the things that they are about, a thing before what is in it. */
export const fieldSections = (edits: readonly Edit[]): readonly FieldSection[] =>
  inThings(edits).map(({ heading, depth, edits: here }) => {
    const changes = here.map((edit) => fieldChange(edit, edit.place.slice(depth).join(step)));
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

const step = ' › ';

interface Thing {
  readonly heading: string;
  readonly at: Pointer;
  /** Names of its place. */
  readonly depth: number;
}

interface EditedThing extends Thing {
  readonly edits: Edit[];
  /** Where within it: a field is in a thing once, and two things may be called the same. */
  readonly places: Set<string>;
}

const inThings = (edits: readonly Edit[]): readonly EditedThing[] => {
  const things: EditedThing[] = [];
  const latest = new Map<string, EditedThing>();
  const begin = (thing: Thing): EditedThing => {
    const edited = { ...thing, edits: [], places: new Set<string>() };
    things.push(edited);
    latest.set(keyOf(thing), edited);
    return edited;
  };
  for (const edit of edits) {
    const place = edit.place.join(step);
    const around = thingsAround(edit).map((thing) => latest.get(keyOf(thing)) ?? begin(thing));
    const innermost = around.at(-1);
    if (innermost === undefined) continue;
    const thing = innermost.places.has(place) ? begin(innermost) : innermost;
    thing.edits.push(edit);
    thing.places.add(place);
  }
  return things.filter((thing) => thing.edits.length > 0);
};

const keyOf = ({ at, heading }: Thing): string => `${at}\n${heading}`;

/** The document, and the items of lists that an edit lies in, outermost first. */
const thingsAround = ({ at, place }: Edit): readonly Thing[] => {
  const path = segmentsOf(at);
  const depths = path.slice(0, -1).flatMap((segment, index) => (/^(\d+|-)$/.test(segment) ? [index + 1] : []));
  return [
    { heading: '', at: ROOT, depth: 0 },
    ...depths.map((depth) => ({
      heading: place.slice(0, depth).join(step),
      at: pointerOf(path.slice(0, depth)),
      depth,
    })),
  ];
};

const saysNothing = (change: FieldChange): boolean => {
  const value = change.op === 'add' ? change.after : change.op === 'remove' ? change.before : undefined;
  return value?.kind === 'words' && value.about === 'nothing';
};

const notKnown: Said = { kind: 'words', text: 'not known' };

const fieldChange = (edit: Edit, name: string): FieldChange => {
  switch (edit.op) {
    case 'move':
      return { op: 'move', name, says: `moved here from ${edit.from.join(step)}` };
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
