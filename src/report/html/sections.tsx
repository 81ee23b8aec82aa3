import type { VNode } from 'preact';
import type { Review } from '../review/review.js';
import { visible } from '../visible.js';
import { entryAnchor } from './anchors.js';
import type { Showing } from './showing.js';
import { ThingCard } from './thing.js';

/** The things that change, under the portal's headings. */
export const Things = ({ review, showing }: { readonly review: Review; readonly showing: Showing }): VNode => (
  <section id="things" aria-label="Things that change" tabIndex={-1}>
    {review.things.length === 0 && <p class="nothing">{review.title}</p>}
    {review.things.map(({ heading, things }) => (
      <section class="group">
        <h2>
          {visible(heading)} <span class="count">{things.length}</span>
        </h2>
        {things.map((thing) => (
          <ThingCard thing={thing} showing={showing} />
        ))}
      </section>
    ))}
  </section>
);

/** What leads to no change, and why. */
export const Lists = ({ lists }: { readonly lists: Review['lists'] }): VNode => {
  const before = lists.map((_, index) => lists.slice(0, index).reduce((sum, { entries }) => sum + entries.length, 0));
  return (
    <div id="lists" tabIndex={-1}>
      {lists.map(({ title, entries }, list) => (
        <details class="panel list group">
          <summary>
            <h2>
              {title} <span class="count">{entries.length}</span>
            </h2>
          </summary>
          {entries.map(({ type, group, name, says, since = 'unknown' }, index) => (
            <p
              class="item entry"
              id={entryAnchor((before[list] ?? 0) + index)}
              tabIndex={-1}
              data-type={type}
              data-owner={group}
              data-since={since}
              data-text
            >
              <b>{visible(name)}</b> <span class="says">{visible(says)}</span>
            </p>
          ))}
        </details>
      ))}
    </div>
  );
};
