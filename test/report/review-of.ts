import type { Side } from '../../src/changeset/changeset.js';
import type { Finding, Review } from '../../src/report/review/review.js';

const finding = (kind: string, text: string): Finding => ({ kind, about: text, at: text, says: text });

/** A review with a text wherever one can be: in names, values, reasons and addresses. */
export const reviewOf = (text: string, kind: Review['kind'] = 'changeset'): Review => {
  const side: Side = { url: text, installation: text, space: text, version: text, digest: text };
  const entry = { id: text, type: text, group: text, name: `${text}, ${text}`, says: text };
  const change = { id: text, type: text, group: text, dependsOn: [text], reasons: [text] };
  return {
    kind,
    from: side,
    to: side,
    digest: text,
    summary: { columns: ['create', 'update'], rows: [{ type: text, counts: { create: 1, update: 0 } }] },
    findings: [finding('scope-widened', text), finding('scope-widened', text), finding('step-removed', text)],
    changes: [
      {
        ...change,
        action: 'create',
        order: 1,
        edits: [
          { op: 'add', at: text, place: text, after: text },
          { op: 'add', at: text, place: `${text} › ${text}`, after: [text, { [text]: text }] },
          { op: 'add', at: text, place: text, after: `${text}\n${text}` },
        ],
        warnings: [finding('scope-widened', text)],
        cleanUp: [finding('check', text)],
      },
      {
        ...change,
        action: 'update',
        order: 7.5,
        edits: [
          { op: 'replace', at: text, place: `${text} › x`, before: 'before', after: text },
          { op: 'replace', at: text, place: `${text} › y`, before: `same\n${text}`, after: `same\nafter\n${text}` },
          { op: 'remove', at: text, place: `${text} › z`, before: { $unresolved: text } },
          { op: 'move', at: text, place: `${text} › Steps`, from: text },
        ],
        warnings: [],
        cleanUp: [],
      },
    ],
    lists: [{ title: 'Skipped', entries: [entry, entry, { ...entry, says: `${text}!` }] }],
    cleanUp: [finding('check', text)],
  };
};
