import type { VNode } from 'preact';
import type { Review, ReviewChange } from '../review/review.js';
import { visible } from '../visible.js';
import { ChangeItem, type Showing } from './change.js';

/** The changes, those of one owner together; what stands alone stands with its type. */
export const Changes = ({
  changes,
  showing,
}: {
  readonly changes: readonly ReviewChange[];
  readonly showing: Showing;
}): VNode => (
  <section id="changes" aria-label="Changes" tabIndex={-1}>
    {changes.length === 0 && <p class="nothing">No changes.</p>}
    {[...inSections(changes)].map(([title, members]) => (
      <section class="group">
        <h2>
          {visible(title)} <span class="count">{members.length}</span>
        </h2>
        {members.map((change) => (
          <ChangeItem change={change} showing={showing} />
        ))}
      </section>
    ))}
  </section>
);

const inSections = (changes: readonly ReviewChange[]): ReadonlyMap<string, readonly ReviewChange[]> => {
  const sizes = new Map<string, number>();
  for (const { group } of changes) sizes.set(group, (sizes.get(group) ?? 0) + 1);
  const sections = new Map<string, ReviewChange[]>();
  for (const change of changes) {
    const title = sizes.get(change.group) === 1 ? change.type : change.group;
    const section = sections.get(title);
    if (section) section.push(change);
    else sections.set(title, [change]);
  }
  return sections;
};

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
