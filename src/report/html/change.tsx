import type { VNode } from 'preact';
import type { Finding, ReviewChange } from '../review/review.js';
import { sharedReasons } from '../review/shared-reasons.js';
import { visible } from '../visible.js';
import type { Anchors } from './anchors.js';
import { Rows } from './rows.js';
import { DecideChange } from './deciding.js';
import type { Showing } from './showing.js';

/** One change of a thing: what is to be known of it, its rows, why, and what it waits for. */
export const ChangeSection = ({
  change,
  isNew,
  isOnly,
  showing,
}: {
  readonly change: ReviewChange;
  /** False where the heading stands above already. */
  readonly isNew: boolean;
  /** Whether the thing has no other change. */
  readonly isOnly: boolean;
  readonly showing: Showing;
}): VNode => {
  const { id, action, type, group, order, below, warnings, cleanUp, dependsOn } = change;
  const findings = [...warnings, ...cleanUp];
  const reasons = sharedReasons(change.reasons);
  return (
    <section
      class="item change"
      id={showing.anchors.changes.get(id)?.id}
      tabIndex={-1}
      data-type={type}
      data-owner={group}
      data-action={action}
      data-order={order}
      data-since={change.since ?? 'unknown'}
      data-kinds={[...new Set(findings.map(({ kind }) => kind))].join(' ')}
    >
      {isNew && below !== '' && <h4 data-text>{visible(below)}</h4>}
      {change.sinceSays !== undefined && (
        <p class="since" data-text>
          {visible(change.sinceSays)}
        </p>
      )}
      {(change.who ?? []).map(({ says, page }) => (
        <p class="since" data-text key={page + says}>
          <a href={page} target="_blank" rel="noopener noreferrer">
            {visible(says)}
          </a>
        </p>
      ))}
      {!isOnly && <DecideChange called={change.called} />}
      <Findings findings={findings} />
      <Rows change={change} showing={showing} />
      {reasons.length > 0 && (
        <details class="reasons">
          <summary>
            Why: {reasons.length} {reasons.length === 1 ? 'reason' : 'reasons'}
          </summary>
          <ul data-text>
            {reasons.map((reason) => (
              <li>{visible(reason)}</li>
            ))}
          </ul>
        </details>
      )}
      {dependsOn.length > 0 && (
        <p class="waits">
          After{' '}
          {dependsOn.map((needed, index) => (
            <>
              {index > 0 && ', '}
              <ChangeLink id={needed} anchors={showing.anchors} />
            </>
          ))}
        </p>
      )}
    </section>
  );
};

const Findings = ({ findings }: { readonly findings: readonly Finding[] }): VNode | null =>
  findings.length === 0 ? null : (
    <ul class="findings" data-text>
      {findings.map(({ kind, title, tone, says, place }) => (
        <li class={tone} data-kind={kind}>
          <b>{title}</b> {visible(says)} {place !== undefined && <code>{visible(place)}</code>}
        </li>
      ))}
    </ul>
  );

/** A change by what it is called, as a link where the page has it. */
export const ChangeLink = ({ id, anchors }: { readonly id: string; readonly anchors: Anchors }): VNode => {
  const anchor = anchors.changes.get(id) ?? anchors.things.get(id);
  return anchor === undefined ? <>{visible(id)}</> : <a href={`#${anchor.id}`}>{visible(anchor.called)}</a>;
};
