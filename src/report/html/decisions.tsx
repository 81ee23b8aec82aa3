import type { VNode } from 'preact';
import { useContext } from 'preact/hooks';
import type { Acceptable } from '../review/decidable.js';
import { visible } from '../visible.js';
import type { Anchors } from './anchors.js';
import { ChangeLink } from './change.js';
import { DecidingContext, longest } from './deciding.js';

/** What would stop `apply` until somebody accepts it, one by one, each with its reason. */
export const Decisions = ({ anchors }: { readonly anchors: Anchors }): VNode | null => {
  const deciding = useContext(DecidingContext);
  if (deciding === undefined) return null;
  const { toAccept, conflicts, errors } = deciding;
  return (
    <section class="panel decisions" id="decisions" aria-label="Decisions" tabIndex={-1}>
      <h2>Decide</h2>
      <p class="hint">
        Everything is taken unless you leave it out. What depends on something that is left out is left out, too. Press{' '}
        <kbd>?</kbd> for the keys.
      </p>
      {errors > 0 && (
        <p class="danger">
          {errors === 1 ? '1 error keeps' : `${errors} errors keep`} this changeset from being applied, whatever is
          decided here.
        </p>
      )}
      {conflicts.length > 0 && (
        <p>
          {conflicts.length === 1 ? '1 conflict is' : `${conflicts.length} conflicts are`} to be decided below, each
          beside what both sides say.
        </p>
      )}
      {toAccept.length > 0 && <h3>Accept what would stop apply</h3>}
      <ul class="to-accept">
        {toAccept.map((one, index) => (
          <Acceptance one={one} index={index} anchors={anchors} />
        ))}
      </ul>
    </section>
  );
};

const Acceptance = ({
  one: { finding, kind, gate, id, called, says },
  index,
  anchors,
}: {
  readonly one: Acceptable;
  readonly index: number;
  readonly anchors: Anchors;
}): VNode => (
  <li class="accept" data-accept={index}>
    <p>
      <b class="finding-name">{kind === 'gate' ? visible(gate ?? '') : 'blocked'}</b>{' '}
      {called !== undefined ? visible(called) : id !== undefined && <ChangeLink id={id} anchors={anchors} />}{' '}
      <span data-text>{visible(says)}</span>
    </p>
    <div class="answer" role="group" aria-label={`Accept ${visible(finding)}`}>
      <label>
        <span>Reason</span>
        <input type="text" maxLength={longest} autocomplete="off" aria-required="true" />
      </label>
      <button type="button" data-does="accept" aria-pressed="false">
        Accept
      </button>
      <span class="verdict" />
    </div>
  </li>
);
