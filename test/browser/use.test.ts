import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { htmlReport } from '../../src/report/html/page.js';
import { reviewChangeset } from '../../src/report/review/review-changeset.js';
import { largeChangeset } from '../builders/large-changeset.js';
import { threeWayChangeset } from '../report/three-way-changeset.js';
import { installed, usingBrowser } from './page.js';

describe.skipIf(installed === undefined)('The page can be used', () => {
  const html = htmlReport(reviewChangeset(largeChangeset(12)));
  const open = usingBrowser();

  it('with the keyboard alone', async () => {
    const { page, misdeeds } = await open(html);
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Skip to the things that change');
    await page.keyboard.press('/');
    await page.keyboard.type('project 0003');
    expect(await page.locator('.thing:visible').count()).toBe(1);
    await page.keyboard.press('Escape');
    await page.keyboard.type('restart');
    const shown = await page.locator('.thing:visible').count();
    expect(shown).toBeGreaterThan(1);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Shift+Tab');
    await page.locator('#q').blur();
    await page.keyboard.press('j');
    const first = await focused(page);
    await page.keyboard.press('j');
    expect(await focused(page)).not.toBe(first);
    await page.keyboard.press('k');
    expect(await focused(page)).toBe(first);
    await page.keyboard.press('Enter');
    expect(await page.locator('.thing > details[open]').count()).toBe(1);
    await page.keyboard.press('Escape');
    expect(await page.locator('.thing:visible').count()).toBeGreaterThanOrEqual(shown);
    expect(await page.locator('#q').inputValue()).toBe('');
    expect(misdeeds).toEqual([]);
  });

  it('with what a screen reader says: how much is shown, what is pressed', async () => {
    const { page } = await open(html);
    const chip = page.getByRole('button', { name: /^Steps removed/ });
    await chip.click();
    expect(await chip.getAttribute('aria-pressed')).toBe('true');
    const status = page.getByRole('status');
    expect(await status.textContent()).toMatch(/^\d of \d+ changes, of \d things, \d findings$/);
    expect(await status.getAttribute('aria-live')).toBe('polite');
  });

  it('by who changed something, and so that the address says it', async () => {
    const { page, misdeeds } = await open(htmlReport(reviewChangeset(threeWayChangeset())));
    const chip = page.getByRole('button', { name: /^new / });
    await chip.click();
    expect(await chip.getAttribute('aria-pressed')).toBe('true');
    expect(await page.locator('.thing:visible .name').allTextContents()).toEqual(['Mail', 'Shared']);
    expect(new URL(page.url()).hash).toBe('#since=new');
    await page.getByRole('button', { name: /^source changed/ }).click();
    expect(await page.locator('.thing:visible').count()).toBe(3);
    await page.getByRole('button', { name: /^Clear/ }).click();
    expect(await chip.getAttribute('aria-pressed')).toBe('false');
    expect(misdeeds).toEqual([]);
  });

  it('from a change to the one that comes before it, and back', async () => {
    const { page } = await open(html);
    await page.locator('#q').fill('Project 0010');
    await page.locator('.thing:visible > details > summary').click();
    await page.locator('.change:visible .waits a', { hasText: 'project "Project 0010"' }).first().click();
    expect(await focused(page)).toBe('Project 0010');
    await page.goBack();
    expect(await page.locator('#q').inputValue()).toBe('Project 0010');
  });

  it('in the dark, as the system or the reader wants it', async () => {
    const { page } = await open(html, { colorScheme: 'dark' });
    expect(await brightness(page)).toBeLessThan(60);
    await page.locator('#theme').click();
    expect(await brightness(page)).toBeGreaterThan(200);
    const { page: light } = await open(html, { colorScheme: 'light' });
    expect(await brightness(light)).toBeGreaterThan(200);
  });

  it('on paper: what is filtered in, opened, without the controls', async () => {
    const { page } = await open(html);
    await page.getByRole('button', { name: /^Steps removed/ }).click();
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('.filters').isVisible()).toBe(false);
    const changes = await page.locator('.thing:not([hidden]) .change:not([hidden])').count();
    expect(changes).toBeGreaterThan(0);
    expect(await page.locator('.rows:visible').count()).toBe(changes);
    expect(
      await page
        .locator('.change[hidden] .rows')
        .first()
        .evaluate((one) => one.checkVisibility()),
    ).toBe(false);
    const heights = await page
      .locator('.rows:visible')
      .evaluateAll((all) => all.map((one) => one.getBoundingClientRect().height));
    expect(Math.min(...heights)).toBeGreaterThan(20);
  });

  it('without its script, as a plain list', async () => {
    const { page, misdeeds } = await open(html, { javaScriptEnabled: false });
    expect(await page.locator('.filters').isVisible()).toBe(false);
    await page.locator('.thing > details > summary').first().click();
    expect(await page.locator('.rows').first().isVisible()).toBe(true);
    expect(misdeeds).toEqual([]);
  });
});

const focused = (page: Page): Promise<string | null | undefined> =>
  page.evaluate(() => document.activeElement?.closest('.thing')?.querySelector('.name')?.textContent);

const brightness = (page: Page): Promise<number> =>
  page.evaluate(() => {
    const [red = 0, green = 0, blue = 0] = (getComputedStyle(document.body).backgroundColor.match(/\d+/g) ?? []).map(
      Number,
    );
    return (red + green + blue) / 3;
  });
