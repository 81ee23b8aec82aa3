import type { Condition } from '../vocabulary.js';

/** A project that keeps its process and settings in Git: the API has none of them in its database. */
export const livesInGit: Condition = { field: ['PersistenceSettings', 'Type'], equals: ['VersionControlled'] };
