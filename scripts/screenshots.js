// Writes the pictures of docs/reviewing.md from the demo's changeset:  npm run build && node scripts/screenshots.js
import { spawnSync } from 'node:child_process';
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

/** Gates refuse what the pictures are to show: then `diff` writes it nevertheless, and ends with 3. */
const octosync = (...args) => {
  const { status, stderr } = spawnSync(process.execPath, ['bin/run.js', ...args], { cwd: root, encoding: 'utf8' });
  if (status !== 0 && status !== 3) throw new Error(`octosync ${args[0]} ended with ${status}: ${stderr}`);
};

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
const open = async (colorScheme, height, width = 1180) => {
  const page = await browser.newPage({ viewport: { width, height }, colorScheme });
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
  await page.locator('.thing:visible > details > summary').first().click();
  await page.locator('.filters').evaluate((filters) => filters.scrollIntoView());
  await shoot(page, 'review-change');

  const phone = await open('light', 844, 390);
  await phone.locator('.thing:visible > details > summary', { hasText: 'OctoFX' }).first().click();
  await phone.locator('#things').evaluate((things) => things.scrollIntoView());
  await shoot(phone, 'review-narrow');
} finally {
  await browser.close();
  rmSync(work, { recursive: true, force: true });
}
