import type { VNode } from 'preact';
import { findingGroups } from '../review/findings.js';
import type { Thing } from '../review/review.js';
import { saysOf } from '../review/thing-says.js';
import { visible } from '../visible.js';
import { ChangeSection } from './change.js';
import { DecideThing } from './deciding.js';
import type { Showing } from './showing.js';

/** A thing that changes: a line that says what becomes of it, and behind it change by change. */
export const ThingCard = ({ thing, showing }: { readonly thing: Thing; readonly showing: Showing }): VNode => {
  const { id, action, sign, name, changes } = thing;
  const kinds = findingGroups(changes.flatMap(({ warnings, cleanUp }) => [...warnings, ...cleanUp]));
  return (
    <article class="thing" id={showing.anchors.things.get(id)?.id}>
      <details>
        <summary data-text>
          <span class={`sign ${action}`} role="img" aria-label={showing.actions[action]}>
            {sign}
          </span>{' '}
          <b class="name">{visible(name)}</b> <span class="says">{visible(saysOf(thing))}</span>
          <span class="badges">
            {kinds.map(({ title, tone, count }) => (
              <>
                {' '}
                <span class={`badge ${tone}`}>
                  {title}
                  {count > 1 && ` × ${count}`}
                </span>
              </>
            ))}
          </span>
        </summary>
        <div class="body">
          {changes.map((change, index) => (
            <ChangeSection
              change={change}
              isNew={changes[index - 1]?.below !== change.below}
              isOnly={changes.length === 1}
              showing={showing}
            />
          ))}
        </div>
      </details>
      <DecideThing name={name} />
    </article>
  );
};
