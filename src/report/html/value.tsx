import type { VNode } from 'preact';
import { isList, isObject, sameJson, type JsonValue } from '../../model/json.js';
import {
  isExpression,
  isNeeded,
  isPlaceholder,
  isSecret,
  isStoredFile,
  isTypedReference,
  isUnresolved,
} from '../../model/markers.js';
import type { Piece } from './lines.js';
import { pictureSource } from './picture-source.js';

/** Pictures by their digest, in base 64. */
export type Pictures = Readonly<Record<string, string>>;

/** One value as people read it; members of a list that `other` lacks are marked. */
export const Value = ({
  value,
  other,
  pictures,
}: {
  readonly value: JsonValue;
  readonly other?: JsonValue | undefined;
  readonly pictures: Pictures;
}): VNode => {
  if (typeof value === 'string') return value === '' ? <em>empty text</em> : <Pieces pieces={[{ text: value }]} />;
  if (isStoredFile(value)) return <StoredPicture digest={value.$file} pictures={pictures} />;
  const words = inWords(value);
  if (words !== undefined) return <em class={isSecretLike(value) ? 'secret' : undefined}>{words}</em>;
  if (isList(value) && value.every((item) => !isObject(item) && !isList(item)))
    return <List items={value} other={isList(other) ? other : undefined} />;
  return <pre>{asText(value)}</pre>;
};

/** Text that may have several lines, with the pieces marked that differ. */
export const Pieces = ({ pieces }: { readonly pieces: readonly (Partial<Piece> & { text: string })[] }): VNode => (
  <span class="text">{pieces.map(({ text, changed }) => (changed === true ? <mark>{text}</mark> : text))}</span>
);

const List = ({
  items,
  other,
}: {
  readonly items: readonly JsonValue[];
  readonly other: readonly JsonValue[] | undefined;
}): VNode => (
  <ul class="members">
    {items.map((item) => {
      const isNew = other !== undefined && !other.some((one) => sameJson(one, item));
      const text = asText(item);
      return <li>{isNew ? <mark>{text}</mark> : text}</li>;
    })}
  </ul>
);

const StoredPicture = ({ digest, pictures }: { readonly digest: string; readonly pictures: Pictures }): VNode => {
  const held = Object.hasOwn(pictures, digest) ? pictures[digest] : undefined;
  const source = held === undefined ? undefined : pictureSource(held);
  return (
    <>
      {source !== undefined && <img src={source} alt="" width="48" height="48" />}
      <em>picture {digest.replace('sha256:', '').slice(0, 12)}</em>
    </>
  );
};

/** A value as plain text, for line diffs and lists: text as it is, what stands for something in words, JSON otherwise. */
export const asText = (value: JsonValue): string =>
  typeof value === 'string' ? value : (inWords(value) ?? JSON.stringify(value, null, 2));

/** Whether the text of a value has lines to compare: what stands for something else has not. */
export const hasLines = (value: JsonValue): boolean =>
  typeof value === 'string' ? value.includes('\n') : isObject(value) && inWords(value) === undefined;

const isSecretLike = (value: JsonValue): boolean => isSecret(value) || isPlaceholder(value) || isNeeded(value);

/** What has no text of its own. */
const inWords = (value: JsonValue): string | undefined => {
  if (value === null) return 'nothing (null)';
  if (isSecret(value)) return value.$secret ? 'secret: kept by the server' : 'secret: none is set';
  if (isPlaceholder(value))
    return value.$placeholder === '' ? 'secret: none is set' : 'secret: placeholder, to be replaced';
  if (isNeeded(value)) return 'secret: to be supplied when it is applied';
  if (isExpression(value)) return `expression ${value.$expression}`;
  if (isUnresolved(value)) return `unknown id ${value.$unresolved}`;
  if (isTypedReference(value)) return `${value.$reference.type} ${value.$reference.names.join(' / ')}`;
  if (isStoredFile(value)) return `picture ${value.$file}`;
  if (isList(value) && value.length === 0) return 'empty list';
  if (isObject(value) && Object.keys(value).length === 0) return 'nothing in it';
  return undefined;
};
