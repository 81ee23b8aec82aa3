import type { ResourceType } from '../../catalogue/index.js';
import type { Reason } from '../../model/reason.js';
import { because, chosen, chosenExisting, existingOption, type ExistingMode } from '../../settings/chosen.js';
import type { SwitchOption } from '../../settings/options.js';
import type { SyncSettings } from '../../settings/settings.js';

/**
 * Whether an item that the destination has follows the source: by `existing.<type>`, or by the type's own switch. What it says is
 * what that means for an item of which nothing more is known; whoever knows what becomes of its fields says that instead.
 */
export const existingMode = (type: ResourceType, settings: SyncSettings): Reason & { readonly value: ExistingMode } => {
  const own = chosenExisting(settings, type.name, type.merging.existing.default);
  const bySwitch = type.merging.existing.updateWhen;
  if (bySwitch !== undefined && chosen(settings, bySwitch) && own.origin === 'default')
    return { ...because(settings, bySwitch, saysOf('update', type)), value: 'update' };
  return { rule: existingOption(type.name), ...own, says: saysOf(own.value, type) };
};

const saysOf = (mode: ExistingMode, { plural }: ResourceType): string =>
  mode === 'update' ? `Existing ${plural} follow the source.` : `Existing ${plural} stay as they are.`;

/** Whether a switch is on; what needs none is. */
export const isOn = (name: SwitchOption | undefined, settings: SyncSettings): boolean =>
  name === undefined || chosen(settings, name);
