import type { VNode } from 'preact';
import type { Finding, Review } from '../review/review.js';
import { visible } from '../visible.js';
import { ChangeLink, type Showing } from './change.js';
import { filterLink } from './filter-link.js';
import { byUrgency, wordsFor } from '../review/kinds.js';

/** What needs eyes first, and what is to do afterwards: kind by kind, the worst first. */
export const Findings = ({
  review,
  anchors,
}: {
  readonly review: Review;
  readonly anchors: Showing['anchors'];
}): VNode => {
  const kinds = (findings: readonly Finding[]): VNode[] =>
    byKind(findings).map(([kind, members]) => <Kind kind={kind} findings={members} anchors={anchors} />);
  return (
    <>
      <section class="panel" aria-labelledby="first">
        <h2 id="first">Look here first</h2>
        {review.findings.length === 0 ? <p class="nothing">Nothing out of the ordinary.</p> : kinds(review.findings)}
      </section>
      {review.cleanUp.length > 0 && (
        <section class="panel" aria-labelledby="afterwards">
          <h2 id="afterwards">To do by hand</h2>
          {kinds(review.cleanUp)}
        </section>
      )}
    </>
  );
};

/** Findings in one list for each kind, the worst kind first. */
export const byKind = (findings: readonly Finding[]): readonly (readonly [string, readonly Finding[]])[] => {
  const kinds = new Map<string, Finding[]>();
  for (const finding of findings) {
    const members = kinds.get(finding.kind);
    if (members) members.push(finding);
    else kinds.set(finding.kind, [finding]);
  }
  return [...kinds].sort(([one], [other]) => byUrgency(one, other));
};

const Kind = ({
  kind,
  findings,
  anchors,
}: {
  readonly kind: string;
  readonly findings: readonly Finding[];
  readonly anchors: Showing['anchors'];
}): VNode => {
  const { title, means, tone } = wordsFor(kind);
  const changes = findings.filter(({ about }) => anchors.has(about)).length;
  return (
    <details class={`kind ${tone}`} open={findings.length <= 5 && tone === 'danger'}>
      <summary>
        <span class="number">{findings.length}</span> <b>{title}</b> <span class="hint">{means}</span>
      </summary>
      {changes > 0 && (
        <p>
          <a href={filterLink({ kind })}>Show only the changes with this</a>
        </p>
      )}
      <ul>
        {findings.map(({ about, at, says }) => (
          <li>
            <ChangeLink id={about} anchors={anchors} /> {visible(says)}{' '}
            {at !== undefined && at !== '' && <code>{visible(at)}</code>}
          </li>
        ))}
      </ul>
    </details>
  );
};
