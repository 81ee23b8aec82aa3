import type { Changeset } from '../../changeset/changeset.js';
import type { NotifyTime } from '../../model/notify-words.js';
import { notificationFormat } from './notification-format.js';
import type { Notification } from './notification-shape.js';

export type Row = Notification['rows'][number];
export type End = Notification['end'];

/** What a command says of itself while it runs. */
export interface Noted {
  /** How it ends if nothing goes wrong. */
  readonly end: End;
  readonly rows: readonly Row[];
}

/** A changeset as a row: where from, where to, how many of what. */
export const rowOf = (
  { made, source, destination, digest, ...lists }: Changeset,
  counted: Readonly<Record<string, number>> = countsOf(lists),
): Row => ({
  ...(made?.sync !== undefined && { sync: shortened(made.sync) }),
  source: sideOf(source),
  destination: sideOf(destination),
  digest,
  ...(made?.author !== undefined && { author: shortened(made.author) }),
  counts: Object.entries(counted)
    .filter(([, count]) => count > 0)
    .map(([of, count]) => ({ of, count })),
});

const sideOf = ({ instance, space }: { readonly instance?: string | undefined; readonly space: string }) => ({
  ...(instance !== undefined && { instance: shortened(instance) }),
  space: shortened(space),
});

const countsOf = ({
  changes,
  blocked,
  errors,
  gates,
  conflicts,
}: Pick<Changeset, 'changes' | 'blocked' | 'errors' | 'gates' | 'conflicts'>): Readonly<Record<string, number>> => ({
  new: changes.filter(({ action }) => action === 'create').length,
  changed: changes.filter(({ action }) => action !== 'create').length,
  blocked: blocked.length,
  errors: errors.length,
  gates: gates.length,
  conflicts: conflicts.length,
});

/** Names are as long as servers let them be. */
const longest = 100;

/** A name that has room in a message. */
export const shortened = (name: string): string => {
  const letters = Array.from(name);
  return letters.length <= longest ? name : `${letters.slice(0, longest - 1).join('')}…`;
};

/** What is posted: how it ended by its exit code, and what the command noted. Never the text of an error, which may quote a value. */
export const noticeOf = (
  command: Notification['command'],
  exitCode: number,
  {
    noted,
    tool,
    link,
  }: { readonly noted: Noted | undefined; readonly tool: string; readonly link?: string | undefined },
): Notification => {
  const end = endOf(command, exitCode, noted?.end);
  return {
    format: notificationFormat,
    tool,
    command,
    end,
    exitCode,
    says: `octosync ${command}: ${sentences[end]}`,
    ...(link !== undefined && { link }),
    rows: [...(noted?.rows ?? [])],
  };
};

const endOf = (command: Notification['command'], exitCode: number, noted: End | undefined): End => {
  if (exitCode === 4) return command === 'verify' ? 'differs' : 'drifted';
  const fixed: Readonly<Record<number, End>> = { 3: 'refused', 5: 'part-way', 130: 'interrupted' };
  if (exitCode === 0 || exitCode === 2) return noted ?? 'nothing';
  return fixed[exitCode] ?? 'failed';
};

const sentences: Readonly<Record<End, string>> = {
  nothing: 'there is nothing to do.',
  changes: 'there are changes to review.',
  applied: 'the changes are written.',
  'dry-run': 'dry run, nothing was written.',
  declined: 'a person said no, nothing was written.',
  'as-meant': 'the destination is what the changeset says.',
  differs: 'the destination is not what the changeset says.',
  refused: 'something is blocked, has errors or lacks an approval.',
  drifted: 'the destination has changed since its snapshot, nothing was written.',
  'part-way': 'stopped part-way; run it again to go on.',
  failed: 'it failed; its log says why.',
  interrupted: 'it was interrupted.',
};

const uneventful: ReadonlySet<End> = new Set(['nothing', 'as-meant', 'dry-run', 'declined']);

/** Whether a message is wanted of such an end. */
export const isWanted = ({ end, exitCode }: Notification, when: NotifyTime): boolean => {
  if (when === 'always') return true;
  const isFailure = exitCode !== 0 && exitCode !== 2;
  return isFailure || (when === 'changes' && !uneventful.has(end));
};
