import fc from 'fast-check';
import type { SyncSettings } from '../../src/settings/settings.js';
import { settings } from '../builders/space.js';
import { described } from './generate/edits.js';
import { everything } from './generate/settings.js';

/** Modes of which the first leaves what the second lets follow. */
const modes: Readonly<Record<string, readonly [string, string]>> = {
  ...Object.fromEntries(described.map((type) => [`existing.${type}`, ['leave', 'update'] as const])),
  existingSteps: ['leave', 'update'],
  overwriteExistingVariables: ['false', 'true'],
  overwriteExistingLifecyclesPhases: ['false', 'true'],
  variableScopeChanges: ['leave', 'update'],
  removals: ['report', 'apply'],
  conflicts: ['leave', 'source'],
};

/** Some modes that leave, some that let follow. */
export const someModes = fc
  .record(Object.fromEntries(Object.entries(modes).map(([name, values]) => [name, fc.constantFrom(...values)])))
  .map((some) => following(some));

/** Everything follows that may. */
export const following = (more: Readonly<Record<string, string>> = {}): SyncSettings =>
  settings(
    {
      ...Object.fromEntries(described.map((type) => [`existing.${type}`, 'update'])),
      existingSteps: 'update',
      overwriteExistingVariables: 'true',
      overwriteExistingLifecyclesPhases: 'true',
      cloneProjectVersioningReleaseCreationSettings: 'true',
      cloneTenantVariables: 'true',
      removals: 'apply',
      ...more,
    },
    everything,
  );
