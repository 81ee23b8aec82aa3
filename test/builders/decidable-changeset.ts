import type { Changeset } from '../../src/changeset/changeset.js';
import { diff } from '../../src/diff/index.js';
import { syncOnce } from '../diff/three-way/syncs.js';
import { settings, space } from './space.js';

const rules = settings(
  {
    variableEnvironmentScopingMatch: 'IgnoreMismatch',
    processCloningOption: 'SourceOnly',
    existingSteps: 'update',
    overwriteExistingVariables: 'true',
    'existing.projects': 'update',
  },
  { projects: 'all', libraryVariableSets: 'all', channels: 'all', runbooks: 'all' },
);

const source = (db: string, more: boolean) => {
  const built = space('dev').environments('Dev', 'Staging').lifecycle('Slow').project('Shop').step('Deploy web');
  built.variable('Db.Name', db);
  if (!more) return built.build();
  built.variable('Debug', 'on', { Environment: ['Dev'] }).channel('QA', { LifecycleId: 'Slow' });
  built.librarySet('Shared').variable('Mail.Server', 'smtp.example.com');
  built
    .project('Mail', { IncludedLibraryVariableSetIds: ['Shared'] })
    .step('Send')
    .runbook('Restart');
  return built.build();
};

/**
 * A changeset with something of all that a person decides: a conflict, a gate, a blocked channel, a project that several changes
 * depend on, and a library set that the project depends on.
 */
export const decidableChangeset = (): Changeset => {
  const first = syncOnce(source('shop', false), space('prod').environments('Staging').build(), rules);
  const here = space('prod').environments('Staging').project('Shop').step('Deploy web');
  here.variable('Db.Name', 'shop_own');
  return diff(source('shop_v2', true), here.build(), rules, {}, first.base);
};
