import { chromium, type Browser, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect } from 'vitest';
import { browserArguments } from '../../scripts/find-browser.js';
import { installed } from './page.js';

/** A page of a server of ours, and everything on it that such a page never does. */
export interface Visited {
  readonly page: Page;
  /** Errors, messages, dialogs, new windows, and requests to anybody but its own server. */
  readonly misdeeds: readonly string[];
}

/** Starts the browser for the tests of a file; gives what opens an address, as a reviewer would. */
export const usingServedPages = (): ((url: string) => Promise<Visited>) => {
  let browser: Browser | undefined;
  beforeAll(async () => {
    if (installed !== undefined)
      browser = await chromium.launch({ executablePath: installed, args: [...browserArguments] });
  });
  afterAll(async () => browser?.close());
  return async (url) => {
    expect(browser).toBeDefined();
    if (browser === undefined) throw new Error('There is no browser.');
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    const misdeeds: string[] = [];
    page.on('console', (message) => misdeeds.push(`console: ${message.text()}`));
    page.on('pageerror', (error) => misdeeds.push(`error: ${error.message}`));
    page.on('popup', () => misdeeds.push('a window'));
    page.on('dialog', (dialog) => {
      misdeeds.push(`dialog: ${dialog.message()}`);
      void dialog.dismiss();
    });
    page.on('request', (request) => {
      if (!request.url().startsWith(url) && !request.url().startsWith('data:'))
        misdeeds.push(`request: ${request.url()}`);
    });
    await page.goto(url);
    await page.locator('html[data-ready]').waitFor();
    return { page, misdeeds };
  };
};
