import type { VNode } from 'preact';
import type { Edit } from '../review/edits.js';
import { lineBlocks, wordPieces, type Block } from './lines.js';
import { asText, hasLines, Pieces, Value, type Pictures } from './value.js';

/** How the two sides are called. */
export interface SideTitles {
  readonly before: string;
  readonly after: string;
}

const step = ' › ';

/** The fields of one change, before and after side by side; a field's parents are said once for all that share them. */
export const Edits = ({
  edits,
  titles,
  pictures,
}: {
  readonly edits: readonly Edit[];
  readonly titles: SideTitles;
  readonly pictures: Pictures;
}): VNode => {
  const sides = sidesOf(edits, titles);
  return (
    <table class={`edits of-${sides.length}`}>
      <thead>
        <tr>
          <th scope="col">Field</th>
          {sides.map((title) => (
            <th scope="col">{title}</th>
          ))}
        </tr>
      </thead>
      {inGroups(edits).map(({ parent, edits: members }) => (
        <tbody data-text>
          {parent !== '' && (
            <tr>
              <th scope="rowgroup" colSpan={sides.length + 1}>
                {parent} {sides.length > 1 && <Whole edits={members} />}
              </th>
            </tr>
          )}
          {members.map((edit) => (
            <tr class={edit.op}>
              <th scope="row">{lastOf(edit.place)}</th>
              <Cells edit={edit} isAlone={sides.length === 1} pictures={pictures} />
            </tr>
          ))}
        </tbody>
      ))}
    </table>
  );
};

/** Says of a thing that comes or goes whole that it does. */
const Whole = ({ edits }: { readonly edits: readonly Edit[] }): VNode | null => {
  const [first] = edits;
  if (first === undefined || edits.length === 1 || edits.some(({ op }) => op !== first.op)) return null;
  if (first.op === 'add') return <span class="badge create">added</span>;
  return first.op === 'remove' ? <span class="badge delete">removed</span> : null;
};

/** A side that says nothing at all gets no column. */
const sidesOf = (edits: readonly Edit[], { before, after }: SideTitles): readonly string[] => {
  if (edits.every(({ op }) => op === 'add')) return [after];
  return edits.every(({ op }) => op === 'remove') ? [before] : [before, after];
};

interface Group {
  readonly parent: string;
  readonly edits: Edit[];
}

/** Fields of one thing together; two things that are called the same stay apart, because a field is in a thing once. */
const inGroups = (edits: readonly Edit[]): readonly Group[] => {
  const groups = new Map<string, Group[]>();
  const inOrder: Group[] = [];
  for (const edit of edits) {
    const parent = edit.place.split(step).slice(0, -1).join(step);
    const key = `${parent}\n${edit.at.replace(/\/[^/]*$/, '')}`;
    const alike = groups.get(key) ?? [];
    const open = alike.find((group) => group.edits.every(({ at }) => at !== edit.at));
    if (open) open.edits.push(edit);
    else {
      const group = { parent, edits: [edit] };
      groups.set(key, [...alike, group]);
      inOrder.push(group);
    }
  }
  return inOrder;
};

const lastOf = (place: string): string => place.split(step).at(-1) ?? place;

const Cells = ({
  edit: { op, before, after, from },
  isAlone,
  pictures,
}: {
  readonly edit: Edit;
  readonly isAlone: boolean;
  readonly pictures: Pictures;
}): VNode => {
  if (op === 'move')
    return (
      <>
        <td class="before">
          <em>moved from</em> {from}
        </td>
        <td class="after">
          <em>to here</em>
        </td>
      </>
    );
  if (before !== undefined && after !== undefined) {
    if (typeof before === 'string' && typeof after === 'string' && !`${before}${after}`.includes('\n')) {
      const pieces = wordPieces(before, after);
      return (
        <>
          <td class="before">{before === '' ? <em>empty text</em> : <Pieces pieces={pieces.before} />}</td>
          <td class="after">{after === '' ? <em>empty text</em> : <Pieces pieces={pieces.after} />}</td>
        </>
      );
    }
    if (hasLines(before) || hasLines(after))
      return (
        <td class="wide" colSpan={2}>
          <LineDiff blocks={lineBlocks(asText(before), asText(after))} />
        </td>
      );
  }
  const side = (name: 'before' | 'after'): VNode => {
    const [value, other] = name === 'before' ? [before, after] : [after, before];
    const isGone = name === 'before' ? op === 'add' : op === 'remove';
    if (value === undefined)
      return (
        <td class="absent">
          <em>{isGone ? '—' : 'not known'}</em>
        </td>
      );
    return (
      <td class={name}>
        <Value value={value} other={other} pictures={pictures} />
      </td>
    );
  };
  if (isAlone) return side(op === 'remove' ? 'before' : 'after');
  return (
    <>
      {side('before')}
      {side('after')}
    </>
  );
};

/** Lines that are the same on both sides, and near no difference, are folded. */
const near = 3;

const LineDiff = ({ blocks }: { readonly blocks: readonly Block[] }): VNode => (
  <div class="lines">
    {blocks.map((block, index) =>
      block.kind === 'same' ? (
        <Same text={block.text} isFirst={index === 0} isLast={index === blocks.length - 1} />
      ) : (
        <>
          <pre class="before">
            <Pieces pieces={block.before} />
          </pre>
          <pre class="after">
            <Pieces pieces={block.after} />
          </pre>
        </>
      ),
    )}
  </div>
);

const Same = ({
  text,
  isFirst,
  isLast,
}: {
  readonly text: string;
  readonly isFirst: boolean;
  readonly isLast: boolean;
}): VNode => {
  const lines = text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
  const head = isFirst ? 0 : near;
  const tail = isLast ? 0 : near;
  const folded = lines.slice(head, lines.length - tail);
  if (folded.length < 3) return <Both text={text} />;
  return (
    <>
      {head > 0 && <Both text={lines.slice(0, head).join('')} />}
      <details class="fold">
        <summary>{folded.length} unchanged lines</summary>
        <div class="lines">
          <Both text={folded.join('')} />
        </div>
      </details>
      {tail > 0 && <Both text={lines.slice(lines.length - tail).join('')} />}
    </>
  );
};

const Both = ({ text }: { readonly text: string }): VNode => (
  <>
    <pre>
      <Pieces pieces={[{ text }]} />
    </pre>
    <pre>
      <Pieces pieces={[{ text }]} />
    </pre>
  </>
);
