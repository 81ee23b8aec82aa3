import { cleanUpKinds } from '../../model/kinds.js';

/** What a person may have to do or decide after a run, besides what changes say themselves. */
const others = ['scope-lost', 'skipped', 'unsupported', 'blocked'] as const;

export const taskKinds = [...cleanUpKinds, ...others] as const;

export type TaskKind = (typeof taskKinds)[number];
