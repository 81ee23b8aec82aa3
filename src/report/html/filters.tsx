import type { VNode } from 'preact';
import { portalRank } from '../../catalogue/portal-order.js';
import { byText } from '../../model/names.js';
import { headingOf } from '../../catalogue/called.js';
import { findingGroups } from '../review/findings.js';
import { sinceWords } from '../../changeset/format.js';
import { grouped } from '../../model/grouped.js';
import { sinceTitles, type SinceTold } from '../review/since.js';
import type { Review } from '../review/review.js';

/** What leaves only some of the changes on the page: text, type, owner, action, kinds. Needs the script. */
export const Filters = ({ review }: { readonly review: Review }): VNode => {
  const { changes, lists } = review;
  const entries = [...changes, ...lists.flatMap((list) => list.entries)];
  const types = inPortalOrder(entries.map(({ type }) => type));
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
        <label>
          <span>Type</span>
          <select id="type" autocomplete="off">
            <option value="">all</option>
            {types.map((type) => (
              <option value={type}>{headingOf(type)}</option>
            ))}
          </select>
        </label>
        <label>
          <span>Belongs to</span>
          <select id="owner" autocomplete="off">
            <option value="">all</option>
            {[...ownersOf(review)].map(([heading, owners]) => (
              <optgroup label={heading}>
                {owners.map(({ id, name }) => (
                  <option value={id}>{name}</option>
                ))}
              </optgroup>
            ))}
          </select>
        </label>
      </div>
      {review.base !== undefined && (
        <div class="chips" role="group" aria-label="Who changed it">
          <SinceChips entries={entries} />
        </div>
      )}
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
          <kbd>j</kbd> <kbd>k</kbd> things, <kbd>f</kbd> findings
        </span>
      </div>
    </search>
  );
};

/** Who made the difference since the base: a chip for each answer that there is (rules review-since). */
const SinceChips = ({ entries }: { readonly entries: readonly SinceTold[] }): VNode => {
  const counts = grouped(entries, ({ since = 'unknown' }) => since);
  return (
    <>
      {sinceWords.map((word) => {
        const count = counts.get(word)?.length ?? 0;
        if (count === 0) return null;
        return <Chip name="since" value={word} title={sinceTitles[word]} count={count} tone="since" />;
      })}
    </>
  );
};

const Chip = ({
  name,
  value,
  title,
  count,
  tone,
}: {
  readonly name: 'action' | 'kind' | 'since';
  readonly value: string;
  readonly title: string;
  readonly count: number;
  readonly tone: string;
}): VNode => (
  <button type="button" class={`chip ${tone}`} data-name={name} data-value={value} aria-pressed="false">
    {title} <span class="count">{count}</span>
  </button>
);

const inPortalOrder = (types: readonly string[]): readonly string[] =>
  [...new Set(types)].sort((one, other) => portalRank(one) - portalRank(other) || byText(one, other));

/** What changes and entries belong to, under the portal's headings. */
const ownersOf = ({ things, lists }: Review): ReadonlyMap<string, readonly { id: string; name: string }[]> => {
  const named = new Map(things.flatMap((group) => group.things).map(({ id, name }) => [id, name]));
  const owners = [...named.keys(), ...lists.flatMap(({ entries }) => entries.map(({ group }) => group))];
  const all = [...new Set(owners)].map((id) => ({
    id,
    type: id.split('/')[0] ?? '',
    name: named.get(id) ?? id.split('/').slice(1).join('/'),
  }));
  const byType = grouped(
    all.toSorted((one, other) => byText(one.name, other.name)),
    ({ type }) => type,
  );
  return new Map(inPortalOrder([...byType.keys()]).map((type) => [headingOf(type), byType.get(type) ?? []]));
};
