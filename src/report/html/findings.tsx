import type { VNode } from 'preact';
import type { Finding, FindingGroup, Review, SameReason } from '../review/review.js';
import { headings } from '../review/words.js';
import { visible } from '../visible.js';
import { ChangeLink, type Showing } from './change.js';
import { filterLink } from './filter-link.js';

type Anchors = Showing['anchors'];

/** What needs eyes first, and what is to do afterwards: kind by kind, the worst first. */
export const Findings = ({ review, anchors }: { readonly review: Review; readonly anchors: Anchors }): VNode => {
  const { asks, tasks } = review;
  const findingGroups = asks.flatMap((ask) => ask.groups);
  return (
    <>
      <section class="panel" aria-labelledby="first">
        <h2 id="first">{headings.findings}</h2>
        {findingGroups.length === 0 && <p class="nothing">{headings.noFindings}</p>}
        <Kinds groups={findingGroups} anchors={anchors} />
      </section>
      {tasks.length > 0 && (
        <section class="panel" aria-labelledby="afterwards">
          <h2 id="afterwards">{headings.cleanUp}</h2>
          {tasks.map(({ title, means, count, tasks: own }) => (
            <details class="kind todo">
              <summary>
                <span class="number">{count}</span> <b>{title}</b> <span class="hint">{means}</span>
              </summary>
              <ul>
                {own.map(({ id, says }) => (
                  <li>
                    <ChangeLink id={id} anchors={anchors} /> {visible(says)}
                  </li>
                ))}
              </ul>
            </details>
          ))}
        </section>
      )}
    </>
  );
};

const Kinds = ({ groups, anchors }: { readonly groups: readonly FindingGroup[]; readonly anchors: Anchors }): VNode => (
  <>
    {groups.map((group) => (
      <Kind group={group} anchors={anchors} />
    ))}
  </>
);

const Kind = ({ group, anchors }: { readonly group: FindingGroup; readonly anchors: Anchors }): VNode => {
  const { kind, title, means, tone, count, reasons } = group;
  const isOfChanges = reasons.some(({ members }) =>
    members.some(({ about }) => about !== undefined && anchors.has(about)),
  );
  return (
    <details class={`kind ${tone}`} open={count <= 5 && tone === 'danger'}>
      <summary>
        <span class="number">{count}</span> <b>{title}</b> <span class="hint">{means}</span>
      </summary>
      {isOfChanges && (
        <p>
          <a href={filterLink({ kind })}>Show only the changes with this</a>
        </p>
      )}
      <ul>
        {reasons.map((reason) => (
          <Reason reason={reason} anchors={anchors} />
        ))}
      </ul>
    </details>
  );
};

const Reason = ({
  reason: { says, count, members },
  anchors,
}: {
  readonly reason: SameReason<Finding>;
  readonly anchors: Anchors;
}): VNode => {
  const [only] = members;
  if (members.length === 1 && only !== undefined)
    return (
      <li>
        <ChangeLink id={only.about ?? only.name} anchors={anchors} /> {visible(says)}
      </li>
    );
  return (
    <li>
      {count}: {visible(says)}
      <ul>
        {members.map(({ name, about }) => (
          <li>
            <ChangeLink id={about ?? name} anchors={anchors} />
          </li>
        ))}
      </ul>
    </li>
  );
};
