import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { findPwsh } from '../../scripts/find-pwsh.js';
import { workFolder } from './cli.js';

/** The PowerShell of this machine; without one the tests of it are skipped (`npm test` says so, and tries to get one before). */
export const pwsh = findPwsh();

/** What a script prints in PowerShell. Throws where it fails: its first error ends it, that of a program, too. */
export const inPwsh = async (
  script: string,
  { cwd, env = {} }: { readonly cwd?: string; readonly env?: NodeJS.ProcessEnv } = {},
): Promise<string> => {
  const file = join(await workFolder(), 'script.ps1');
  const strict = "$ErrorActionPreference = 'Stop'\n$PSNativeCommandUseErrorActionPreference = $true\n";
  await writeFile(file, strict + script);
  const { stdout } = await promisify(execFile)(pwsh ?? 'pwsh', ['-NoProfile', '-NonInteractive', '-File', file], {
    cwd,
    env: { ...process.env, NO_COLOR: '1', POWERSHELL_TELEMETRY_OPTOUT: '1', POWERSHELL_UPDATECHECK: 'Off', ...env },
    maxBuffer: 64 * 1024 * 1024,
  });
  return stdout;
};
