import type { ResourceType } from '../../catalogue/index.js';
import type { Reason } from '../../model/reason.js';
import { because, chosen, chosenExisting, existingOption, type ExistingMode } from '../../settings/chosen.js';
import type { SwitchOption } from '../../settings/options.js';
import type { SyncSettings } from '../../settings/settings.js';

/** Whether an item that the destination has follows the source: by `existing.<type>`, or by the type's own switch. */
export const existingMode = (type: ResourceType, settings: SyncSettings): Reason & { readonly value: ExistingMode } => {
  const says = `On the destination already: ${type.singular}.`;
  const own = chosenExisting(settings, type.name, type.merging.existing.default);
  const bySwitch = type.merging.existing.updateWhen;
  if (bySwitch !== undefined && chosen(settings, bySwitch) && own.origin === 'default')
    return { ...because(settings, bySwitch, says), value: 'update' };
  return { rule: existingOption(type.name), ...own, says };
};

/** Whether a switch is on; what needs none is. */
export const isOn = (name: SwitchOption | undefined, settings: SyncSettings): boolean =>
  name === undefined || chosen(settings, name);
