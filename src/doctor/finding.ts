import type { TypeName } from '../model/names.js';

/** What is looked at, in the order in which it is told. */
export const checkNames = [
  'url',
  'proxy',
  'name',
  'connection',
  'server',
  'key',
  'space',
  'read',
  'write',
  'git',
  'rate',
  'clock',
  'directories',
  'snapshots',
] as const;

export type CheckName = (typeof checkNames)[number];

/** How it stands: as it should be, worth knowing, in the way of a sync, or not looked at because something else is wrong. */
export type Mark = 'right' | 'attention' | 'wrong' | 'skipped';

/** What a check found: one sentence, and what to do where something is to be done. */
export interface Found {
  readonly mark: Mark;
  readonly says: string;
  readonly remedy?: string | undefined;
  /** Of the permissions: each that was looked for. */
  readonly permissions?: readonly LookedFor[];
}

export interface Finding extends Found {
  readonly check: CheckName;
}

/** A permission, and what it is for. */
export interface Needed {
  readonly permission: string;
  readonly type: TypeName;
  readonly to: 'read' | 'write';
  /** Whether a sync cannot do without, or only something stays out. */
  readonly isMust: boolean;
}

export interface LookedFor extends Needed {
  readonly granted: 'yes' | 'no' | 'in-places';
}

export const right = (says: string): Found => ({ mark: 'right', says });

export const attention = (says: string, remedy: string): Found => ({ mark: 'attention', says, remedy });

export const wrong = (says: string, remedy: string): Found => ({ mark: 'wrong', says, remedy });
