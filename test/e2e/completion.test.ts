import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { octosync, workFolder } from './cli.js';

const bin = fileURLToPath(new URL('../../bin/run.js', import.meta.url));

/** What bash offers for some words, with the script that octosync prints. */
const inBash = async (cwd: string, words: readonly string[]): Promise<readonly string[]> => {
  const { stdout: script } = await octosync(['completion', 'bash']);
  const quoted = words.map((word) => `'${word}'`).join(' ');
  const lines = [
    `octosync() { '${process.execPath}' '${bin}' "$@"; }`,
    script,
    `COMP_WORDS=(octosync ${quoted}); COMP_CWORD=${words.length}; _octosync`,
    `printf '%s\\n' "\${COMPREPLY[@]}"`,
  ];
  const { stdout } = await promisify(execFile)('bash', ['-c', lines.join('\n')], { cwd });
  return stdout.split('\n').filter((line) => line !== '');
};

const config =
  'instances:\n  prod eu: { url: "https://octopus.example.com" }\n  dev: { url: "https://dev.example.com" }\n';

describe('bash completes', () => {
  it.each([
    ['commands', ['sn'], ['snapshot']],
    ['options after an argument', ['show', 'changeset.json', '--det'], ['--details']],
    ['values of options', ['diff', '--existing-steps', ''], ['leave', 'update']],
    ['names of instances, as bash takes them', ['snapshot', 'p'], ['prod\\ eu']],
    ['another instance, where a command takes several', ['doctor', 'prod eu', ''], ['dev']],
  ])('%s', async (_what, words, offers) => {
    const cwd = await workFolder();
    await writeFile(join(cwd, 'octosync.yml'), config);
    expect(await inBash(cwd, words)).toEqual(offers);
  });
});
