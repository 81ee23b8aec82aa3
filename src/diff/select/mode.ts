import type { ResourceType } from '../../catalogue/index.js';
import { existingOption } from '../../config/options.js';
import type { SyncSettings } from '../../config/settings.js';
import type { Reason } from '../../model/reason.js';

/** Whether an item that the destination has follows the source: by `existing.<type>`, or by the type's own switch. */
export const existingMode = (type: ResourceType, settings: SyncSettings): Reason & { readonly value: string } => {
  const says = `On the destination already: ${type.singular}.`;
  const own = type.merging.existing.updateWhen;
  const option = settings.options[existingOption(type.name)];
  const bySwitch = own === undefined ? undefined : settings.options[own];
  if (own !== undefined && bySwitch?.value === 'true' && (option?.origin ?? 'default') === 'default')
    return { rule: own, value: 'update', origin: bySwitch.origin, says };
  return {
    rule: existingOption(type.name),
    value: option?.value ?? type.merging.existing.default,
    origin: option?.origin ?? 'default',
    says,
  };
};

/** Whether a switch is on; one that is not among the options counts as on. */
export const isOn = (name: string | undefined, settings: SyncSettings): boolean =>
  name === undefined || settings.options[name]?.value !== 'false';
