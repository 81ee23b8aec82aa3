import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { filesIn } from '../e2e/cli.js';
import { bin } from '../e2e/program.js';
import { asPage, nothingDecided, pathOf, raw } from './raw.js';
import { written } from './serving.js';

/** Starts `octosync review` as a process; gives its address once it is printed. */
const started = async (...more: readonly string[]) => {
  const file = await written();
  const folder = join(file, '..');
  const args = [fileURLToPath(bin), 'review', 'changeset.json', '--no-open', ...more];
  const child = spawn(process.execPath, args, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
  let [out, err] = ['', ''];
  const address = new Promise<string>((resolve) => {
    const look = () => {
      const [url] = /http:\/\/127\.0\.0\.1:\d+\/[\w-]+\//.exec(out + err) ?? [];
      if (url !== undefined) resolve(url);
    };
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      out += text;
      look();
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      err += text;
      look();
    });
  });
  const ended = once(child, 'close').then(([code]: unknown[]) => ({ code, out, err }));
  return { child, folder, ended, url: await address };
};

describe('octosync review as a process', () => {
  it('ends with 130 on Ctrl-C, so that nothing follows, and its port is free', async () => {
    const { child, ended, url, folder } = await started();
    expect((await raw(url, pathOf(url))).status).toBe(200);
    child.kill('SIGINT');
    const { code, err } = await ended;
    expect([code, err]).toEqual([130, expect.stringContaining('nothing was approved')]);
    await expect(raw(url, pathOf(url))).rejects.toThrow('ECONNREFUSED');
    expect([...(await filesIn(folder)).keys()]).toEqual(['changeset.json']);
  });

  it('ends with 0 once it is approved, and says what comes next; JSON has no token', async () => {
    const { ended, url, folder } = await started('--json');
    const approved = await raw(url, `${pathOf(url)}approve`, asPage(url, { ...nothingDecided, by: 'Ada' }));
    expect(approved.status).toBe(200);
    const { code, out } = await ended;
    expect([code, JSON.parse(out)]).toMatchObject([0, { written: { approvals: 'changeset.approvals.json' } }]);
    const token = pathOf(url).slice(1, -1);
    expect(out).not.toContain(token);
    expect([...(await filesIn(folder)).values()].filter((text) => text.includes(token))).toEqual([]);
  });
});
