import type { JsonObject } from '../../../model/json.js';
import { Refusal } from '../refusal.js';
import type { Space } from '../space.js';
import type { Instance } from '../state.js';

/** A write that is about to happen. */
export interface Write {
  readonly instance: Instance;
  readonly space: Space;
  /** What will be stored. */
  readonly next: JsonObject;
  /** What is stored; undefined for a create. */
  readonly stored: JsonObject | undefined;
}

/** The values that a list has more than once. */
export const repeated = (values: readonly string[]): readonly string[] => [
  ...new Set(values.filter((value, index) => value !== '' && values.indexOf(value) !== index)),
];

export const versionOf = (stored: JsonObject | undefined): number =>
  typeof stored?.['Version'] === 'number' ? stored['Version'] : 0;

/** Throws a 409 for a version that is not the current one; sending none skips the check (octopus-api variables). */
export const refuseStale = (next: JsonObject, stored: JsonObject | undefined): void => {
  const sent = next['Version'];
  if (typeof sent === 'number' && stored && sent !== versionOf(stored)) {
    throw new Refusal(409, [
      `This resource was changed in between: version ${sent} was sent, version ${versionOf(stored)} is current.`,
    ]);
  }
};
