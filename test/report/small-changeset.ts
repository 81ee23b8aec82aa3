import type { Changeset } from '../../src/changeset/changeset.js';
import { diff } from '../../src/diff/index.js';
import { digest } from '../builders/brands.js';
import { settings, space } from '../builders/space.js';

/** A small sync of two spaces, as its documentation would tell it: something new, something changed, something to decide. */
export const smallChangeset = (): Changeset => {
  const dev = space('dev').environments('Dev', 'Staging').librarySet('Shared');
  dev.variable('Mail.Server', 'smtp.example.com');
  dev.project('Shop').step('Deploy web', { script: 'echo new' }).step('Smoke test');
  dev.variable('Db.Name', 'shop_v2', { Environment: ['Staging'] }).secret('Db.Password');
  dev.variable('Debug', 'on', { Environment: ['Dev'] });
  dev.project('Mail').step('Send').runbook('Restart');
  const prod = space('prod').environments('Staging');
  prod.project('Shop').step('Deploy web', { script: 'echo old' }).step('Tell Operations');
  prod.variable('Db.Name', 'shop', { Environment: ['Staging'] });
  const changeset = diff(
    dev.build(),
    prod.build(),
    settings(
      {
        variableEnvironmentScopingMatch: 'IgnoreMismatch',
        processCloningOption: 'SourceOnly',
        existingSteps: 'update',
        overwriteExistingVariables: 'true',
      },
      { projects: 'all', libraryVariableSets: 'all', runbooks: 'all' },
    ),
  );
  return {
    ...changeset,
    // It depends on every option.
    digest: digest('f'.repeat(64)),
    made: { tool: '1.0.0', sync: 'Shop', preset: 'promote' },
    source: { ...changeset.source, instance: 'dev', takenAt: '2026-11-20T06:00:00.000Z' },
    destination: { ...changeset.destination, instance: 'prod', takenAt: '2026-11-20T06:01:00.000Z' },
  };
};
