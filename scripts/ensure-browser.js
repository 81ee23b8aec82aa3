// The tests of the HTML page need a Chromium or Chrome. Where there is none: Debian's package, if we may install it; in CI
// a failure, so that the tests do not silently stay out; elsewhere a word, and those tests are skipped.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { findBrowser } from './find-browser.js';

const remedy = 'Install Chromium or Chrome (Debian, Ubuntu: apt-get install chromium), or set CHROME_PATH to it.';

const run = (...args) => {
  const { status } = spawnSync('apt-get', args, {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
  return status === 0;
};

const mayInstall = () => process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');

if (findBrowser() === undefined && mayInstall()) {
  console.log('No Chromium here; installing the package chromium for the tests of the HTML page …');
  if (run('update')) run('install', '-y', '--no-install-recommends', 'chromium');
}
if (findBrowser() === undefined) {
  console.error(`No Chromium or Chrome was found. ${remedy}`);
  if (process.env.CI === 'true') process.exit(1);
  console.error('The tests in test/browser are skipped.');
}
