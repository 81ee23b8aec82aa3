import type { VNode } from 'preact';
import { findingGroups } from '../review/findings.js';
import { grouped } from '../review/grouped.js';
import type { Review } from '../review/review.js';

/** What leaves only some of the changes on the page: text, type, owner, action, kinds. Needs the script. */
export const Filters = ({ review: { changes, lists } }: { readonly review: Review }): VNode => {
  const entries = [...changes, ...lists.flatMap((list) => list.entries)];
  const actions = [...grouped(changes, ({ action }) => action)].sort(([one], [other]) => (one < other ? -1 : 1));
  const kinds = findingGroups(changes.flatMap(({ warnings, cleanUp }) => [...warnings, ...cleanUp]));
  return (
    <search class="filters needs-script" hidden>
      <div class="fields">
        <label class="grows">
          <span>Search</span>
          <input
            type="search"
            id="q"
            placeholder="Names, places, values, reasons"
            autocomplete="off"
            spellcheck={false}
          />
          <kbd>/</kbd>
        </label>
        <Choice id="type" label="Type" options={entries.map(({ type }) => type)} />
        <Choice id="owner" label="Belongs to" options={entries.map(({ group }) => group)} />
      </div>
      <div class="chips" role="group" aria-label="Actions and findings">
        {actions.map(([action, [first, ...more]]) => (
          <Chip name="action" value={action} title={first?.does ?? action} count={more.length + 1} tone={action} />
        ))}
        {kinds.map(({ kind, title, count, tone }) => (
          <Chip name="kind" value={kind} title={title} count={count} tone={tone} />
        ))}
      </div>
      <div class="state">
        <p id="status" role="status" aria-live="polite" />
        <button type="button" id="order-only" hidden />
        <button type="button" id="clear">
          Clear <kbd>Esc</kbd>
        </button>
        <button type="button" id="open-all">
          Open all shown
        </button>
        <button type="button" id="close-all">
          Close all
        </button>
        <span class="hint keys">
          <kbd>j</kbd> <kbd>k</kbd> next, previous
        </span>
      </div>
    </search>
  );
};

const Chip = ({
  name,
  value,
  title,
  count,
  tone,
}: {
  readonly name: 'action' | 'kind';
  readonly value: string;
  readonly title: string;
  readonly count: number;
  readonly tone: string;
}): VNode => (
  <button type="button" class={`chip ${tone}`} data-name={name} data-value={value} aria-pressed="false">
    {title} <span class="count">{count}</span>
  </button>
);

const Choice = ({
  id,
  label,
  options,
}: {
  readonly id: string;
  readonly label: string;
  readonly options: readonly string[];
}): VNode => (
  <label>
    <span>{label}</span>
    <select id={id} autocomplete="off">
      <option value="">all</option>
      {[...new Set(options)].sort().map((option) => (
        <option value={option}>{option}</option>
      ))}
    </select>
  </label>
);
