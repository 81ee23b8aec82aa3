import type { VNode } from 'preact';
import type { Finding, ThreeSides } from '../review/review.js';
import { visible } from '../visible.js';
import { DecideConflict } from './deciding.js';
import { LineBlocks } from './line-blocks.js';
import { Value } from './value.js';

/** What stands below a finding: base, source and destination in three columns, and what may be copied (rules review-conflicts). */
export const FindingMore = ({ finding: { three, lines = [] } }: { readonly finding: Finding }): VNode | null =>
  three === undefined && lines.length === 0 ? null : (
    <>
      {three !== undefined && <Sides three={three} />}
      {three !== undefined && <DecideConflict three={three} />}
      {lines.length > 0 && (
        <ul class="lines-to-copy">
          {lines.map(({ command, purpose }) => (
            <li>
              <code>{visible(command)}</code> <span class="hint">{visible(purpose)}</span>
            </li>
          ))}
        </ul>
      )}
    </>
  );

const Sides = ({ three: { sides, compared, takes } }: { readonly three: ThreeSides }): VNode => {
  const [base] = sides;
  return (
    <>
      <table class="three">
        <thead>
          <tr>
            {sides.map(({ label }) => (
              <th scope="col" class={label === standing[takes] ? 'stands' : undefined}>
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody data-text>
          <tr>
            {sides.map(({ label, value }) => (
              <td data-title={label} class={label === standing[takes] ? 'stands' : undefined}>
                <Value value={value} other={label === 'base' ? undefined : base.value} pictures={{}} />
              </td>
            ))}
          </tr>
        </tbody>
      </table>
      {compared.map(({ title, blocks }) => (
        <details class="compared" open={title.endsWith('merged')}>
          <summary>{title}</summary>
          <LineBlocks blocks={blocks} lineEnds={undefined} />
        </details>
      ))}
    </>
  );
};

/** The column of whose word stands after apply. */
const standing = { destination: 'here', source: 'source', merged: '' } as const;
