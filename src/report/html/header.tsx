import type { VNode } from 'preact';

import type { HeaderLine, Review } from '../review/review.js';
import { headings } from '../review/words.js';
import { visible } from '../visible.js';
import { filterLink } from './filter-link.js';

/** The headline, both sides with their times, how it was made, and the whole digest to compare and to copy. */
export const Header = ({ review }: { readonly review: Review }): VNode => {
  const { headline, header, sides, digest } = review;
  return (
    <header>
      <div class="title">
        <h1>{visible(headline)}</h1>
        <button type="button" id="theme" class="needs-script" hidden>
          Light or dark
        </button>
      </div>
      <div class="sides">
        {header.map((line, index) => (
          <Line line={line} snapshot={sides[index]?.digest} />
        ))}
      </div>
      {digest !== undefined && (
        <p class="digest">
          Digest <code id="digest">{visible(digest)}</code>{' '}
          <button type="button" id="copy" class="needs-script" hidden>
            Copy
          </button>
        </p>
      )}
      <Contents review={review} />
    </header>
  );
};

const Line = ({
  line: { label, parts },
  snapshot,
}: {
  readonly line: HeaderLine;
  readonly snapshot: string | undefined;
}): VNode => {
  const [first = '', ...more] = parts;
  return (
    <dl class="side">
      <dt>{label}</dt>
      <dd>
        <b>{visible(first)}</b>
      </dd>
      {more.map((part) => (
        <dd>{visible(part)}</dd>
      ))}
      {snapshot !== undefined && (
        <dd>
          snapshot <code>{visible(snapshot)}</code>
        </dd>
      )}
    </dl>
  );
};

/** What the page has, and how much of it. */
const Contents = ({ review: { asks, things, tasks, lists, next } }: { readonly review: Review }): VNode => {
  const sum = (counts: readonly number[]): number => counts.reduce((total, count) => total + count, 0);
  const parts = [
    { id: 'findings', title: headings.findings, count: sum(asks.map(({ count }) => count)) },
    { id: 'things', title: 'Things that change', count: sum(things.map((group) => group.things.length)) },
    { id: 'tasks', title: headings.cleanUp, count: sum(tasks.map(({ count }) => count)) },
    { id: 'lists', title: 'No change', count: sum(lists.map(({ entries }) => entries.length)) },
    { id: 'next', title: headings.next, count: next.length },
  ];
  return (
    <nav class="contents" aria-label="Contents">
      {parts
        .filter(({ count }) => count > 0)
        .map(({ id, title, count }) => (
          <a href={`#${id}`}>
            {title}
            {id !== 'next' && ` (${count.toLocaleString('en')})`}
          </a>
        ))}
    </nav>
  );
};

/** How many of what, by type. */
export const Summary = ({ summary: { columns, rows, empty } }: Pick<Review, 'summary'>): VNode =>
  columns.length === 0 ? (
    <p class="nothing">{empty}</p>
  ) : (
    <details class="panel summary">
      <summary>
        <h2>How many of what</h2>
        <span class="hint">
          {columns.map(({ title, total }) => `${total.toLocaleString('en')} ${title}`).join(', ')}
        </span>
      </summary>
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
          {rows.map(({ type, heading, counts }) => (
            <tr>
              <th scope="row">
                <a href={filterLink({ type })}>{visible(heading)}</a>
              </th>
              {counts.map((count, index) => (
                <td class={count === 0 ? 'none' : undefined} data-title={columns[index]?.title}>
                  {count === 0 ? '·' : count}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
