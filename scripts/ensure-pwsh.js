// Some tests run what README and docs tell users of PowerShell. Where there is no pwsh: the .NET tool of that name from NuGet,
// in a folder of its own below ~/.cache. It is no reason to fail where that cannot be had: a word, and those tests are skipped.
import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { findPwsh, toolFolder, toolVersion } from './find-pwsh.js';

/** How long (ms) it may take: some 70 MB. */
const patience = 100_000;

const env = { ...process.env, DOTNET_CLI_TELEMETRY_OPTOUT: '1', DOTNET_NOLOGO: '1' };

/** Why there is none, after an attempt to install it; undefined where there is one. */
const whyNot = () => {
  if (process.env.OCTOSYNC_PWSH) return 'OCTOSYNC_PWSH names none that can be run';
  if (spawnSync('dotnet', ['--version'], { env, timeout: 10_000 }).status !== 0)
    return 'there is no .NET SDK to get it with';
  console.log(`No PowerShell here; installing the .NET tool PowerShell ${toolVersion} for the tests of it …`);
  const args = ['tool', 'install', 'PowerShell', '--version', toolVersion, '--tool-path', toolFolder];
  const { status, error } = spawnSync('dotnet', args, { env, timeout: patience, stdio: 'ignore' });
  if (status === 0 && findPwsh() !== undefined) return undefined;
  // Half of it would be in the way of the next attempt.
  rmSync(toolFolder, { recursive: true, force: true });
  return error ? 'it took too long to get it from NuGet' : 'dotnet could not get it from NuGet';
};

const reason = findPwsh() === undefined ? whyNot() : undefined;
if (reason !== undefined)
  console.error(
    `No PowerShell was found, and ${reason}. The tests that run it are skipped. Install pwsh, or set OCTOSYNC_PWSH to it.`,
  );
