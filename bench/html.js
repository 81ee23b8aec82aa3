// Measures what a reviewer of 2,000 changes waits for: the page to be made, to open, and to filter.
//   npm run build && node bench/html.js
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { settle } from '../dist/config/settings.js';
import { diff } from '../dist/diff/index.js';
import { keyOf } from '../dist/model/names.js';
import { htmlReport } from '../dist/report/html/page.js';
import { reviewChangeset } from '../dist/report/review-changeset.js';
import { browserArguments, findBrowser } from '../scripts/find-browser.js';

/** A space of `projects` projects, each with a script of 30 lines and 20 variables. */
const generate = (installation, projects, edit) => {
  const items = new Map();
  const put = (type, names, document) => {
    const ofType = items.get(type) ?? new Map();
    items.set(type, ofType.set(keyOf(names), { type, names, key: keyOf(names), document }));
  };
  for (const name of edit === 'new' ? ['Test', 'Prod'] : ['Prod']) put('environments', [name], { Name: name });
  put('projectGroups', ['All'], { Name: 'All' });
  put('lifecycles', ['Default'], { Name: 'Default', Phases: [] });
  for (let number = 0; number < projects; number += 1) {
    const name = `Project ${number}`;
    put('projects', [name], { Name: name, Description: '', ProjectGroupId: 'All', LifecycleId: 'Default' });
    const channels = edit === 'new' ? ['Default', 'Hotfix', 'Patch'] : ['Default'];
    for (const channel of channels)
      put('channels', [name, channel], {
        Name: channel,
        IsDefault: channel === 'Default',
        LifecycleId: null,
        TenantTags: [],
      });
    put('deploymentProcesses', [name], { Steps: stepsOf(edit, number) });
    put('projectVariables', [name], { Variables: variablesOf(edit, number) });
  }
  const identity = { url: `https://${installation}`, installation, space: 'Default', version: '2026.3.1' };
  return { identity, digest: '', items, lookups: new Map(), incomplete: [], absent: new Set(), files: new Map() };
};

const stepsOf = (edit, number) => [
  step('Deploy', Array.from({ length: 30 }, (_, line) => `line ${line} ${line === 15 ? edit : ''}`).join('\n')),
  ...(edit === 'old' && number % 4 === 0 ? [step('Own', 'echo')] : []),
];

const step = (name, text) => ({
  Name: name,
  Actions: [{ Name: name, Environments: [], Channels: [], Properties: { Script: text } }],
});

const variablesOf = (edit, number) => [
  ...Array.from({ length: 20 }, (_, index) => variable(`Variable ${index}`, index % 2 === 0 ? edit : 'same')),
  ...(edit === 'new' && number % 3 === 0
    ? [{ ...variable('Token', { $secret: true }), IsSensitive: true, Type: 'Sensitive' }]
    : []),
  ...(edit === 'new' && number % 5 === 0 ? [{ ...variable('Limited', 'x'), Scope: { Environment: ['Test'] } }] : []),
];

const variable = (name, value) => ({ Name: name, Value: value, Type: 'String', IsSensitive: false, Scope: {} });

const settings = settle({
  options: Object.fromEntries(
    Object.entries({
      overwriteExistingVariables: 'true',
      existingSteps: 'update',
      processCloningOption: 'SourceOnly',
      variableEnvironmentScopingMatch: 'IgnoreMismatch',
    }).map(([name, value]) => [name, { value, origin: 'flag' }]),
  ),
  select: { projects: { value: ['all'], origin: 'flag' } },
});

const median = (values) => [...values].sort((one, other) => one - other)[Math.floor(values.length / 2)];

/**
 * Figures of the page for 2,000 changes, medians of five: milliseconds to make it, to open it (navigation to the first frame
 * after the script), to filter by a kind, to search for the first time and again (input to the next frame), and its size
 * in bytes. Without a browser only what needs none.
 */
export const measureHtml = async () => {
  const changeset = diff(generate('dev', 500, 'new'), generate('prod', 500, 'old'), settings);
  const review = reviewChangeset(changeset);
  let html = '';
  const make = median(
    Array.from({ length: 5 }, () => {
      const start = performance.now();
      html = htmlReport(review);
      return performance.now() - start;
    }),
  );
  const made = { changes: changeset.changes.length, bytes: Buffer.byteLength(html), makeMs: make };
  const executablePath = findBrowser();
  if (executablePath === undefined) return made;
  const { chromium } = await import('playwright-core');
  const folder = mkdtempSync(join(tmpdir(), 'octosync-bench-'));
  const file = join(folder, 'review.html');
  writeFileSync(file, html);
  const browser = await chromium.launch({ executablePath, args: [...browserArguments] });
  try {
    const runs = [];
    for (let run = 0; run < 5; run += 1) runs.push(await measurePage(browser, pathToFileURL(file).href));
    const of = (name) => median(runs.map((run) => run[name]));
    return {
      ...made,
      firstPaintMs: of('paint'),
      openMs: of('open'),
      filterMs: of('filter'),
      firstSearchMs: of('firstSearch'),
      searchMs: of('search'),
      clearMs: of('clear'),
    };
  } finally {
    await browser.close();
    rmSync(folder, { recursive: true, force: true });
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

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { changes, bytes, ...figures } = await measureHtml();
  console.log(`HTML page of ${changes.toLocaleString('en')} changes: ${(bytes / 1e6).toFixed(1)} MB (medians of 5)`);
  for (const [name, value] of Object.entries(figures))
    console.log(`${name.padEnd(14)} ${value.toFixed(0).padStart(6)} ms`);
}
