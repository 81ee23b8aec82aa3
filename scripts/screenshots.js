// Writes the pictures of docs/reviewing.md from the demo's changeset:  npm run build && node scripts/screenshots.js
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';
import { browserArguments, findBrowser } from './find-browser.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const work = mkdtempSync(join(tmpdir(), 'octosync-pictures-'));
const [changeset, review] = [join(work, 'changeset.json'), join(work, 'review.html')];
const pictures = join(root, 'docs/pictures');
mkdirSync(pictures, { recursive: true });

const octosync = (...args) => execFileSync(process.execPath, ['bin/run.js', ...args], { cwd: root, stdio: 'ignore' });

// What the demo syncs; with all of the source's steps and values, so that there is something to look at first.
const selection = ['--projects', 'OctoFX*', '--channels', 'all,!QA', '--triggers', 'Nightly release'];
const more = [
  '--tenants',
  'Internal',
  '--clone-tenant-variables',
  'true',
  '--environments',
  '!*',
  '--dependencies',
  'include',
];
const eager = [
  '--overwrite-existing-variables',
  'true',
  '--existing-steps',
  'update',
  '--process-cloning-option',
  'SourceOnly',
];
const scopes = ['--variable-environment-scoping-match', 'IgnoreMismatch'];

const shoot = async (page, name, options = {}) => page.screenshot({ path: join(pictures, `${name}.png`), ...options });

const browser = await chromium.launch({ executablePath: findBrowser(), args: [...browserArguments] });
const open = async (colorScheme, height) => {
  const page = await browser.newPage({ viewport: { width: 1180, height }, colorScheme });
  await page.goto(pathToFileURL(review).href);
  return page;
};
try {
  octosync(
    'diff',
    'snapshots/dev-test',
    'snapshots/staging-prod',
    ...selection,
    ...more,
    ...eager,
    ...scopes,
    '--out',
    changeset,
  );
  octosync('show', changeset, '--format', 'html', '--out', review);

  const light = await open('light', 1000);
  await shoot(light, 'review-light');

  const dark = await open('dark', 820);
  await dark.getByRole('button', { name: /^Secrets to replace/ }).click();
  await dark.locator('.filters').evaluate((filters) => filters.scrollIntoView());
  await shoot(dark, 'review-dark');

  const page = await open('light', 1180);
  await page.locator('#owner').selectOption('projects/OctoFX');
  for (const id of ['projects/OctoFX#logo', 'deploymentProcesses/OctoFX'])
    await page.locator('.change summary', { has: page.getByText(id, { exact: true }) }).click();
  await page.locator('.filters').evaluate((filters) => filters.scrollIntoView());
  await shoot(page, 'review-change');
} finally {
  await browser.close();
  rmSync(work, { recursive: true, force: true });
}
