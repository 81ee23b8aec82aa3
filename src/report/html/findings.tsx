import type { VNode } from 'preact';

import type { AskGroup, Finding, FindingGroup, Review, SameReason } from '../review/review.js';
import { headings } from '../review/words.js';
import { visible } from '../visible.js';
import { anchorOf, type Anchors } from './anchors.js';
import { ChangeLink } from './change.js';
import { FindingMore } from './three-sides.js';
import { filterLink } from './filter-link.js';

/** What needs eyes first, by what it asks: each finding a link to its change or thing. */
export const Findings = ({ asks, anchors }: Pick<Review, 'asks'> & { readonly anchors: Anchors }): VNode => (
  <section class="asks" id="findings" aria-label={headings.findings} tabIndex={-1}>
    {asks.length === 0 && <p class="nothing">{headings.noFindings}</p>}
    {asks.map((ask) => (
      <Ask ask={ask} anchors={anchors} />
    ))}
  </section>
);

const Ask = ({
  ask: { ask, title, means, tone, count, groups },
  anchors,
}: {
  readonly ask: AskGroup;
  readonly anchors: Anchors;
}): VNode => (
  <section class={`ask ${ask} ${tone}`}>
    <h2>
      <span class="icon" aria-hidden="true" />
      {title} <span class="count">{count}</span> <span class="hint">{means}</span>
    </h2>
    {groups.map((group) => (
      <Kind group={group} isOpen={ask !== 'know' || count <= few} anchors={anchors} />
    ))}
  </section>
);

/** What is about entries: an item may have a change beside one. */
const ofEntries: ReadonlySet<string> = new Set(['conflict', 'rename', 'removed', 'error', 'blocked']);

/** So many are read at once. */
const few = 5;

const Kind = ({
  group: { kind, title, means, tone, count, reasons },
  isOpen,
  anchors,
}: {
  readonly group: FindingGroup;
  readonly isOpen: boolean;
  readonly anchors: Anchors;
}): VNode => {
  const isOfChanges =
    !ofEntries.has(kind) &&
    reasons.some(({ members }) => members.some(({ about }) => about !== undefined && anchors.changes.has(about)));
  return (
    <details class={`kind ${tone}`} open={isOpen && count <= 4 * few}>
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
  const [only, ...more] = members;
  if (only !== undefined && more.length === 0)
    return (
      <li>
        <FindingLink finding={only} anchors={anchors} /> {visible(says)}
        <FindingMore finding={only} />
        <Concerned finding={only} anchors={anchors} />
      </li>
    );
  return (
    <li>
      {count}: {visible(says)}
      <ul>
        {members.map((finding) => (
          <li>
            <FindingLink finding={finding} anchors={anchors} />
            <FindingMore finding={finding} />
          </li>
        ))}
      </ul>
    </li>
  );
};

/** What a finding is about; the place that a key goes to, with or without somewhere to go on from there. */
const FindingLink = ({ finding, anchors }: { readonly finding: Finding; readonly anchors: Anchors }): VNode => {
  const anchor = anchorOf(finding, anchors);
  const name = visible(finding.name);
  return anchor === undefined ? (
    <b class="finding" tabIndex={-1}>
      {name}
    </b>
  ) : (
    <a class="finding" href={`#${anchor.id}`}>
      {name}
    </a>
  );
};

/** The changes that a gate is about. */
const Concerned = ({
  finding: { concerns = [] },
  anchors,
}: {
  readonly finding: Finding;
  readonly anchors: Anchors;
}): VNode | null =>
  concerns.length === 0 ? null : (
    <details class="concerned" open={concerns.length <= few}>
      <summary>It is about {concerns.length.toLocaleString('en')}</summary>
      <ul>
        {concerns.map((id) => (
          <li>
            <ChangeLink id={id} anchors={anchors} />
          </li>
        ))}
      </ul>
    </details>
  );
