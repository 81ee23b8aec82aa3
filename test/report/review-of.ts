import { pointerOf } from '../../src/model/pointer.js';
import { finding } from '../../src/report/review/findings.js';
import { groupedTasks } from '../../src/report/review/tasks.js';
import { makeChange, makeReview } from '../../src/report/review/make-review.js';
import type { Said } from '../../src/report/review/said.js';
import type { Compared, Finding, Review, ReviewKind } from '../../src/report/review/review.js';

const found = (kind: string, text: string): Finding =>
  finding(kind, { name: text, about: text, thing: text }, text, pointerOf([text]));

/** A conflict with a text on each side, and a line to copy. */
const conflictOf = (text: string): Finding => {
  const value: Said = { kind: 'text', text };
  return {
    ...found('conflict', text),
    since: 'both',
    sinceSays: text,
    three: {
      element: text,
      sides: [
        { label: 'base', value },
        { label: 'source', value: { kind: 'list', items: [value] } },
        { label: 'here', value: { kind: 'data', text } },
      ],
      takes: 'destination',
      compared: [{ title: 'base → source', blocks: [{ kind: 'changed', before: [text], after: [`${text}!`] }] }],
    },
    lines: [{ command: text, purpose: 'to copy' }],
  };
};

/** A variable that says nothing else. */
const value = (text: string) => ({ Name: text, Value: text, Scope: { [text]: [text] } });

/** A review with a text wherever one can be: in names, values, reasons and addresses. */
export const reviewOf = (text: string, kind: ReviewKind = 'changeset'): Review => {
  const at = pointerOf([text]);
  const side: Compared = { url: text, installation: text, space: text, version: text, digest: text };
  const entry = { id: text, type: text, group: text, name: `${text}, ${text}`, says: text };
  const change = { id: text, type: text, names: [text], group: text, dependsOn: [text], reasons: [text] };
  return makeReview({
    kind,
    from: side,
    to: side,
    digest: text,
    summary: {
      columns: [{ title: kind === 'changeset' ? 'create' : 'added', total: 1 }],
      rows: [{ type: text, heading: text, counts: [1] }],
      empty: '',
    },
    findings: [
      conflictOf(text),
      found('scope-widened', text),
      found('scope-widened', text),
      found('step-removed', text),
    ],
    changes: [
      makeChange(kind, {
        ...change,
        action: 'create',
        told: { type: 'projectVariables', action: 'create', document: { [text]: text, Variables: [value(text)] } },
        order: 1,
        warnings: [found('scope-widened', text)],
        cleanUp: [found('check', text)],
      }),
      makeChange(kind, {
        ...change,
        action: 'update',
        told: {
          type: 'deploymentProcesses',
          action: 'update',
          outline: [{ at: pointerOf(['Steps']), names: [text, `${text}!`] }],
          patch: [
            { op: 'add', path: pointerOf(['Steps', '0']), value: { Name: text, [text]: text } },
            { op: 'test', path: pointerOf(['Steps', '1', 'Name']), value: `${text}!` },
            { op: 'test', path: pointerOf(['Steps', '1', text]), value: 'before' },
            { op: 'replace', path: pointerOf(['Steps', '1', text]), value: text },
          ],
        },
        order: 7.5,
        warnings: [],
        cleanUp: [],
      }),
    ],
    lists: [{ key: 'skipped', title: 'Skipped', entries: [entry, entry, { ...entry, says: `${text}!` }] }],
    tasks: groupedTasks([
      { kind: 'check', id: text, thing: text, type: text, called: text, says: text, at, page: text },
    ]),
  });
};
