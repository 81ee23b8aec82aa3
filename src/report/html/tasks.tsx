import type { VNode } from 'preact';
import type { Review, Task } from '../review/review.js';

import { headings } from '../review/words.js';
import { visible } from '../visible.js';
import { anchorOf, type Anchors } from './anchors.js';

/** What a person has to do afterwards, grouped by what is to be done: printed, a list to work through. */
export const Tasks = ({ tasks, anchors }: Pick<Review, 'tasks'> & { readonly anchors: Anchors }): VNode | null => {
  if (tasks.length === 0) return null;
  const count = tasks.reduce((sum, group) => sum + group.count, 0);
  return (
    <section class="panel" id="tasks" aria-label={headings.cleanUp} tabIndex={-1}>
      <h2>
        {headings.cleanUp} <span class="count">{count}</span>
      </h2>
      {tasks.map(({ title, says, means, tasks: own }) => (
        <details class="kind todo">
          <summary>
            <b>{title}</b> {says} <span class="hint">{means}</span>
          </summary>
          <ul class="boxes">
            {own.map((task) => (
              <TaskItem task={task} anchors={anchors} />
            ))}
          </ul>
        </details>
      ))}
    </section>
  );
};

const TaskItem = ({ task, anchors }: { readonly task: Task; readonly anchors: Anchors }): VNode => {
  const { id, thing, called, says, at, page } = task;
  const anchor = anchorOf({ about: id, thing }, anchors);
  return (
    <li>
      {anchor === undefined ? <b>{visible(called)}</b> : <a href={`#${anchor.id}`}>{visible(called)}</a>}{' '}
      {visible(says)} {at !== undefined && <code>{visible(at)}</code>}{' '}
      {page !== undefined && isAddress(page) && (
        <a href={page} target="_blank" rel="noopener noreferrer">
          in the portal
        </a>
      )}
    </li>
  );
};

/** The only kind of address that leads out of the page: written out, without anything that is no part of one. */
const isAddress = (text: string): boolean => /^https?:\/\/[!#-;=?-[\]_a-z~]+$/i.test(text);

/** What comes after the review. */
export const Next = ({ next }: Pick<Review, 'next'>): VNode | null =>
  next.length === 0 ? null : (
    <section class="panel next" id="next" aria-label={headings.next} tabIndex={-1}>
      <h2>{headings.next}</h2>
      <dl>
        {next.map(({ command, purpose }) => (
          <>
            <dt>{purpose}</dt>
            <dd>
              <code>{visible(command)}</code>
            </dd>
          </>
        ))}
      </dl>
    </section>
  );
