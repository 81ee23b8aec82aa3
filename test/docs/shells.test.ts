import { readdirSync, readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { atLeastOne } from '../builders/at-least-one.js';
import { workFolder } from '../e2e/cli.js';
import { inPwsh, pwsh } from '../e2e/pwsh.js';
import { codeBlocksIn, differencesIn, type CodeBlock } from './code-blocks.js';

/* Every example is in both shells where they differ (ways-in, begin). */

const root = fileURLToPath(new URL('../../', import.meta.url));

interface Placed extends CodeBlock {
  readonly page: string;
  /** The block after it on the page. */
  readonly next: CodeBlock | undefined;
}

const pages = [
  'README.md',
  ...readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' }).map((name) => `docs/${name}`),
];
const blocks: readonly Placed[] = pages
  .filter((page) => page.endsWith('.md'))
  .flatMap((page) => {
    const found = codeBlocksIn(readFileSync(join(root, page), 'utf8'));
    return found.map((block, index) => ({ ...block, page, next: found[index + 1] }));
  });

const inBash = blocks.filter(({ language }) => ['sh', 'bash', 'shell', 'console'].includes(language));
const hasOther = ({ next }: Placed): boolean => next?.language === 'powershell';

/** The lines below `examples` of each command, but of what prints a script for one shell. */
const examples = (): readonly (readonly [command: string, line: string])[] => {
  const { commands } = JSON.parse(readFileSync(join(root, 'oclif.manifest.json'), 'utf8')) as {
    readonly commands: Readonly<Record<string, { readonly examples?: readonly string[] }>>;
  };
  return Object.entries(commands)
    .filter(([name]) => name !== 'completion')
    .flatMap(([name, { examples: lines = [] }]) =>
      lines.map((line) => [name, line.replaceAll('<%= config.bin %>', 'octosync')] as const),
    );
};

describe('What is shown in one form only, bash and PowerShell read alike', () => {
  it.each(atLeastOne(inBash.map((block) => [`${block.page}:${block.line}`, block] as const)))('%s', (_place, block) =>
    expect(hasOther(block) ? [] : differencesIn(block.text)).toEqual([]),
  );

  it.each(atLeastOne(examples()))('an example of %s: %s', (_command, line) => expect(differencesIn(line)).toEqual([]));
});

it('what is shown for PowerShell follows what it stands for', () => {
  const shown = blocks.filter(({ language }) => language === 'powershell');
  const first = inBash.filter((block) => hasOther(block));
  expect(shown.length).toBeGreaterThan(0);
  expect(first).toHaveLength(shown.length);
  expect(
    first.filter(({ text }) => differencesIn(text).length === 0).map(({ page, line }) => `${page}:${line}`),
  ).toEqual([]);
});

it.skipIf(pwsh === undefined)('PowerShell reads all of it', async () => {
  const texts = [
    ...blocks.filter((block) => block.language === 'powershell' || (inBash.includes(block) && !hasOther(block))),
    ...examples().map(([page, text]) => ({ page, line: 0, text })),
  ].map(({ page, line, text }) => ({ place: `${page}:${line}`, text }));
  const file = join(await workFolder(), 'texts.json');
  await writeFile(file, JSON.stringify([...texts, { place: 'what is none', text: 'if {' }]));
  const printed = await inPwsh(`
    $found = foreach ($one in Get-Content -Raw '${file}' | ConvertFrom-Json) {
      $tokens = $errors = $null
      $null = [System.Management.Automation.Language.Parser]::ParseInput($one.text, [ref]$tokens, [ref]$errors)
      foreach ($wrong in $errors) { "$($one.place): $($wrong.Message)" }
    }
    ConvertTo-Json -Compress @($found)`);
  const defects = (JSON.parse(printed) as readonly string[]).filter((defect) => !defect.startsWith('what is none:'));
  expect(printed).toContain('what is none:');
  expect(defects).toEqual([]);
});

describe('bash and PowerShell differ in', () => {
  it.each([
    ['export A=b', 'a variable that is set'],
    ['A=b npm run bench', 'a variable that is set'],
    ['octosync diff \\\n  --json', 'a line that goes on in the next'],
    ['git blame Default\\ Lifecycle.json', 'an escaped character'],
    ['echo $(date)', 'a variable, or what a command prints'],
    ['echo $HOME', 'a variable, or what a command prints'],
    ['octosync approve --by "$NAME"', 'a variable, an escape or an exclamation mark in double quotes'],
    ['octosync diff --channels "all,!QA"', 'a variable, an escape or an exclamation mark in double quotes'],
    ['octosync diff --channels !QA', 'an exclamation mark'],
    ['octosync show --since both,source', 'a bare comma'],
    ['cat > .env <<END', 'a redirection'],
    ['octosync sandbox &', 'a job in the background'],
    ['if true; then octosync; fi', 'a control structure'],
    ['octosync show {a,b}.json', 'brackets'],
    ['octosync show ~/changeset.json', 'a word that begins with @ or ~'],
    ['tool -x.y', 'an option with a dot or a colon'],
    ['octosync show ‘a.json’', 'typographic quotes'],
  ])('%s', (lines, what) => expect(differencesIn(lines)).toContain(what));

  it.each([
    'npm ci && npm run demo',
    'octosync diff --channels \'all,!QA\' --projects "OctoFX*" # all of them, but QA',
    `octosync approve changeset.json --by Ada --resolve 'projectVariables/OctoFX#variable "Timeout"' source`,
    'octosync compare HEAD~1:snapshots/prod "main@{2026-01-01}:snapshots/prod"',
  ])('nothing in %s', (lines) => expect(differencesIn(lines)).toEqual([]));
});
