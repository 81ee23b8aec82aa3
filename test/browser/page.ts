import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect } from 'vitest';
import { browserArguments, findBrowser } from '../../scripts/find-browser.js';

/** The browser of this machine; without one the tests here are skipped (`npm test` says so, and fails in CI). */
export const installed = findBrowser();

/** A page, and everything on it that a page of ours never does. */
export interface Opened {
  readonly page: Page;
  /** Errors, messages, dialogs, requests and new windows. */
  readonly misdeeds: readonly string[];
}

export type Open = (html: string, options?: BrowserContextOptions) => Promise<Opened>;

/** Starts the browser for the tests of a file; gives what opens an HTML text from a file, as a reviewer would. */
export const usingBrowser = (): Open => {
  let browser: Browser | undefined;
  let folder = '';
  let count = 0;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'octosync-page-'));
    if (installed !== undefined)
      browser = await chromium.launch({ executablePath: installed, args: [...browserArguments] });
  });
  afterAll(async () => {
    await browser?.close();
    await rm(folder, { recursive: true, force: true });
  });
  return async (html, options) => {
    expect(browser).toBeDefined();
    if (browser === undefined) throw new Error('There is no browser.');
    count += 1;
    const file = join(folder, `review-${count}.html`);
    await writeFile(file, html);
    const context = await browser.newContext(options);
    const page = await context.newPage();
    const misdeeds: string[] = [];
    const address = pathToFileURL(file).href;
    page.on('console', (message) => misdeeds.push(`console: ${message.text()}`));
    page.on('pageerror', (error) => misdeeds.push(`error: ${error.message}`));
    page.on('popup', () => misdeeds.push('a window'));
    page.on('dialog', (dialog) => {
      misdeeds.push(`dialog: ${dialog.message()}`);
      void dialog.dismiss();
    });
    page.on('request', (request) => {
      // A picture in the page itself is a request to nobody.
      if (request.url() !== address && !request.url().startsWith('data:')) misdeeds.push(`request: ${request.url()}`);
    });
    await page.goto(address);
    return { page, misdeeds };
  };
};
