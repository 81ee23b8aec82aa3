import type { VNode } from 'preact';
import type { Review } from '../review/review.js';
import { visible } from '../visible.js';
import { ChangeItem, type Showing } from './change.js';

/** The changes with what they belong to. */
export const Changes = ({ review, showing }: { readonly review: Review; readonly showing: Showing }): VNode => (
  <section id="changes" aria-label="Changes" tabIndex={-1}>
    {review.groups.length === 0 && <p class="nothing">{review.title}</p>}
    {review.groups.map(({ title, changes }) => (
      <section class="group">
        <h2>
          {visible(title)} <span class="count">{changes.length}</span>
        </h2>
        {changes.map((change) => (
          <ChangeItem change={change} showing={showing} />
        ))}
      </section>
    ))}
  </section>
);

/** What leads to no change, and why. */
export const Lists = ({ lists }: { readonly lists: Review['lists'] }): VNode => (
  <>
    {lists.map(({ title, entries }) => (
      <details class="panel list group">
        <summary>
          <h2>
            {title} <span class="count">{entries.length}</span>
          </h2>
        </summary>
        {entries.map(({ type, group, name, says }) => (
          <p class="item entry" data-type={type} data-owner={group} data-text>
            <span class="id">{visible(name)}</span> <span class="says">{visible(says)}</span>
          </p>
        ))}
      </details>
    ))}
  </>
);
