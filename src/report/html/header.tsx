import type { VNode } from 'preact';
import type { Review, ReviewSide } from '../review/review.js';
import { visible } from '../visible.js';
import { filterLink } from './filter-link.js';

/** Which spaces, how much of what. */
export const Header = ({ review }: { readonly review: Review }): VNode => {
  const { title, actions, sides, digest } = review;
  const [from, to] = sides;
  return (
    <header>
      <div class="title">
        <h1>
          {title} <span class="hint">{actions}</span>
        </h1>
        <button type="button" id="theme" class="needs-script" hidden>
          Light or dark
        </button>
      </div>
      <div class="sides">
        <Side side={from} />
        <span class="arrow" aria-hidden="true">
          →
        </span>
        <Side side={to} />
      </div>
      {digest !== undefined && (
        <p class="digest">
          Digest <code>{visible(digest)}</code>
        </p>
      )}
    </header>
  );
};

const Side = ({ side: { title, space, url, version, digest } }: { readonly side: ReviewSide }): VNode => (
  <dl class="side">
    <dt>{title}</dt>
    <dd>
      <b>{visible(space)}</b>
    </dd>
    <dd>{visible(url)}</dd>
    <dd class="hint">Octopus {visible(version)}</dd>
    {digest !== undefined && (
      <dd class="hint">
        snapshot <code>{visible(digest)}</code>
      </dd>
    )}
  </dl>
);

/** How many of what, by type. */
export const Summary = ({ summary: { columns, rows, empty } }: Pick<Review, 'summary'>): VNode =>
  columns.length === 0 ? (
    <p class="nothing">{empty}</p>
  ) : (
    <details class="panel summary" open={rows.length <= 8}>
      <summary>
        <h2>How many of what</h2>
        <span class="hint">
          {columns.map(({ title, total }) => `${total.toLocaleString('en')} ${title}`).join(', ')}
        </span>
      </summary>
      <div class="scrolls">
        <table>
          <thead>
            <tr>
              <th scope="col">Type</th>
              {columns.map(({ title }) => (
                <th scope="col">{title}</th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ type, counts }) => (
              <tr>
                <th scope="row">
                  <a href={filterLink({ type })}>{visible(type)}</a>
                </th>
                {counts.map((count) => (
                  <td>{count === 0 ? <span class="hint">·</span> : count}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
