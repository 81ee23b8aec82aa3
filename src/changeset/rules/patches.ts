import { ruleAt, ruleOf, typeNamed, type ResourceType } from '../../catalogue/index.js';
import { sameJson } from '../../model/json.js';
import { isStoredFile } from '../../model/markers.js';
import { fieldOf, segmentsOf, type Pointer } from '../../model/pointer.js';
import type { UpdateChange } from '../changeset.js';
import { broughtBy, type Operation } from '../operation.js';
import type { Note } from './defect.js';
import { partOf } from './identity.js';
import { withoutKept } from './kept-markers.js';
import { checkMarkersAt } from './markers.js';

/** Whether the steps of an update are those that octosync makes, at places that an update may change. */
export const checkPatch = (change: UpdateChange, note: Note): void => {
  const type = typeNamed(change.type);
  if (type.merging.existing.fixed) note(`${type.name} that are there are never changed`, change.action, '/action');
  if (change.patch.every(({ op }) => op === 'test'))
    note('an update without a step that changes something says nothing', [], '/patch');
  checkPicture(type, change.patch, note);
  const tested = new Set<Pointer>();
  const brought = withoutKept(change.patch);
  change.patch.forEach((operation, index) => {
    const here: Note = (what, found = { ...operation }) => note(what, found, `/patch/${index}`);
    checkPlace(type, partOf(change), operation, here);
    if (operation.op === 'move') checkMove(operation, here);
    if (operation.op === 'add' || operation.op === 'replace') {
      const path = segmentsOf(operation.path);
      checkMarkersAt(path, brought(operation.value, path), type.fields, here);
    }
    if (operation.op === 'test') tested.add(operation.path);
    if ((operation.op === 'replace' || operation.op === 'remove') && !tested.has(operation.path))
      here('it is not tested what is replaced or removed');
  });
};

/** A picture is brought whole, and nothing beside it: no document is sent. */
const checkPicture = ({ fields }: ResourceType, patch: readonly Operation[], note: Note): void => {
  const changing = patch.filter(({ op }) => op !== 'test');
  const pictures = changing.filter(({ path }) => ruleOf(fields, fieldOf(path))?.kind === 'picture');
  const isBrought = broughtBy(pictures).some(({ path, value }) => segmentsOf(path).length === 1 && isStoredFile(value));
  if (pictures.length > 0 && (changing.length > 1 || !isBrought))
    note('a picture is brought by one step', [], '/patch');
};

const checkPlace = (type: ResourceType, part: string | undefined, { op, path }: Operation, note: Note): void => {
  const segments = segmentsOf(path);
  const [field = ''] = segments;
  if (segments.length === 0) note('the whole document is never replaced');
  if (op === 'test') return;
  if (segments.includes('__proto__')) note('this place is nobody’s own');
  if (ruleOf(type.fields, field)?.kind === 'createOnly') note('this place counts only when it is created');
  const later = type.merging.later ?? [];
  const own = later.find((one) => one.part === part);
  if (own && !own.fields.includes(field)) note(`the part "${own.part}" has no such field`);
  const waits = later.find((one) => one.fields.includes(field) && !one.repeated);
  if (part === undefined && waits) note(`this place belongs to the part "${waits.part}"`);
  for (let depth = 1; depth < segments.length; depth += 1) {
    const outer = ruleAt(type.fields, segments.slice(0, depth));
    const isListed = outer?.kind === 'list' || outer?.kind === 'references' || outer?.kind === 'set';
    if (isListed && !/^(?:0|[1-9]\d*|-)$/.test(segments[depth] ?? '')) note('a list has no such place');
  }
};

/** Only items of one list change places, as those of a process that was put in another order. */
const checkMove = ({ from, path }: Extract<Operation, { op: 'move' }>, note: Note): void => {
  const above = (pointer: Pointer): readonly string[] => segmentsOf(pointer).slice(0, -1);
  const isPlace = [from, path].every((pointer) => /^\d+$/.test(segmentsOf(pointer).at(-1) ?? ''));
  if (!isPlace || !sameJson(above(from), above(path))) note('only items of one list change places');
};
