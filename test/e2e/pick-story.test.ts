import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import type { Changeset } from '../../src/changeset/changeset.js';
import type { Receipt } from '../../src/changeset/receipt.js';
import { loadInstances } from '../../src/commands/flags/load-instances.js';
import { startSandbox, type RunningInstance } from '../../src/sandbox/server/index.js';
import { apiOf } from './api.js';
import { octosync, workFolder } from './cli.js';

/* A part from beginning to end (docs/reviewing.md, rules pick-base): what was typed and said is test/golden/part/part.txt. */

const config = ({ dev, prod }: Readonly<Record<'dev' | 'prod', RunningInstance>>) => `instances:
  dev: { url: ${dev.url} }
  prod: { url: ${prod.url} }
syncs:
  main:
    source: dev
    destination: prod
    base: bases/main
    select: { projects: all, environments: all }
`;

it('a part is shown, approved, applied and verified; what it leaves out is open, and comes with the next sync', async () => {
  const cwd = await workFolder();
  const sandbox = await startSandbox(await loadInstances(['empty:2026.3.1', 'empty:2026.3.1'], 'API-SANDBOX', 0));
  onTestFinished(() => sandbox.close());
  const [dev, prod] = sandbox.instances;
  if (!dev || !prod) throw new Error('Two instances were started.');
  await writeFile(join(cwd, 'octosync.yml'), config({ dev, prod }));
  const portal = apiOf(dev);
  await portal.post('environments', { Name: 'Staging' });
  for (const Name of ['Billing', 'Shop'])
    await portal.post('projects', { Name, ProjectGroupId: 'ProjectGroups-1', LifecycleId: 'Lifecycles-1' });

  const told: string[] = [];
  const type = async (...args: readonly string[]): Promise<void> => {
    const { code, stdout, stderr } = await octosync(args, { cwd });
    const words = args.map((word) => (word.includes(' ') ? `'${word}'` : word)).join(' ');
    told.push(plain([`$ octosync ${words}`, stderr, stdout].join('\n'), dev, prod));
    expect(code, stderr).toBe(0);
  };
  const take = async (): Promise<void> => {
    for (const place of ['dev', 'prod']) await octosync(['snapshot', place, '--quiet'], { cwd });
  };
  const read = async (file: string): Promise<unknown> => JSON.parse(await readFile(join(cwd, file), 'utf8'));

  await take();
  await type('diff');
  await type(
    'pick',
    'changeset.json',
    '--except',
    'projects/Billing',
    ...['--why', 'after the fair'],
    '--by',
    'Ada',
    '--out',
    'part.json',
  );
  await type('show', 'part.json');
  await type('approve', 'part.json', '--by', 'Grace');
  await type('apply', 'part.json', 'prod', '--yes');
  await type('verify', 'part.json', 'prod');
  const { leftOut = [] } = ((await read('part.json')) as Changeset).part ?? {};
  const { open } = (await read('part.receipt.json')) as Receipt;
  expect(leftOut.map(({ id }) => id)).toContain('projects/Billing');
  expect(leftOut.filter(({ id }) => !open.some((one) => one.id === id))).toEqual([]);

  await take();
  await type('diff', '--force', '--out', 'next.json');
  const next = (await read('next.json')) as Changeset;
  expect(next.changes.map(({ id }) => id)).toEqual(leftOut.map(({ id }) => id));
  const text = `${told
    .join('\n')
    .replaceAll(/\n{3,}/g, '\n\n')
    .trimEnd()}\n`;
  await expect(text).toMatchFileSnapshot('../golden/part/part.txt');
});

/** Without what is another one each time. */
const plain = (text: string, dev: RunningInstance, prod: RunningInstance): string =>
  text
    .replaceAll(dev.url, 'https://dev.example.com')
    .replaceAll(prod.url, 'https://prod.example.com')
    .replaceAll(/sha256:[0-9a-f]+/g, 'sha256:…')
    .replaceAll(/\d{4}-\d\d-\d\d[ T\n]+\d\d:\d\d(:\d\d(\.\d+)?Z)?/g, '2026-11-20 06:00')
    .replaceAll(/^(\w+ +\d+ read, \d+ requests?|About .*)\n/gm, '')
    .replaceAll(/ +$/gm, '');
