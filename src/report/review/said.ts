import { isList, isObject, type JsonObject, type JsonValue } from '../../model/json.js';
import {
  isExpression,
  isNeeded,
  isPlaceholder,
  isSecret,
  isStoredFile,
  isTypedReference,
  isUnresolved,
  JSON_TEXT,
  LIST_TEXT,
} from '../../model/markers.js';
import { calledOf } from '../../catalogue/called.js';

/** What a value says, in the words of every format. */
export type Said =
  /** A text as it is. */
  | { readonly kind: 'text'; readonly text: string; readonly lines?: readonly string[] }
  /** Words about what cannot be shown: a secret, or that there is nothing. */
  | { readonly kind: 'words'; readonly text: string; readonly about?: 'secret' | 'nothing' }
  /** Words about a picture that the review may hold. */
  | { readonly kind: 'picture'; readonly text: string; readonly digest: string }
  /** Members, none of which is a list or a structure itself. */
  | { readonly kind: 'list'; readonly items: readonly Said[]; readonly lines?: readonly string[] }
  /** A number, a reference, a structure. */
  | { readonly kind: 'data'; readonly text: string; readonly lines?: readonly string[] };

/** A value in words; with `lines` where one line cannot show it well. */
export const said = (value: JsonValue): Said => {
  const one = saidShort(value);
  if (one.kind === 'text') return /[\r\n]/.test(one.text) ? { ...one, lines: linesIn(one.text) } : one;
  const mayBeLong = one.kind === 'list' || (one.kind === 'data' && (isList(value) || isObject(value)));
  return mayBeLong && inOneLine(one).length > longest ? { ...one, lines: structureLines(value, '') } : one;
};

/** Characters of a structure that still reads well in one line. */
const longest = 70;

/** What is unfolded from a text reads as what it holds. */
const unfolded = (value: JsonValue): JsonValue =>
  isObject(value) ? (value[JSON_TEXT] ?? value[LIST_TEXT] ?? value) : value;

const saidShort = (given: JsonValue): Said => {
  const value = unfolded(given);
  if (value === '') return nothing('empty text');
  if (typeof value === 'string') return { kind: 'text', text: value };
  if (value === null) return nothing('nothing');
  if (isList(value)) return saidList(value);
  if (!isObject(value)) return { kind: 'data', text: String(value) };
  const fields = Object.entries(value);
  return (
    saidMarker(value) ??
    (fields.length === 0
      ? nothing('nothing in it')
      : { kind: 'data', text: `{${fields.map(([field, inner]) => `${field}: ${shortly(inner)}`).join(', ')}}` })
  );
};

const saidList = (values: readonly JsonValue[]): Said => {
  if (values.length === 0) return nothing('empty list');
  if (values.every(isPlain)) return { kind: 'list', items: values.map(saidShort) };
  return { kind: 'data', text: `[${values.map(shortly).join(', ')}]` };
};

const isPlain = (value: JsonValue): boolean => !isList(value) && (!isObject(value) || saidMarker(value) !== undefined);

const shortly = (value: JsonValue): string => inOneLine(saidShort(value));

const nothing = (text: string): Said => ({ kind: 'words', text, about: 'nothing' });

/** What a reader cannot see, and what happens to it instead. */
const saidMarker = (value: JsonObject): Said | undefined => {
  if (isPlaceholder(value)) return secret(value.$placeholder === '' ? 'none is set' : 'placeholder, to be replaced');
  if (isNeeded(value)) return secret('must be supplied to apply, --secrets');
  if (isSecret(value)) return secret(value.$secret ? 'only the server knows it' : 'none is set');
  if (isStoredFile(value)) {
    const digest = value.$file;
    return { kind: 'picture', text: `picture ${digest.replace('sha256:', '').slice(0, 12)}`, digest };
  }
  if (isUnresolved(value)) return { kind: 'words', text: `refers to nothing that exists: ${value.$unresolved}` };
  if (isExpression(value)) return { kind: 'data', text: value.$expression };
  if (isTypedReference(value)) {
    const { type, names } = value.$reference;
    return { kind: 'data', text: calledOf({ type, names }) };
  }
  return undefined;
};

const secret = (text: string): Said => ({ kind: 'words', text: `secret: ${text}`, about: 'secret' });

/** Where everything has to be one kind of text: texts in quotes as they are, words in parentheses. */
export const inOneLine = (one: Said): string => {
  switch (one.kind) {
    case 'text':
      return `"${one.text}"`;
    case 'words':
    case 'picture':
      return `(${one.text})`;
    case 'list':
      return `[${one.items.map(inOneLine).join(', ')}]`;
    case 'data':
      return one.text;
  }
};

const structureLines = (given: JsonValue, indent: string): readonly string[] => {
  const value = unfolded(given);
  const inner = `${indent}  `;
  if (isList(value) && value.length > 0)
    return [`${indent}[`, ...value.flatMap((item) => structureLines(item, inner)), `${indent}]`];
  if (isObject(value) && saidMarker(value) === undefined && Object.keys(value).length > 0)
    return [
      `${indent}{`,
      ...Object.entries(value).flatMap(([field, item]) => {
        const [first = '', ...rest] = structureLines(item, inner);
        return [`${inner}${field}: ${first.trimStart()}`, ...rest];
      }),
      `${indent}}`,
    ];
  return [`${indent}${shortly(value)}`];
};

/** The lines of a text of Windows and of Unix alike; a line end that is not the text's usual one stays, to be seen. */
const linesIn = (text: string): readonly string[] => text.split(lineEndsOf(text) === 'CRLF' ? '\r\n' : '\n');

/** How the lines of a text end; `undefined` where there is no line end. */
export const lineEndsOf = (value: JsonValue | undefined): 'CRLF' | 'LF' | 'mixed' | undefined => {
  if (typeof value !== 'string' || !value.includes('\n')) return undefined;
  const all = value.split('\n').length;
  const windows = value.split('\r\n').length;
  return windows === all ? 'CRLF' : windows === 1 ? 'LF' : 'mixed';
};
