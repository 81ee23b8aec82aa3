import { isInGit } from '../deployment-settings.js';
import { objectIn, textIn, textsIn } from '../documents.js';
import type { JsonObject } from '../../../model/json.js';

/** Where a project is kept, and what of it. */
export interface GitSettings {
  readonly url: string;
  /** The folder of its files, without slashes around; empty for the root. */
  readonly basePath: string;
  readonly defaultBranch: string;
  readonly variablesAreInGit: boolean;
  readonly runbooksAreInGit: boolean;
  readonly isProtected: (branch: string) => boolean;
}

/** The persistence settings of a project in Git, read. */
export const gitSettings = (project: JsonObject): GitSettings => settingsFrom(objectIn(project, 'PersistenceSettings'));

/** Persistence settings, read. */
export const settingsFrom = (settings: JsonObject): GitSettings => {
  const state = objectIn(settings, 'ConversionState');
  const defaultBranch = branchName(textIn(settings, 'DefaultBranch'));
  const patterns = textsIn(settings, 'ProtectedBranchNamePatterns').map(asPattern);
  return {
    url: textIn(settings, 'Url'),
    basePath: folder(textIn(settings, 'BasePath')),
    defaultBranch,
    variablesAreInGit: state['VariablesAreInGit'] === true,
    runbooksAreInGit: state['RunbooksAreInGit'] === true,
    isProtected: (branch) =>
      (settings['ProtectedDefaultBranch'] === true && branch === defaultBranch) ||
      patterns.some((pattern) => pattern.test(branch)),
  };
};

/** Whether the variables of a project that are no secrets are in Git. */
export const hasVariablesInGit = (project: JsonObject | undefined): boolean =>
  project !== undefined && isInGit(project) && gitSettings(project).variablesAreInGit;

/** Whether the runbooks of a project are in Git. */
export const hasRunbooksInGit = (project: JsonObject | undefined): boolean =>
  project !== undefined && isInGit(project) && gitSettings(project).runbooksAreInGit;

/** `main` for `refs/heads/main`. */
export const branchName = (ref: string): string => ref.replace(/^refs\/heads\//, '');

const folder = (path: string): string => path.replace(/^(?:\.?\/)+/, '').replace(/\/+$/, '');

/** A name, or one with wildcards: `release/*`. */
const asPattern = (pattern: string): RegExp =>
  new RegExp(`^${pattern.replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*')}$`, 'i');
