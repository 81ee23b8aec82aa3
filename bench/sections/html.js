import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { htmlReport } from '../../dist/report/html/page.js';
import { browserArguments, findBrowser } from '../../scripts/find-browser.js';
import { generateReview } from '../generate/review.js';
import { workFolder } from '../program.js';
import { row } from '../rows.js';

/** The HTML page as a reviewer meets it: to make, to open, to filter, to search. Without a browser only what needs none. */
export const measureHtml = async ({ page: { projects, times } }) => {
  const review = generateReview(projects);
  const of = `${review.changes.length} changes`;
  let html = '';
  const made = Array.from({ length: times }, () => {
    const start = performance.now();
    html = htmlReport(review);
    return performance.now() - start;
  });
  const rows = [
    row('html: make the page', made, { unit: 'ms', of }),
    row('html: size', [Buffer.byteLength(html) / 1e6], { unit: 'MB', of }),
  ];
  const executablePath = findBrowser();
  if (executablePath === undefined) return rows;
  const file = join(workFolder, 'review.html');
  writeFileSync(file, html);
  const { chromium } = await import('playwright-core');
  const browser = await chromium.launch({ executablePath, args: [...browserArguments] });
  try {
    const runs = [];
    for (let run = 0; run < times; run += 1) runs.push(await measurePage(browser, pathToFileURL(file).href));
    const inBrowser = (name, what) =>
      row(
        `html: ${what}`,
        runs.map((run) => run[name]),
        { unit: 'ms', of: `${of}, in Chromium` },
      );
    return [
      ...rows,
      inBrowser('paint', 'open, to the first paint'),
      inBrowser('open', 'open, to the last change'),
      inBrowser('filter', 'filter by a kind'),
      inBrowser('clear', 'clear the filter'),
      inBrowser('firstSearch', 'first search'),
      inBrowser('search', 'next search'),
    ];
  } finally {
    await browser.close();
  }
};

const measurePage = async (browser, address) => {
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
