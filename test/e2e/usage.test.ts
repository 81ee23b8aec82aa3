import { describe, expect, it } from 'vitest';
import { octosync } from './cli.js';

describe('A command line that is wrong', () => {
  it.each([
    ['a mistyped command', 'snapshto dev', 'There is no command "snapshto". Did you mean octosync snapshot?'],
    ['the beginning of a command', 'snap', 'There is no command "snap". Did you mean octosync snapshot?'],
    ['no such command', 'tidy', 'There is no command "tidy". octosync --help lists them.'],
    ['help of a mistyped command', 'shwo --help', 'There is no command "shwo". Did you mean octosync show?'],
    [
      'an argument where there is none',
      'plan main --quiet',
      'plan does not know what to do with "main". octosync plan --help lists what there is.',
    ],
    ['a flag alone', '--quiet', 'No command is named. octosync --help lists them.'],
    ['a mistyped option', 'diff a b --projcts all', 'diff has no option --projcts. Did you mean --projects?'],
    [
      'a mistyped option of the predecessor',
      'diff --OverwriteExistingVariable true',
      'diff has no option --OverwriteExistingVariable. Did you mean --overwrite-existing-variables?',
    ],
    ['no such option', 'show --fjdksla', 'show has no option --fjdksla. octosync show --help lists what there is.'],
    [
      'a mistyped value',
      'apply x --allow scope-widning',
      '"scope-widning" is no value of --allow. Did you mean scope-widening?',
    ],
    [
      'a mistyped rule',
      'diff a b --existing-steps updat',
      '"updat" is no value of existingSteps. Did you mean update?',
    ],
    ['no such preset', 'diff a b --preset mirrord', 'There is no preset "mirrord". Did you mean mirrored?'],
    ['a missing argument', 'apply', 'apply needs CHANGESET: File that diff wrote. octosync apply --help'],
    ['a missing option', 'sandbox', 'sandbox needs --load: What an instance starts from. octosync sandbox --help'],
    ['an option without its value', 'diff --out', 'Flag --out expects a value. octosync diff --help'],
    ['too many arguments', 'review x y', 'review does not know what to do with "y". octosync review --help'],
    ['letters for a number', 'sandbox --load empty --port x', 'Expected an integer but received: x.'],
  ])('%s is one line that says what to do, and nothing is done', async (_what, line, says) => {
    const { code, stdout, stderr } = await octosync(line.split(' '));
    expect(stderr).toContain(says);
    expect(stderr).toMatch(/^Error: [^\n]*\n$/);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  });

  it.each(['snapshto --json', 'show --fjdksla --json', 'show --format x --json', 'apply --json'])(
    '%s is JSON for programs',
    async (line) => {
      const { code, stdout, stderr } = await octosync(line.split(' '));
      expect(JSON.parse(stdout)).toEqual({
        error: { what: expect.any(String) as string, remedy: expect.any(String) as string, exitCode: 1 },
      });
      expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
    },
  );

  it('is answered for names that would steer the terminal', async () => {
    const { stderr } = await octosync(['\u001b[31mred']);
    expect(stderr).toContain('There is no command "\\u001b[31mred".');
  });
});

describe('octosync --version', () => {
  it('is one line', async () => {
    const { code, stdout, stderr } = await octosync(['--version']);
    expect(stdout).toMatch(/^octosync\/\S+ \S+ \S+\n$/);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  });
});
