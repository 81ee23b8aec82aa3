import { cleanUpKinds } from '../../model/kinds.js';

/** What a person may have to do or decide after a run, besides what changes say themselves. */
const others = [
  'merge-branch',
  'scope-lost',
  'conflict',
  'drifted',
  'removed',
  'skipped',
  'left-out',
  'unsupported',
  'blocked',
] as const;

export const taskKinds = [...cleanUpKinds, ...others] as const;

/** True for what `--secrets` takes: whoever supplies it needs to know its place within the change. */
export const isSupplied = (kind: TaskKind): boolean => kind === 'supply-secret' || kind === 'replace-secret';

export type TaskKind = (typeof taskKinds)[number];
