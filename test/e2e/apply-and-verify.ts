import { expect } from 'vitest';
import { octosync } from './cli.js';

/**
 * Applies `changeset.json` of a folder to a server, and verifies at once: what was written is as the changeset means it
 * (rules verify-says). Returns what `apply` printed.
 */
export const applyAndVerify = async (cwd: string, url: string, ...more: readonly string[]): Promise<string> => {
  const applied = await octosync(['apply', 'changeset.json', '--url', url, '--yes', ...more], { cwd });
  expect(applied.code, applied.stderr).toBe(0);
  const verified = await octosync(['verify', 'changeset.json', '--url', url], { cwd });
  expect(verified.code, `verify after apply: ${verified.stdout}${verified.stderr}`).toBe(0);
  return applied.stdout;
};
