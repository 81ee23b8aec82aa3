import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import type { Changeset } from '../../src/changeset/changeset.js';
import { isObject, type JsonValue } from '../../src/model/json.js';
import { isNeeded, isPlaceholder } from '../../src/model/markers.js';
import { htmlReport } from '../../src/report/html/page.js';
import { reviewChangeset } from '../../src/report/review/review-changeset.js';
import { largeChangeset } from '../builders/large-changeset.js';
import { installed, usingBrowser } from './page.js';

/** 2,002 changes in a long run; else an eighth of them, which say the same in less time. */
const projects = process.env['OCTOSYNC_LONG'] === '1' ? 488 : 61;

describe.skipIf(installed === undefined)('With only the HTML file of 2,000 changes, a reviewer finds', () => {
  const changeset = largeChangeset(projects);
  const html = htmlReport(reviewChangeset(changeset));
  const all = changeset.changes.length.toLocaleString('en');
  const open = usingBrowser();

  it('every secret that a placeholder stands in for', async () => {
    const { page, misdeeds } = await open(html);
    expect(await page.locator('#status').textContent()).toMatch(new RegExp(`^All ${all} changes of \\d+ things`));
    await page.getByRole('button', { name: /^Secrets to replace/ }).click();
    const found = await visibleFindings(page);
    const placeholders = changeset.changes.flatMap((change) =>
      placeholdersIn(change.action !== 'update' ? change.document : (change.patch as unknown as JsonValue)),
    );
    expect(found).toHaveLength(placeholders.length);
    expect(namesIn(found, /Token \d+/)).toEqual(projectsWhere((number) => number % 3 === 0).map((n) => `Token ${n}`));
    expect(await visibleChanges(page, changeset)).toEqual(idsWith(changeset, 'replace-secret'));
    expect(await page.locator('#status').textContent()).toBe(
      `${placeholders.length} of ${all} changes, of ${placeholders.length} things, ${placeholders.length} findings`,
    );
    expect(misdeeds).toEqual([]);
  });

  it('the same placeholders by searching for the word, each in its field', async () => {
    const { page } = await open(html);
    await page.keyboard.press('/');
    await page.keyboard.type('secret: placeholder');
    expect(await visibleChanges(page, changeset)).toEqual(idsWith(changeset, 'replace-secret'));
    await page.getByRole('button', { name: 'Open all shown' }).click();
    const shown = await page.locator('.change .rows > tbody > tr > td > .secret:visible').allTextContents();
    expect(shown).toHaveLength(projectsWhere((number) => number % 3 === 0).length);
    expect(new Set(shown)).toEqual(new Set(['secret: placeholder, to be replaced']));
  });

  it('every removed step', async () => {
    const { page } = await open(html);
    await page.getByRole('button', { name: /^Steps removed/ }).click();
    const names = projectsWhere((number) => number % 4 === 0 && number % 10 !== 0).map((number) => `Own ${number}`);
    expect(namesIn(await visibleFindings(page), /Own \d+/)).toEqual(names);
    expect(await visibleChanges(page, changeset)).toEqual(idsWith(changeset, 'step-removed'));
  });

  it('every value that lost its scope', async () => {
    const { page } = await open(html);
    await page.getByRole('button', { name: /^Scope widened/ }).click();
    const names = projectsWhere((number) => number % 5 === 0).map((number) => `Only Dev ${number}`);
    expect(namesIn(await visibleFindings(page), /Only Dev \d+/)).toEqual(names);
    expect(await visibleChanges(page, changeset)).toEqual(idsWith(changeset, 'scope-widened'));
  });

  it('one of them by its name, and what a filter leaves behind a link', async () => {
    const { page } = await open(html);
    await page.locator('#q').fill('Own 44');
    expect(await visibleChanges(page, changeset)).toEqual(
      projectsWhere((number) => number % 4 === 0 && number % 10 !== 0 && String(number).startsWith('44')).map(
        (number) => `deploymentProcesses/Project ${String(number).padStart(4, '0')}`,
      ),
    );
    await page.locator('#q').fill('');
    await page.locator('#type').selectOption('channels');
    await page.locator('#owner').selectOption('projects/Project 0010');
    await page.getByRole('button', { name: /^create/ }).click();
    expect(await visibleChanges(page, changeset)).toEqual(['channels/Project 0010/Hotfix']);
    const link = page.url();
    await page.goto('about:blank');
    await page.goto(link);
    expect(await visibleChanges(page, changeset)).toEqual(['channels/Project 0010/Hotfix']);
  });

  it('the changes of a box in the picture of the order', async () => {
    const { page } = await open(html);
    await page.getByText('In which order').click();
    await page.locator(`[aria-label$=": ${projects} runbooks"]`).click();
    expect(await visibleChanges(page, changeset)).toHaveLength(projects);
    expect(await page.locator('#type').inputValue()).toBe('runbooks');
    await page.locator('#order-only').click();
    await page.keyboard.press('Escape');
    expect(await visibleChanges(page, changeset)).toHaveLength(changeset.changes.length);
  });

  const projectsWhere = (holds: (number: number) => boolean): readonly number[] =>
    Array.from({ length: projects }, (_, index) => index + 1).filter(holds);
});

const visibleFindings = (page: Page): Promise<readonly string[]> =>
  page.locator('.matched > li:visible').allTextContents();

/** The ids of the changes that the filter leaves: the page numbers them. */
const visibleChanges = async (page: Page, { changes }: Changeset): Promise<readonly string[]> => {
  const anchors = await page
    .locator('.thing:not([hidden]) .change:not([hidden])')
    .evaluateAll((all) => all.map(({ id }) => id));
  return anchors.map((anchor) => changes[Number(anchor.slice(1)) - 1]?.id ?? anchor).sort();
};

const idsWith = ({ changes }: Changeset, kind: string): readonly string[] =>
  changes
    .filter(({ warnings, cleanUp }) => [...warnings, ...cleanUp].some((finding) => finding.kind === kind))
    .map(({ id }) => id)
    .sort();

/** The names that findings speak of, in the order of their numbers. */
const namesIn = (findings: readonly string[], name: RegExp): readonly string[] =>
  findings
    .map((text) => name.exec(text)?.[0] ?? `no name in: ${text}`)
    .sort((one, other) => numberIn(one) - numberIn(other));

const numberIn = (text: string): number => Number(/\d+/.exec(text)?.[0]);

const placeholdersIn = (value: JsonValue): readonly JsonValue[] => {
  if (isPlaceholder(value) || isNeeded(value)) return [value];
  return typeof value === 'object' && value !== null
    ? (isObject(value) ? Object.values(value) : value).flatMap(placeholdersIn)
    : [];
};
