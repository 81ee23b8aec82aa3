import { syncedTypes } from '../../catalogue/index.js';
import { existingOption } from '../../settings/chosen.js';
import { generalOptions } from '../../settings/options.js';
import type { Setting, SyncSettings } from '../../settings/settings.js';

/** The settings by which an existing item follows in everything. */
export const followingAll = (settings: SyncSettings): SyncSettings => {
  const value = (said: string): Setting => ({ value: said, origin: 'default' });
  const switches = generalOptions.filter(({ values }) => values.join() === 'true,false').map(({ name }) => name);
  return {
    ...settings,
    overrides: [],
    options: {
      ...settings.options,
      ...Object.fromEntries(switches.map((name) => [name, value('true')])),
      ...Object.fromEntries(syncedTypes.map(({ name }) => [existingOption(name), value('update')])),
      overwriteExistingVariables: value('true'),
      overwriteExistingLifecyclesPhases: value('true'),
      variableScopeChanges: value('update'),
      destinationOnlyScope: value('drop'),
      existingSteps: value('update'),
      follow: value('everything'),
    },
  };
};
