import type { CountedParts } from '../../catalogue/index.js';
import type { Operation } from '../../changeset/operation.js';
import { isObject, objectsOf, ownIn, textOf, type JsonObject, type JsonValue } from '../../model/json.js';
import { foldName, sameName } from '../../model/names.js';
import { below, pointerOf, ROOT, segmentsOf } from '../../model/pointer.js';
import { editsIn, type Edit } from './edits.js';
import { phrasesOf } from './field-rows.js';
import { fieldSections } from './fields.js';
import { limitsOf } from './limits.js';
import { sectionsOf } from './row-sections.js';
import type { Row, ToldChange } from './row-types.js';
import { counted } from './words.js';

/** A list of named things in order: steps, phases. Each with its place; what stays as it is in one line. */
export const itemRows = (change: ToldChange, parts: CountedParts, list: string): readonly Row[] => {
  const { document, action } = change;
  if (document) {
    const items = objectsOf(ownIn(document, list));
    return items.map((item, index) =>
      wholeRow({ type: change.type, parts, list }, item, index, action === 'delete' ? '-' : '+'),
    );
  }
  return updatedRows(change, parts, list);
};

interface Listed {
  readonly type: string;
  readonly parts: CountedParts;
  readonly list: string;
}

const wholeRow = ({ type, parts, list }: Listed, item: JsonObject, index: number, sign: '+' | '-', says = ''): Row => ({
  sign,
  title: `${index + 1}. ${nameOf(item)}${limitsOf(type, parts, list, item)}`,
  says,
  counts: sign === '+' ? 'added' : 'removed',
  sections: sectionsOf(item, sign === '+' ? 'add' : 'remove'),
});

const nameOf = (item: JsonValue | undefined): string =>
  isObject(item ?? null) ? textOf((item as JsonObject)['Name']) : '';

interface Touched {
  readonly added: Map<string, JsonObject>;
  readonly moved: Set<string>;
  /** By old place, with what was there. */
  readonly removed: { readonly index: number; readonly item: JsonValue }[];
  /** Operations inside items, by place after the change. */
  readonly inside: Map<number, Operation[]>;
}

const updatedRows = (
  { type, patch = [], outline = [] }: ToldChange,
  parts: CountedParts,
  list: string,
): readonly Row[] => {
  const listed = { type, parts, list };
  const at = below(ROOT, list);
  const { added, moved, removed, inside } = touchedBy(patch, at);
  const names = outline.find((one) => one.at === at)?.names ?? [...added.keys()];
  const rows: Row[] = [];
  let unchanged = 0;
  const fold = (): void => {
    if (unchanged > 0) rows.push(unchangedRow(unchanged, parts));
    unchanged = 0;
  };
  names.forEach((name, index) => {
    const item = added.get(foldName(name));
    const operations = inside.get(index)?.filter(({ op }) => op !== 'test') ?? [];
    const before = names[index - 1];
    const place = before === undefined ? 'first' : `after "${before}"`;
    if (item) {
      fold();
      rows.push(wholeRow(listed, item, index, '+', place));
    } else if (operations.length > 0 || moved.has(foldName(name))) {
      fold();
      rows.push(changedRow(`${index + 1}. ${name}`, inside.get(index) ?? [], moved.has(foldName(name)) ? place : ''));
    } else unchanged += 1;
  });
  fold();
  const gone = removed.map(({ index, item }) => wholeRow(listed, isObject(item) ? item : {}, index, '-'));
  return [...rows, ...gone.toReversed()];
};

const changedRow = (title: string, operations: readonly Operation[], moved: string): Row => {
  const name = title.replace(/^\d+\. /, '');
  const edits = editsIn(operations).map((edit) => withinItem(edit, name));
  const phrases = phrasesOf(edits, 0);
  return {
    sign: edits.length === 0 ? '>' : '~',
    title,
    says: [...(moved === '' ? [] : [`now ${moved}`]), ...(phrases === '' ? [] : [phrases])].join('; '),
    counts: edits.length === 0 ? 'moved' : 'changed',
    sections: () => fieldSections(edits),
  };
};

/** A place seen from the item; a step and its one action have one name, which is said once. */
const withinItem = (edit: Edit, own: string): Edit => {
  const [at, place] = [segmentsOf(edit.at).slice(2), edit.place.slice(2)];
  const depth = place[0] === 'Actions' && sameName(place[1] ?? '', own) && place.length > 2 ? 2 : 0;
  return { ...edit, at: pointerOf(at.slice(depth)), place: place.slice(depth) };
};

const unchangedRow = (count: number, { one, many }: CountedParts): Row => ({
  sign: '=',
  title: `${counted(count, one, many)} unchanged`,
  says: '',
  counts: 'unchanged',
  sections: () => [],
});

const touchedBy = (patch: readonly Operation[], at: string): Touched => {
  const touched: Touched = { added: new Map(), moved: new Set(), removed: [], inside: new Map() };
  const tested = new Map<string, JsonValue>();
  for (const operation of patch) {
    const { op, path } = operation;
    if (op === 'test') tested.set(path, operation.value);
    if (!path.startsWith(`${at}/`)) continue;
    const segments = segmentsOf(operation.path);
    const index = Number(segments[1]);
    if (segments.length > 2) {
      touched.inside.set(index, [...(touched.inside.get(index) ?? []), operation]);
    } else if (op === 'add' && isObject(operation.value)) {
      touched.added.set(foldName(nameOf(operation.value)), operation.value);
    } else if (op === 'remove') {
      touched.removed.push({ index, item: tested.get(path) ?? null });
    } else if (op === 'move') {
      touched.moved.add(foldName(textOf(tested.get(`${operation.from}/Name`))));
    }
  }
  return touched;
};
