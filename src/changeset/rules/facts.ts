import { sha256 } from '../../model/canonical.js';
import { isObject, type JsonValue } from '../../model/json.js';
import type { Change, Changeset } from '../changeset.js';
import { picturesOf } from '../pick/files.js';
import { gatesByWarning } from '../refused-gates.js';
import { entryLists } from '../format.js';
import type { Defect } from './defect.js';

/** What can be worked out again of what a changeset says of itself: emptying a list does not empty the fact. */
export const checkFacts = (changeset: Changeset): readonly Defect[] => [
  ...checkSummary(changeset),
  ...checkGates(changeset),
  ...checkFiles(changeset),
];

/** The figures of each type are those of the lists. */
const checkSummary = ({ changes, summary, ...lists }: Changeset): readonly Defect[] => {
  const counted = new Map<string, Map<string, number>>();
  const count = (type: string, column: string): void => {
    const row = counted.get(type) ?? new Map<string, number>();
    counted.set(type, row.set(column, (row.get(column) ?? 0) + 1));
  };
  for (const { type, action } of changes) count(type, action);
  for (const kind of entryLists) for (const { type } of lists[kind] ?? []) count(type, kind);
  // What is wrong with both sides as a whole is of no type.
  const types = new Set([...Object.keys(summary), ...counted.keys()].filter((type) => type !== ''));
  return [...types].flatMap((type): readonly Defect[] => {
    const row = Object.hasOwn(summary, type) ? summary[type] : undefined;
    const isWrong = (column: Change['action'] | (typeof entryLists)[number]): boolean =>
      (row?.[column] ?? 0) !== (counted.get(type)?.get(column) ?? 0);
    const wrong = (['create', 'update', 'delete', ...entryLists] as const).filter(isWrong);
    if (wrong.length === 0) return [];
    const what = `the figures (${wrong.join(', ')}) are not those of the lists`;
    return [{ at: `/summary/${type}`, what, found: { ...row } }];
  });
};

/** Every gate that the changes do not pass, by the limits that the changeset names, is in its list. */
const checkGates = ({ changes, gates, options }: Changeset): readonly Defect[] => {
  const limitOf = (gate: string): JsonValue | undefined => {
    const limit = options[`gates.${gate}`];
    return isObject(limit) ? limit['value'] : undefined;
  };
  const refused = gatesByWarning.flatMap(([gate, kind]) => {
    const ids = changes.filter(({ warnings }) => warnings.some((one) => one.kind === kind)).map(({ id }) => id);
    return limitOf(gate) === 'refuse' && ids.length > 0 ? [{ gate, ids }] : [];
  });
  const deleted = changes.flatMap(({ action, id }) => (action === 'delete' ? [id] : []));
  const deletions = limitOf('deletions') !== 'allow' && deleted.length > 0 ? [{ gate: 'deletions', ids: deleted }] : [];
  const most = Number(limitOf('max-changes'));
  const tooMany = changes.length > most ? [{ gate: 'max-changes', ids: [] }] : [];
  return [...refused, ...deletions, ...tooMany].flatMap(({ gate, ids }): readonly Defect[] => {
    const own = gates.filter((one) => one.gate === gate);
    const listed = new Set(own.flatMap((one) => one.ids));
    const isThere = own.length > 0 && ids.every((id) => listed.has(id));
    return isThere
      ? []
      : [{ at: '/gates', what: `the gate ${gate} refuses this changeset, and is not in the list`, found: ids }];
  });
};

/** The pictures are those that the changes bring, byte for byte. */
const checkFiles = ({ changes, files = {} }: Changeset): readonly Defect[] => {
  const brought = new Set(changes.flatMap(picturesOf));
  const missing = [...brought].filter((digest) => !Object.hasOwn(files, digest));
  const spoilt = Object.entries(files).filter(
    ([digest, text]) => !brought.has(digest) || sha256(Buffer.from(text, 'base64')) !== digest,
  );
  return [
    ...missing.map((digest) => ({ at: '/files', what: 'a picture that a change brings is not here', found: digest })),
    ...spoilt.map(([digest]) => ({
      at: `/files/${digest}`,
      what: 'these bytes are not that picture, or nothing brings it',
    })),
  ];
};
