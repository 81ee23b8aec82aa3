import chalk from 'chalk';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { examples, octosync, octosyncProcess, workFolder } from './cli.js';
import { bin } from './program.js';

/* Most tests run command lines in their own process. Here is why they may; what --help shows is run as processes too. */

const snapshots = ['dev-test', 'staging-prod'].map((name) => join(examples, name));

describe('A command line in the process of a test', () => {
  it.each([
    ['a version', '--version'],
    ['help', 'diff --help'],
    ['no command', 'snapshto'],
    ['no option', 'show --fjdksla --json'],
    ['no server', 'snapshot --url http://127.0.0.1:9 --out x'],
    ['a comparison', `compare ${snapshots.join(' ')} --details`],
    ['a changeset', `diff ${snapshots.join(' ')} --projects all --exit-code`],
    ['a script', 'completion bash'],
    ['words for a shell', 'complete -- show --form'],
  ])('says and ends as a process does: %s', async (_what, line) => {
    const cwd = await workFolder();
    const args = line.split(' ');
    expect(await octosync(args, { cwd })).toEqual(await octosyncProcess(args, { cwd }));
  });

  it('leaves nothing behind', async () => {
    const now = () => ({
      cwd: process.cwd(),
      env: { ...process.env },
      ...{ exitCode: process.exitCode, argv: process.argv, level: chalk.level, console },
      ...{ stdout: process.stdout, stderr: process.stderr, terminal: process.stdin.isTTY },
      listeners: ['SIGINT', 'SIGTERM', 'warning'].map((name) => process.listenerCount(name)),
    });
    const before = now();
    const cwd = await workFolder();
    const { code } = await octosync(['demo', '--json'], { cwd, env: { LEFT_BEHIND: '1' } });
    expect(code).toBe(0);
    expect(now()).toEqual(before);
    expect(process.stdout).toBe(before.stdout);
  });

  it('waits for the one before it', async () => {
    const folders = [await workFolder(), await workFolder()];
    const [one, other] = await Promise.all(
      folders.map((cwd, index) =>
        octosync(['compare', ...(index === 0 ? snapshots : [snapshots[0] ?? '', 'nowhere'])], { cwd }),
      ),
    );
    expect([one?.code, one?.stderr, other?.code, other?.stdout]).toEqual([0, '', 1, '']);
  });
});

describe('The program as a process', () => {
  it('serves a sandbox until Ctrl-C', async () => {
    const args = ['sandbox', '--load', 'empty', '--port', '0', '--json'];
    const child = spawn(process.execPath, [fileURLToPath(bin), ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
    const ended = once(child, 'exit');
    let [said, answered] = ['', 0];
    for await (const text of child.stdout.setEncoding('utf8')) {
      said += String(text);
      if (!said.endsWith(']\n')) continue;
      const [{ url }] = JSON.parse(said) as [{ readonly url: string }];
      answered = (await fetch(`${url}/api`)).status;
      child.kill('SIGINT');
    }
    expect([answered, await ended]).toEqual([200, [0, null]]);
  });

  it('takes no argument from what is piped to it', async () => {
    const child = spawn(process.execPath, [fileURLToPath(bin), 'snapshot'], { cwd: await workFolder() });
    child.stdin.end('prod\n');
    let said = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
    await once(child, 'close');
    expect(said).toContain('No server is named.');
  });
});
