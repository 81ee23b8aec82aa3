import type { Operation } from 'fast-json-patch';
import type { Change, Changeset, Entry } from '../changeset/changeset.js';
import type { JsonValue } from '../model/json.js';

/** A change in one line of words: how much of it there is. */
export const extentOf = (change: Change): string => {
  const [count, noun] =
    change.action === 'create'
      ? [Object.keys(change.document).length, 'field']
      : [change.patch.filter(({ op }) => op !== 'test').length, 'edit'];
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
};

/** One edit of a patch, with the old value where the patch tests it. */
export interface Edit {
  readonly op: 'add' | 'remove' | 'replace' | 'move';
  readonly at: string;
  readonly before?: JsonValue;
  readonly after?: JsonValue;
  readonly from?: string;
}

/** The edits of a patch; each `test` becomes the old value of the edit it guards. */
export const editsIn = (patch: readonly Operation[]): readonly Edit[] => {
  const before = new Map<string, JsonValue>();
  return patch.flatMap((operation): readonly Edit[] => {
    switch (operation.op) {
      case 'test':
        before.set(operation.path, operation.value as JsonValue);
        return [];
      case 'move':
        return [{ op: 'move', at: operation.path, from: operation.from }];
      case 'add':
        return [{ op: 'add', at: operation.path, after: operation.value as JsonValue }];
      case 'replace':
        return [
          { op: 'replace', at: operation.path, after: operation.value as JsonValue, ...old(before, operation.path) },
        ];
      case 'remove':
        return [{ op: 'remove', at: operation.path, ...old(before, operation.path) }];
      default:
        return [];
    }
  });
};

const old = (before: ReadonlyMap<string, JsonValue>, path: string): { readonly before?: JsonValue } => {
  const value = before.get(path);
  return value === undefined ? {} : { before: value };
};

/** What needs eyes first: one line each. */
export const alarms = ({ changes, blocked, errors, gates }: Changeset): readonly string[] => [
  ...gates.map(({ gate, says: text }) => `GATE ${gate}: ${text} apply refuses it without --allow ${gate}.`),
  ...errors.map((entry) => `ERROR ${nameOf(entry)}: ${says(entry)}`),
  ...blocked.map(
    (entry) =>
      `BLOCKED ${nameOf(entry)}: needs ${entry.missing.map(({ type, name }) => `${type} "${name}"`).join(', ') || says(entry)}`,
  ),
  ...changes.flatMap(({ id, warnings }) =>
    warnings.map(({ kind, says: text }) => `${kind.toUpperCase()} ${id}: ${text}`),
  ),
];

/** What a person has to do after apply: one line each. */
export const cleanUps = ({ changes }: Changeset): readonly string[] =>
  changes.flatMap(({ id, cleanUp }) => cleanUp.map(({ says: text }) => `${id}: ${text}`));

export const nameOf = ({ id, part }: Entry): string => (part === undefined ? id : `${id}, ${part}`);

export const says = ({ reasons }: Pick<Entry, 'reasons'>): string => reasons.map(reasonText).join(' ');

export const reasonText = ({ rule, value, origin, says: text }: Entry['reasons'][number]): string =>
  `${text} [${rule}${value === undefined ? '' : ` = ${value}`}${origin === undefined ? '' : `, ${origin}`}]`;

export const oneLine = (value: JsonValue | undefined, limit = 200): string => {
  const text = value === undefined ? '' : JSON.stringify(value);
  return text.length > limit ? `${text.slice(0, limit - 1)}…` : text;
};
