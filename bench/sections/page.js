// What a reviewer of an HTML page waits for: the page to be made, to open, and to filter.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { htmlReport } from '../../build/report/html/page.js';
import { reviewChangeset } from '../../build/report/review/review-changeset.js';
import { browserArguments, findBrowser } from '../../scripts/find-browser.js';
import { reviewedChangeset } from '../generate/reviewed.js';
import { row } from '../rows.js';
import { repeat } from '../statistics.js';

/** Without a pause that one sees, in milliseconds. */
const atOnce = 100;

/**
 * Milliseconds to make the page, to open it (navigation to the end of its script), to filter by a kind and to search
 * (input to the next frame). Without a browser only what needs none.
 */
export const measurePage = async ({ reviewed, pages }) => {
  const changeset = reviewedChangeset(reviewed);
  let html = '';
  const made = await repeat(pages, () => {
    const start = performance.now();
    html = htmlReport(reviewChangeset(changeset));
    return Promise.resolve(performance.now() - start);
  });
  const called = `page of ${changeset.changes.length} changes`;
  const of = `${(Buffer.byteLength(html) / 1e6).toFixed(1)} MB`;
  const rows = [row(`${called}: made`, made, { unit: 'ms', of })];
  const executablePath = findBrowser();
  if (executablePath === undefined) return rows;
  const runs = await openedIn(executablePath, html, pages);
  const figures = (name) => runs.map((run) => run[name]);
  return [
    ...rows,
    row(`${called}: first paint`, figures('paint'), { unit: 'ms' }),
    row(`${called}: opened`, figures('open'), { unit: 'ms' }),
    row(`${called}: filtered by a kind`, figures('filter'), { unit: 'ms', most: atOnce }),
    row(`${called}: first search`, figures('firstSearch'), { unit: 'ms' }),
    row(`${called}: searched again`, figures('search'), { unit: 'ms', most: atOnce }),
    row(`${called}: cleared`, figures('clear'), { unit: 'ms', most: atOnce }),
  ];
};

const openedIn = async (executablePath, html, times) => {
  const { chromium } = await import('playwright-core');
  const folder = mkdtempSync(join(tmpdir(), 'octosync-bench-'));
  const file = join(folder, 'review.html');
  writeFileSync(file, html);
  const browser = await chromium.launch({ executablePath, args: [...browserArguments] });
  try {
    return await repeat(times, () => figuresOf(browser, pathToFileURL(file).href));
  } finally {
    await browser.close();
    rmSync(folder, { recursive: true, force: true });
  }
};

const figuresOf = async (browser, address) => {
  const page = await browser.newPage();
  await page.goto(address);
  const figures = await page.evaluate(measureInPage);
  await page.close();
  return figures;
};

/* global document, requestAnimationFrame, setTimeout, Event -- what follows runs in the page */
const measureInPage = async () => {
  // A frame is on the screen when the task after it runs.
  const nextFrame = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
  const timed = async (act) => {
    const start = performance.now();
    act();
    await nextFrame();
    return performance.now() - start;
  };
  await nextFrame();
  const search = (text) => () => {
    const field = document.getElementById('q');
    field.value = text;
    field.dispatchEvent(new Event('input'));
  };
  const [navigation] = performance.getEntriesByType('navigation');
  const chip = document.querySelector('[data-value="replace-secret"]');
  return {
    paint: performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0,
    open: navigation.domComplete,
    filter: await timed(() => chip.click()),
    clear: await timed(() => document.getElementById('clear').click()),
    firstSearch: await timed(search('line 15')),
    search: await timed(search('line 15 new')),
  };
};
