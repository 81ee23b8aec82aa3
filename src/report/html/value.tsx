import type { VNode } from 'preact';
import { inOneLine, type Said } from '../review/said.js';
import type { Piece } from '../review/word-pieces.js';
import { pictureSource } from './picture-source.js';

/** Pictures by their digest, in base 64. */
export type Pictures = Readonly<Record<string, string>>;

/** One value as people read it; members of a list that `other` lacks are marked. */
export const Value = ({
  value,
  other,
  pictures,
}: {
  readonly value: Said;
  readonly other?: Said | undefined;
  readonly pictures: Pictures;
}): VNode => {
  switch (value.kind) {
    case 'text':
      return <Pieces pieces={[{ text: value.text }]} />;
    case 'words':
      return <em class={value.about === 'secret' ? 'secret' : undefined}>{value.text}</em>;
    case 'picture':
      return <StoredPicture digest={value.digest} text={value.text} pictures={pictures} />;
    case 'list':
      return <List items={value.items} other={other?.kind === 'list' ? other.items : undefined} />;
    case 'data':
      return <pre>{value.lines?.join('\n') ?? value.text}</pre>;
  }
};

/** Text that may have several lines, with the pieces marked that differ. */
export const Pieces = ({ pieces }: { readonly pieces: readonly (Partial<Piece> & { text: string })[] }): VNode => (
  <span class="text">{pieces.map(({ text, changed }) => (changed === true ? <mark>{text}</mark> : text))}</span>
);

const List = ({
  items,
  other,
}: {
  readonly items: readonly Said[];
  readonly other: readonly Said[] | undefined;
}): VNode => {
  const known = other && new Set(other.map(inOneLine));
  return (
    <ul class="members">
      {items.map((item) => {
        const text = item.kind === 'text' ? item.text : inOneLine(item);
        return <li>{known?.has(inOneLine(item)) === false ? <mark>{text}</mark> : text}</li>;
      })}
    </ul>
  );
};

const StoredPicture = ({
  digest,
  text,
  pictures,
}: {
  readonly digest: string;
  readonly text: string;
  readonly pictures: Pictures;
}): VNode => {
  const held = Object.hasOwn(pictures, digest) ? pictures[digest] : undefined;
  const source = held === undefined ? undefined : pictureSource(held);
  return (
    <>
      {source !== undefined && <img src={source} alt="" width="48" height="48" />}
      <em>{text}</em>
    </>
  );
};
