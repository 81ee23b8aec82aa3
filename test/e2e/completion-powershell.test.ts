import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { octosync, workFolder } from './cli.js';
import { inPwsh, pwsh } from './pwsh.js';

const bin = fileURLToPath(new URL('../../bin/run.js', import.meta.url));

const config = `instances:
  prod: { url: "https://octopus.example.com" }
  prod eu: { url: "https://octopus.example.com" }
  prod of 'Ada': { url: "https://octopus.example.com" }
  prod’s: { url: "https://octopus.example.com" }
  say "prod": { url: "https://octopus.example.com" }
`;

/** What PowerShell's own completion makes of each of some lines, with the script that octosync prints. */
const inPowerShell = async (lines: readonly string[], before = ''): Promise<readonly (readonly string[])[]> => {
  const cwd = await workFolder();
  await writeFile(join(cwd, 'octosync.yml'), config);
  await writeFile(join(cwd, 'changeset.json'), '');
  const { stdout: completion } = await octosync(['completion', 'powershell']);
  const script = [
    // As npm installs it on Windows: a script of PowerShell's, which loses a bare "--".
    `function octosync { & '${process.execPath}' '${bin}' $args }`,
    before,
    completion,
    ...lines.flatMap((line) => [
      `$line = @'\n${line}\n'@`,
      '$offers = (TabExpansion2 -inputScript $line -cursorColumn $line.Length).CompletionMatches',
      'ConvertTo-Json -Compress @($offers | ForEach-Object CompletionText)',
    ]),
  ];
  const printed = await inPwsh(script.join('\n'), { cwd });
  return printed
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as readonly string[]);
};

describe.skipIf(pwsh === undefined)('PowerShell completes', () => {
  const table: readonly (readonly [what: string, line: string, offers: readonly string[]])[] = [
    ['commands', 'octosync sn', ['snapshot']],
    ['options after an argument', 'octosync show changeset.json --det', ['--details']],
    ['values of options', 'octosync diff --existing-steps ', ['leave', 'update']],
    ['names that need quotes', 'octosync snapshot p', ['prod', "'prod eu'", "'prod of ''Ada'''", "'prod’’s'"]],
    ['what has quotes already', "octosync snapshot 'prod e", ["'prod eu'"]],
    ['what has double quotes', 'octosync snapshot "prod e', ["'prod eu'"]],
    ['what has quotes within', "octosync snapshot 'prod of ''A", ["'prod of ''Ada'''"]],
    ['what has double quotes within', `octosync snapshot 'say "p`, [`'say "prod"'`]],
    ['after a name in quotes', "octosync snapshot 'prod eu' --js", ['--json']],
    ['files, where octosync knows nothing', 'octosync show ch', ['./changeset.json']],
  ];

  it('what octosync offers, as one word', async () => {
    const offered = await inPowerShell(table.map(([, line]) => line));
    expect(table.map(([what, line], index) => [what, line, offered[index]])).toEqual(table);
  });

  it('in the way in which versions before 7.3 pass words on', async () => {
    const lines = ['octosync diff --existing-steps ', `octosync snapshot 'say "p`];
    const offered = await inPowerShell(lines, "$PSNativeCommandArgumentPassing = 'Legacy'");
    expect(offered).toEqual([['leave', 'update'], [`'say "prod"'`]]);
  });
});

it('the script for PowerShell asks octosync itself', async () => {
  const { code, stdout } = await octosync(['completion', 'powershell']);
  expect(code).toBe(0);
  expect(stdout).toContain('Register-ArgumentCompleter -Native -CommandName octosync');
  // A bare "--" would be lost.
  expect(stdout).toContain("octosync complete '--' @words");
});
