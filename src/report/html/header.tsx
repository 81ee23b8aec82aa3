import type { VNode } from 'preact';
import type { Review } from '../review/review.js';
import { visible } from '../visible.js';
import { filterLink } from './filter-link.js';

/** Which spaces, how much of what. */
export const Header = ({ review }: { readonly review: Review }): VNode => {
  const { kind, from, to, digest } = review;
  return (
    <header>
      <div class="title">
        <h1>{titleOf(review)}</h1>
        <button type="button" id="theme" class="needs-script" hidden>
          Light or dark
        </button>
      </div>
      <div class="sides">
        <Side title={kind === 'changeset' ? 'From' : 'Older'} side={from} />
        <span class="arrow" aria-hidden="true">
          →
        </span>
        <Side title={kind === 'changeset' ? 'To' : 'Newer'} side={to} />
      </div>
      {digest !== undefined && (
        <p class="digest">
          Digest <code>{visible(digest)}</code>
        </p>
      )}
    </header>
  );
};

/** What the page is called, in its heading and its tab. */
export const titleOf = ({ kind, changes }: Review): string => {
  const count = changes.length.toLocaleString('en');
  return kind === 'changeset'
    ? `${count} ${changes.length === 1 ? 'change' : 'changes'} to review`
    : `${count} ${changes.length === 1 ? 'difference' : 'differences'}`;
};

const Side = ({ title, side }: { readonly title: string; readonly side: Review['from'] }): VNode => (
  <dl class="side">
    <dt>{title}</dt>
    <dd>
      <b>{visible(side.space)}</b>
    </dd>
    <dd>{visible(side.url)}</dd>
    <dd class="hint">Octopus {visible(side.version)}</dd>
  </dl>
);

/** How many of what, by type. */
export const Summary = ({ summary: { columns, rows } }: Pick<Review, 'summary'>): VNode | null =>
  rows.length === 0 ? null : (
    <details class="panel summary" open={rows.length <= 8}>
      <summary>
        <h2>How many of what</h2>
        <span class="hint">
          {columns.map((column) => `${total(rows, column).toLocaleString('en')} ${column}`).join(', ')}
        </span>
      </summary>
      <div class="scrolls">
        <table>
          <thead>
            <tr>
              <th scope="col">Type</th>
              {columns.map((column) => (
                <th scope="col">{column}</th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ type, counts }) => (
              <tr>
                <th scope="row">
                  <a href={filterLink({ type })}>{visible(type)}</a>
                </th>
                {columns.map((column) => (
                  <td>{(counts[column] ?? 0) === 0 ? <span class="hint">·</span> : counts[column]}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );

const total = (rows: Review['summary']['rows'], column: string): number =>
  rows.reduce((sum, { counts }) => sum + (counts[column] ?? 0), 0);
