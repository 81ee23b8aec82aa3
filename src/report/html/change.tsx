import type { VNode } from 'preact';
import { findingGroups } from '../review/findings.js';
import type { Finding, ReviewChange } from '../review/review.js';
import { visible } from '../visible.js';
import { Fields, type SideTitles } from './fields.js';
import type { Pictures } from './value.js';

/** What every change of a page is shown with. */
export interface Showing {
  readonly titles: SideTitles;
  readonly pictures: Pictures;
  /** Where on the page a change stands, by its id. */
  readonly anchors: ReadonlyMap<string, string>;
}

/** One change: a line that says what it is, and behind it findings, fields, reasons and what it waits for. */
export const ChangeItem = ({
  change,
  showing,
}: {
  readonly change: ReviewChange;
  readonly showing: Showing;
}): VNode => {
  const { id, action, does, type, group, order, extent, fields, warnings, cleanUp, reasons, dependsOn } = change;
  const kinds = findingGroups([...warnings, ...cleanUp]);
  return (
    <article
      class="item change"
      id={showing.anchors.get(id)}
      data-type={type}
      data-owner={group}
      data-action={action}
      data-order={order}
      data-kinds={kinds.map(({ kind }) => kind).join(' ')}
    >
      <details>
        <summary data-text>
          <span class={`action ${action}`}>{does}</span> <span class="id">{visible(id)}</span>{' '}
          {kinds.map(({ title, tone, count }) => (
            <>
              <span class={`badge ${tone}`}>
                {title}
                {count > 1 && ` × ${count}`}
              </span>{' '}
            </>
          ))}
          <span class="extent">
            {extent}
            {order !== undefined && `, order ${order}`}
          </span>
        </summary>
        <div class="body">
          <Findings findings={[...warnings, ...cleanUp]} />
          {fields.length > 0 && <Fields sections={fields} titles={showing.titles} pictures={showing.pictures} />}
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
        </div>
      </details>
    </article>
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

/** The id of a change, as a link where the page has it. */
export const ChangeLink = ({ id, anchors }: { readonly id: string; readonly anchors: Showing['anchors'] }): VNode => {
  const anchor = anchors.get(id);
  return anchor === undefined ? <span class="id">{visible(id)}</span> : <a href={`#${anchor}`}>{visible(id)}</a>;
};
