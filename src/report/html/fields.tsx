import type { VNode } from 'preact';
import type { FieldChange, FieldSection } from '../review/fields.js';
import { wordPieces } from '../review/word-pieces.js';
import { LineBlocks } from './line-blocks.js';
import { Pieces, Value, type Pictures } from './value.js';

/** How the two sides are called. */
export interface SideTitles {
  readonly before: string;
  readonly after: string;
}

/** The fields of one change, before and after side by side. */
export const Fields = ({
  sections,
  titles,
  pictures,
}: {
  readonly sections: readonly FieldSection[];
  readonly titles: SideTitles;
  readonly pictures: Pictures;
}): VNode => {
  const sides = sidesOf(sections);
  return (
    <table class={`edits of-${sides.length}`}>
      <thead>
        <tr>
          <th scope="col">Field</th>
          {sides.map((side) => (
            <th scope="col">{titles[side]}</th>
          ))}
        </tr>
      </thead>
      {sections.map(({ heading, fields, empty }) => (
        <tbody data-text>
          {heading !== '' && (
            <tr>
              <th scope="rowgroup" colSpan={sides.length + 1}>
                {heading}
              </th>
            </tr>
          )}
          {fields.map((field) => (
            <tr class={field.op}>
              <th scope="row">{field.name}</th>
              <Cells field={field} sides={sides} pictures={pictures} />
            </tr>
          ))}
          {empty.map(({ op, names }) => (
            <tr class={op}>
              <th scope="row">empty</th>
              <OneSide side={op === 'add' ? 'after' : 'before'} sides={sides}>
                <em>{names.join(', ')}</em>
              </OneSide>
            </tr>
          ))}
        </tbody>
      ))}
    </table>
  );
};

export type Side = 'before' | 'after';

/** A side that says nothing at all gets no column. */
const sidesOf = (sections: readonly FieldSection[]): readonly Side[] => {
  const ops = new Set(sections.flatMap(({ fields, empty }) => [...fields, ...empty].map(({ op }) => op)));
  if (ops.size !== 1) return ['before', 'after'];
  return ops.has('add') ? ['after'] : ops.has('remove') ? ['before'] : ['before', 'after'];
};

/** What a field says, in a cell for each side that has a column. */
export const Cells = ({
  field,
  sides,
  pictures,
}: {
  readonly field: FieldChange;
  readonly sides: readonly Side[];
  readonly pictures: Pictures;
}): VNode => {
  switch (field.op) {
    case 'move':
      return (
        <td colSpan={2}>
          <em>{field.says}</em>
        </td>
      );
    case 'add':
      return (
        <OneSide side="after" sides={sides}>
          <Value value={field.after} pictures={pictures} />
        </OneSide>
      );
    case 'remove':
      return (
        <OneSide side="before" sides={sides}>
          <Value value={field.before} pictures={pictures} />
        </OneSide>
      );
    case 'replace':
      return <BothSides field={field} pictures={pictures} />;
  }
};

const OneSide = ({
  side,
  sides,
  children,
}: {
  readonly side: Side;
  readonly sides: readonly Side[];
  readonly children: VNode;
}): VNode => <>{sides.map((one) => (one === side ? <td class={one}>{children}</td> : <td class="absent">—</td>))}</>;

const BothSides = ({
  field: { before, after, blocks, lineEnds },
  pictures,
}: {
  readonly field: FieldChange & { readonly op: 'replace' };
  readonly pictures: Pictures;
}): VNode => {
  if (blocks !== undefined)
    return (
      <td class="wide" colSpan={2}>
        <LineBlocks blocks={blocks} lineEnds={lineEnds} />
      </td>
    );
  const pieces = before.kind === 'text' && after.kind === 'text' ? wordPieces(before.text, after.text) : undefined;
  return (
    <>
      <td class="before">
        {pieces ? <Pieces pieces={pieces.before} /> : <Value value={before} other={after} pictures={pictures} />}
      </td>
      <td class="after">
        {pieces ? <Pieces pieces={pieces.after} /> : <Value value={after} other={before} pictures={pictures} />}
      </td>
    </>
  );
};
