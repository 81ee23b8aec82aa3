import { listed } from '../../model/sentences.js';
import { labelOf } from '../../catalogue/labels.js';
import type { Reason } from '../../model/reason.js';
import { because, chosen } from '../../settings/chosen.js';
import type { Written } from '../../settings/options.js';
import type { SyncSettings } from '../../settings/settings.js';

const option = 'overwriteExistingVariables';

/** How a value stands to the one that the other side has in its place; of a variable or of a tenant. */
export type Standing =
  /** The destination has none. */
  | 'new'
  /** The destination has none, and what the source has is a secret, or is no text at all. */
  | 'new secret'
  | 'same'
  | 'other'
  /** The value is the same, or the destination's own secret; its prompt or description is not (rules variable-prompt). */
  | 'other settings'
  /** The destination's is a secret. */
  | 'secret'
  /** The source's is a secret, the destination's is not. */
  | 'secret on the source'
  /** The source has gone back to what its template says. */
  | 'default on the source';

export type Treatment =
  /** It stays, and there is nothing to say. */
  | 'keep'
  /** It stays, and is reported. */
  | 'leave'
  | 'overwrite'
  | 'add'
  /** Added without its value: a person enters the one of this instance. */
  | 'add to be replaced'
  /** It goes, so that the default counts. */
  | 'remove';

type Modes = Readonly<Record<Written<typeof option>, Treatment>>;

const modes = (no: Treatment, yes: Treatment, onlyNew: Treatment): Modes => ({
  false: no,
  true: yes,
  AddNewWithDefaultValue: onlyNew,
});

/** What becomes of a value (rules variable-overwrite), by `overwriteExistingVariables`: false, true, AddNewWithDefaultValue. */
const table: Readonly<Record<Standing, Modes>> = {
  new: modes('add', 'add', 'add to be replaced'),
  'new secret': modes('add', 'add', 'add'),
  same: modes('keep', 'keep', 'keep'),
  other: modes('leave', 'overwrite', 'leave'),
  'other settings': modes('leave', 'overwrite', 'leave'),
  secret: modes('keep', 'keep', 'keep'),
  'secret on the source': modes('leave', 'leave', 'leave'),
  'default on the source': modes('keep', 'remove', 'keep'),
};

export const treatmentOf = (standing: Standing, settings: SyncSettings): Treatment =>
  table[standing][chosen(settings, option)];

/** What stands in for a value that a person has to enter: a text that says so, or nothing where an ID is wanted. */
export const toBeReplaced = (isText: boolean): string => (isText ? 'REPLACE ME' : '');

/**
 * The reason for a treatment; `label` is the value as a person would point at it, `differing` are the settings it is
 * about, where the value itself is the same.
 */
export const reasonFor = (
  treatment: Exclude<Treatment, 'keep'>,
  label: string,
  settings: SyncSettings,
  differing: readonly string[] = [],
): Reason => because(settings, option, sentenceFor(treatment, label, differing));

const sentenceFor = (treatment: Exclude<Treatment, 'keep'>, label: string, differing: readonly string[]): string => {
  switch (treatment) {
    case 'leave':
      // The entry that reports it names the value.
      return differing.length === 0
        ? 'The value differs and stays as it is on the destination.'
        : `Settings of the value (${inWords(differing)}) differ and stay as they are on the destination.`;
    case 'overwrite':
      return differing.length === 0
        ? `${label}: the value follows the source.`
        : `${label}: its settings (${inWords(differing)}) follow the source.`;
    case 'add':
    case 'add to be replaced':
      return `${label}: the destination has no such value; added.`;
    case 'remove':
      return `${label}: the source uses the default; so does this one.`;
  }
};

const inWords = (fields: readonly string[]): string => listed(fields.map(labelOf));
