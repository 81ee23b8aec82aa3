import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it, onTestFinished } from 'vitest';
import { workFolder } from '../e2e/cli.js';
import { pwsh } from '../e2e/pwsh.js';
import { codeBlocksIn, type CodeBlock } from './code-blocks.js';

/* The README's own text, typed into a shell on a terminal (ways-in, begin). */

const root = fileURLToPath(new URL('../../', import.meta.url));
const readme = readFileSync(join(root, 'README.md'), 'utf8');

/** A shell that reads a file of lines and stops at the first that fails. */
interface Shell {
  readonly language: 'sh' | 'powershell';
  readonly file: string;
  readonly begin: string;
  readonly run: (file: string) => string;
}

const bash: Shell = {
  language: 'sh',
  file: 'steps.sh',
  begin: 'set -e\n',
  // As where somebody types: an exclamation mark may mean what was typed before.
  run: (file) => `bash --norc -o history -o histexpand ${file}`,
};
const powershell: Shell = {
  language: 'powershell',
  file: 'steps.ps1',
  begin: "$ErrorActionPreference = 'Stop'\n$PSNativeCommandUseErrorActionPreference = $true\n",
  run: (file) => `'${pwsh ?? 'pwsh'}' -NoProfile -File ${file}`,
};

/** The blocks of a section, for this shell: one that is followed by another one for PowerShell is for bash alone. */
const blocksFor = (shell: Shell, heading: string): readonly CodeBlock[] => {
  const section = readme.split(/^## /m).find((text) => text.startsWith(`${heading}\n`)) ?? '';
  const blocks = codeBlocksIn(section).filter(({ language }) => ['sh', 'powershell'].includes(language));
  return blocks.filter(({ language }, index) =>
    shell.language === 'sh'
      ? language === 'sh'
      : language === 'powershell' || blocks[index + 1]?.language !== 'powershell',
  );
};

/** Starts what the README says, on free ports; gives the URLs that it prints. Ends with the test. */
const sandboxes = (line: string): Promise<readonly string[]> =>
  new Promise((resolve, reject) => {
    const [, ...args] = line.trim().replace(/8065$/, '0').split(' ');
    const running = spawn(process.execPath, args, { cwd: root });
    onTestFinished(() => void running.kill());
    let said = '';
    running.stdout.on('data', (data: Buffer) => {
      said += data.toString();
      const urls = said.match(/http:\/\/127\.0\.0\.1:\d+/g) ?? [];
      if (urls.length === 2) resolve(urls);
    });
    running.on('exit', () => {
      reject(new Error(`No sandboxes: ${said}`));
    });
  });

interface Typed {
  readonly code: number | null;
  readonly said: string;
}

/** Runs lines in a shell on a terminal; each question, known by how it ends, gets its next answer. */
const typedIn = async (
  shell: Shell,
  cwd: string,
  lines: string,
  question: RegExp,
  answers: readonly string[],
): Promise<Typed> => {
  await writeFile(join(cwd, shell.file), shell.begin + lines);
  const env = {
    ...process.env,
    PAGER: 'cat',
    NO_COLOR: '1',
    TERM: 'xterm-256color',
    PATH: `${cwd}:${process.env['PATH'] ?? ''}`,
  };
  const running = spawn('script', ['-qec', `stty cols 200; ${shell.run(shell.file)}`, '/dev/null'], { cwd, env });
  let said = '';
  let answered = 0;
  running.stdout.on('data', (data: Buffer) => {
    said += data.toString();
    const asked = stripVTControlCharacters(said).match(question)?.length ?? 0;
    if (asked > answered) running.stdin.write(`${answers[answered++] ?? ''}\r`);
  });
  const code = await new Promise<number | null>((resolve) => running.on('close', resolve));
  return { code, said: stripVTControlCharacters(said).replaceAll('\r', '') };
};

describe.each([
  ['bash', bash],
  ['PowerShell', powershell],
])('The steps of the README, in %s', (_name, shell) => {
  it.skipIf(shell === powershell && pwsh === undefined)('"Type it yourself" does what it says', async () => {
    const [start, ...blocks] = blocksFor(shell, 'Type it yourself');
    const urls = await sandboxes(start?.text ?? '');
    const cwd = await workFolder();
    for (const folder of ['bin', 'snapshots']) await symlink(join(root, folder), join(cwd, folder));
    const lines = blocks
      .map(({ text }) => text)
      .join('')
      .replaceAll('http://127.0.0.1:8065', urls[0] ?? '')
      .replaceAll('http://127.0.0.1:8066', urls[1] ?? '');
    const { code, said } = await typedIn(shell, cwd, lines, /Go on\? \(yes\/no\) /g, ['yes']);
    expect(code, said).toBe(0);
    expect(said).toMatch(/work\/changeset\.json: [1-9]\d* changes, 0 blocked, 0 errors\./);
    expect(said).toContain('work/again.json: 0 changes, 0 blocked, 0 errors.');
  });

  it.skipIf(shell === powershell && pwsh === undefined)(
    '"Your first changeset" leads from one to the next',
    async () => {
      const [start] = blocksFor(shell, 'Type it yourself');
      const urls = await sandboxes(start?.text ?? '');
      const cwd = await workFolder();
      await symlink(join(root, 'bin/run.js'), join(cwd, 'octosync'));
      const lines = blocksFor(shell, 'Your first changeset')
        .map(({ text }) => text)
        .join('')
        .replace(/^npm ci .*$/m, '')
        .replaceAll('API-…', 'API-SANDBOX');
      const { code, said } = await typedIn(shell, cwd, lines, /^\d\. .*\] |Go on\? \(yes\/no\) /gm, [
        ...[...urls, '1', 'OctoFX Reports', 'yes'],
        'yes',
      ]);
      expect(code, said).toBe(0);
      // All but the first are told by the one before; of those that follow the approval, only the last is.
      const typed = lines.split('\n').filter((line) => line.startsWith('octosync ') && line !== 'octosync init');
      const told = typed.map((line) => line.replace('"Ada Lovelace"', 'NAME').replace(' --dry-run', ''));
      expect(typed.length).toBeGreaterThan(5);
      expect(
        told.filter((line) => !said.includes(line.includes(' approve ') ? `  ${line} ` : `Next: ${line}\n`)),
      ).toEqual([]);
      expect(said).toContain('Dry run: 3 writes to do, nothing written.');
      expect(said).toContain('Next: octosync verify changesets/main.json destination');
    },
  );
});
