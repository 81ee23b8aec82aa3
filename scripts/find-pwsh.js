import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { canRun } from './can-run.js';

/** The PowerShell that the tests get where there is none: a .NET tool. */
export const toolVersion = '7.6.9';

/** Where it is installed: kept from run to run, and no part of the project. */
export const toolFolder = join(
  process.env.XDG_CACHE_HOME || join(homedir(), '.cache'),
  'octosync-tests',
  `pwsh-${toolVersion}`,
);

/** The path of a PowerShell on this machine: OCTOSYNC_PWSH, then what is on the PATH or was installed for the tests. */
export const findPwsh = () => {
  const { OCTOSYNC_PWSH: given, PATH: path = '' } = process.env;
  // Whoever names one means that one.
  const folders = [...path.split(delimiter).filter((folder) => folder !== ''), toolFolder];
  return (given ? [given] : folders.map((folder) => join(folder, 'pwsh'))).find(canRun);
};
