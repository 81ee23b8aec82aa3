import type { Operation } from '../../changeset/operation.js';
import type { JsonObject } from '../../model/json.js';
import { editsIn, editsOf } from './edits.js';
import { fieldSections, type FieldSection } from './fields.js';

/** The fields of something that comes or goes whole, for who wants to see them. */
export const sectionsOf = (item: JsonObject, op: 'add' | 'remove') => (): readonly FieldSection[] =>
  fieldSections(editsOf(item, op));

/** The fields that operations inside something change. */
export const sectionsIn = (operations: readonly Operation[]) => (): readonly FieldSection[] =>
  fieldSections(editsIn(operations));
