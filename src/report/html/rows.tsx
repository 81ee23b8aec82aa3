import type { VNode } from 'preact';
import type { FieldChange, FieldSection } from '../review/fields.js';
import type { ReviewChange } from '../review/review.js';
import type { Row } from '../review/row-types.js';
import { visible } from '../visible.js';
import type { Showing } from './showing.js';
import { Cells, Fields, type Side } from './fields.js';

/** Step by step, value by value, field by field, before and after beside each other; what is as usual only on demand. */
export const Rows = ({ change, showing }: { readonly change: ReviewChange; readonly showing: Showing }): VNode => {
  const shown = change.rows.filter(({ isUsual }) => isUsual !== true).map(withField);
  const usual = change.rows.filter(({ isUsual }) => isUsual === true);
  const sides = change.action === 'update' ? both : change.action === 'create' ? after : before;
  return (
    <>
      {shown.length > 0 && (
        <table class={`rows of-${sides.length}`}>
          <thead>
            <tr>
              <th scope="col">What</th>
              {sides.map((side) => (
                <th scope="col">{showing.titles[side]}</th>
              ))}
            </tr>
          </thead>
          <tbody data-text>
            {shown.map((one) => (
              <RowLines one={one} sides={sides} showing={showing} />
            ))}
          </tbody>
        </table>
      )}
      {usual.length > 0 && (
        <details class="usual">
          <summary>
            {usual.length} {usual.length === 1 ? 'field says' : 'fields say'} what is usual
          </summary>
          <ul data-text>
            {usual.map(({ title, says }) => (
              <li>
                <b>{visible(title)}</b> {visible(says)}
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
};

const both: readonly Side[] = ['before', 'after'];
const before: readonly Side[] = ['before'];
const after: readonly Side[] = ['after'];

interface RowWithField {
  readonly row: Row;
  readonly field: FieldChange | undefined;
  /** What is behind it, where that is more than it says itself. */
  readonly sections: readonly FieldSection[];
}

const withField = (row: Row): RowWithField => {
  const field = row.field?.();
  // A row that is a field says all of it.
  if (field !== undefined && row.counts === undefined) return { row, field, sections: [] };
  const sections = row.sections();
  const count = sections.reduce((sum, { fields, empty }) => sum + fields.length + empty.length, 0);
  return { row, field, sections: field !== undefined && count <= 1 ? [] : sections };
};

const RowLines = ({
  one: { row, field, sections },
  sides,
  showing,
}: {
  readonly one: RowWithField;
  readonly sides: readonly Side[];
  readonly showing: Showing;
}): VNode => {
  const { sign, title, says, notes = '' } = row;
  if (sign === '=')
    return (
      <tr class="same">
        <td colSpan={sides.length + 1}>{visible(title)}</td>
      </tr>
    );
  const columns = sides.length + 1;
  if (field === undefined && sections.length > 0)
    return (
      <tr class={classOf[sign]}>
        <th scope="row" class="unfolds" colSpan={columns}>
          <details open={sign === '~'}>
            <summary>
              <span class="mark">{sign}</span> {visible(title)} <span class="says">{visible(says)}</span>
            </summary>
            <Fields sections={sections} titles={showing.titles} pictures={showing.pictures} />
          </details>
        </th>
      </tr>
    );
  return (
    <>
      <tr class={classOf[sign]}>
        <th scope="row">
          <span class="mark">{sign}</span> {visible(title)}
          {field !== undefined && notes !== '' && <span class="notes">{visible(notes)}</span>}
        </th>
        {field === undefined ? (
          <td colSpan={sides.length}>{visible(says)}</td>
        ) : (
          <Cells field={field} sides={sides} pictures={showing.pictures} />
        )}
      </tr>
      {sections.length > 0 && (
        <tr class="more">
          <td colSpan={columns}>
            <details>
              <summary>all of it</summary>
              <Fields sections={sections} titles={showing.titles} pictures={showing.pictures} />
            </details>
          </td>
        </tr>
      )}
    </>
  );
};

const classOf = { '+': 'comes', '~': 'changes', '-': 'goes', '>': 'moves' } as const;
