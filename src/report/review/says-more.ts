import type { FieldChange, FieldSection } from './fields.js';
import { inOneLine, type Said } from './said.js';
import { longest } from './short.js';

/** True where the fields of a row say more than its one line: texts of several lines, long values, many fields. */
export const saysMore = (sections: readonly FieldSection[]): boolean => {
  const fields = sections.flatMap((section) => section.fields);
  return fields.length > 4 || fields.some((field) => valuesOf(field).some(isLong));
};

const valuesOf = (field: FieldChange): readonly Said[] => {
  switch (field.op) {
    case 'add':
      return [field.after];
    case 'remove':
      return [field.before];
    case 'replace':
      return [field.before, field.after];
    case 'move':
      return [];
  }
};

const isLong = (value: Said): boolean => 'lines' in value || inOneLine(value).length > longest;
