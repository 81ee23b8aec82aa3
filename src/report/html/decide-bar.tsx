import type { VNode } from 'preact';
import { useContext } from 'preact/hooks';
import { visible } from '../visible.js';
import { DecidingContext, longest } from './deciding.js';

/** Always in sight: what is open, what was said last, and what comes next. */
export const DecideBar = (): VNode | null => {
  const deciding = useContext(DecidingContext);
  if (deciding === undefined) return null;
  const { says, files } = deciding;
  return (
    <>
      <section class="panel result" id="result" tabIndex={-1} hidden aria-label="What was written" />
      <aside class="bar" aria-label="What is decided">
        <p id="open" role="status" aria-live="polite">
          Wait …
        </p>
        <p id="taken" />
        <p id="said" role="status" aria-live="polite" />
        <p id="trouble" role="alert" />
        <button type="button" id="next-open">
          Next open <kbd>o</kbd>
        </button>
        <button type="button" id="save">
          Save <kbd>s</kbd>
        </button>
        <button type="button" id="approve">
          Approve … <kbd>g</kbd>
        </button>
        <button type="button" id="help" aria-label="Keys">
          <kbd>?</kbd>
        </button>
      </aside>
      <dialog id="approving" aria-labelledby="approving-title">
        <h2 id="approving-title">Approve</h2>
        <p id="approving-says" />
        {says.map((one) => (
          <p class="hint">{visible(one)}</p>
        ))}
        <label>
          <span>Your name or address</span>
          <input type="text" id="by" maxLength={200} autocomplete="off" aria-required="true" />
        </label>
        <label>
          <span>Comment</span>
          <input type="text" id="comment" maxLength={longest} autocomplete="off" />
        </label>
        <p id="approving-trouble" role="alert" />
        <p class="buttons">
          <button type="button" id="do-approve">
            Approve
          </button>
          <button type="button" id="not-yet">
            Not yet <kbd>Esc</kbd>
          </button>
        </p>
        <p class="hint">
          Decisions are kept in <code>{visible(files.decisions)}</code>. Where something is left out,{' '}
          <code>{visible(files.part)}</code> is written and approved; <code>{visible(files.changeset)}</code> stays as
          it is.
        </p>
      </dialog>
      <dialog id="keys-help" aria-labelledby="keys-title">
        <h2 id="keys-title">Keys</h2>
        <table>
          <tbody>
            {helpKeys.map(([key, does]) => (
              <tr>
                <th scope="row">
                  <kbd>{key}</kbd>
                </th>
                <td>{does}</td>
              </tr>
            ))}
          </tbody>
        </table>
        <p class="buttons">
          <button type="button" id="close-help">
            Close <kbd>Esc</kbd>
          </button>
        </p>
      </dialog>
    </>
  );
};

const helpKeys = [
  ['j k', 'next and previous thing'],
  ['t', 'take the thing'],
  ['x', 'leave the thing out'],
  ['r', 'say why it is left out (Esc: back to it)'],
  ['o', 'the next decision that is open'],
  ['a', 'the next finding to accept: type the reason, then Enter'],
  ['c', 'the next conflict: Tab to an answer, then Enter'],
  ['s', 'save'],
  ['g', 'give the approval'],
  ['Enter', 'open or close the thing'],
  ['/', 'search'],
  ['f n p', 'findings'],
  ['Esc', 'clear the filter, or leave a field'],
] as const;
