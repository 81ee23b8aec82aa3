import { isList, isObject, type JsonObject, type JsonValue } from '../../model/json.js';
import {
  isExpression,
  isNeeded,
  isPlaceholder,
  isSecret,
  isStoredFile,
  isTypedReference,
  isUnresolved,
} from '../../model/markers.js';

/** A value in one line: texts in quotes as they are, what stands for a secret or a file in words, the rest as JSON. */
export const valueText = (value: JsonValue): string => {
  if (typeof value === 'string') return `"${value}"`;
  if (isList(value)) return `[${value.map((item) => valueText(item)).join(', ')}]`;
  if (!isObject(value)) return JSON.stringify(value);
  return (
    markerText(value) ??
    `{${Object.entries(value)
      .map(([field, inner]) => `${field}: ${valueText(inner)}`)
      .join(', ')}}`
  );
};

/** What a reader cannot see, and what happens to it instead. */
const markerText = (value: JsonObject): string | undefined => {
  if (isPlaceholder(value)) return '(secret: a placeholder is written)';
  if (isNeeded(value)) return '(secret: must be supplied to apply, --secrets)';
  if (isSecret(value)) return value.$secret ? '(secret: only the server knows it)' : '(secret: has no value)';
  if (isStoredFile(value)) return `(file ${value.$file.slice(0, 19)}…)`;
  if (isUnresolved(value)) return `(refers to nothing that exists: ${value.$unresolved})`;
  if (isExpression(value)) return value.$expression;
  if (isTypedReference(value)) {
    const { type, names } = value.$reference;
    return `${type} ${names.map((name) => `"${name}"`).join(' / ')}`;
  }
  return undefined;
};

/** The lines of a value that one line cannot show well; `undefined` where `valueText` does. */
export const valueLines = (value: JsonValue | undefined): readonly string[] | undefined => {
  if (typeof value === 'string') return /[\r\n]/.test(value) ? splitLines(value) : undefined;
  if (value === undefined || !(isObject(value) || isList(value))) return undefined;
  return valueText(value).length <= 70 ? undefined : structure(value, '');
};

/** Texts of Windows and of Unix alike; a line end that is not the text's usual one stays, to be seen. */
const splitLines = (text: string): readonly string[] => text.split(lineEndsOf(text) === 'CRLF' ? '\r\n' : '\n');

/** How the lines of a text end; `undefined` where there is no line end. */
export const lineEndsOf = (value: JsonValue | undefined): 'CRLF' | 'LF' | 'mixed' | undefined => {
  if (typeof value !== 'string' || !value.includes('\n')) return undefined;
  const all = value.split('\n').length;
  const windows = value.split('\r\n').length;
  return windows === all ? 'CRLF' : windows === 1 ? 'LF' : 'mixed';
};

const structure = (value: JsonValue, indent: string): readonly string[] => {
  const inner = `${indent}  `;
  if (isList(value) && value.length > 0)
    return [`${indent}[`, ...value.flatMap((item) => structure(item, inner)), `${indent}]`];
  if (isObject(value) && markerText(value) === undefined && Object.keys(value).length > 0)
    return [
      `${indent}{`,
      ...Object.entries(value).flatMap(([field, item]) => {
        const [first = '', ...rest] = structure(item, inner);
        return [`${inner}${field}: ${first.trimStart()}`, ...rest];
      }),
      `${indent}}`,
    ];
  return [`${indent}${valueText(value)}`];
};
