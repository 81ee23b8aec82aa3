import type { Condition } from '../vocabulary.js';

/** A project that keeps its process and settings in Git: the API has none of them in its database. */
export const livesInGit: Condition = { field: ['PersistenceSettings', 'Type'], equals: ['VersionControlled'] };

/** What a project may keep in Git besides: each was converted, or was not. */
const converted = (flag: string): Condition => ({
  field: ['PersistenceSettings', 'ConversionState', flag],
  equals: [true],
});

/** A project that keeps there what is no secret of its variables, too. */
export const variablesAreInGit: readonly Condition[] = [livesInGit, converted('VariablesAreInGit')];
/** A project that keeps its runbooks and their processes there, too. */
export const runbooksAreInGit: readonly Condition[] = [livesInGit, converted('RunbooksAreInGit')];
