import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { htmlReport } from '../../src/report/html/page.js';
import { reviewChangeset } from '../../src/report/review/review-changeset.js';
import { atLeastOne } from '../builders/at-least-one.js';
import { largeChangeset } from '../builders/large-changeset.js';
import { richChangeset } from '../report/rich-changeset.js';
import { installed, usingBrowser } from './page.js';

const pages = {
  'some projects': htmlReport(reviewChangeset(largeChangeset(12))),
  'something of everything, with names that are long': htmlReport(reviewChangeset(richChangeset)),
};
const isLong = process.env['OCTOSYNC_LONG'] === '1';
const colours = ['light', 'dark'] as const;
const sizes = [
  { width: 1440, height: 900 },
  { width: 1024, height: 768 },
  { width: 390, height: 844 },
];

describe.skipIf(installed === undefined)('rules review-page: at every width, light and dark', () => {
  const open = usingBrowser();

  for (const [what, html] of atLeastOne(Object.entries(pages)))
    it(`nothing runs out to the right, folded or open, of ${what}`, async () => {
      for (const colorScheme of colours) {
        const { page, misdeeds } = await open(html, { colorScheme });
        for (const viewport of sizes) {
          await page.setViewportSize(viewport);
          for (const isOpen of [false, true]) {
            await page.evaluate((on) => {
              Array.from(document.querySelectorAll('details')).forEach((fold) => fold.toggleAttribute('open', on));
            }, isOpen);
            expect(await tooWide(page), `${viewport.width} pixels, ${isOpen ? 'open' : 'folded'}`).toEqual([]);
          }
        }
        expect(misdeeds).toEqual([]);
      }
    });

  it('three keys at most lead to every finding, and one more to what it is about', async () => {
    for (const viewport of atLeastOne(isLong ? sizes : sizes.slice(-1))) {
      const { page } = await open(pages['some projects'], { viewport });
      const findings = atLeastOne(await page.locator('.finding').all());
      await page.keyboard.press('f');
      const labels = await page.locator('.finding').evaluateAll((all) => all.map((one) => one.dataset['label'] ?? ''));
      await page.keyboard.press('Escape');
      expect(new Set(labels).size).toBe(findings.length);
      for (const [index, label] of atLeastOne([...labels.entries()])) {
        expect(1 + label.length).toBeLessThanOrEqual(3);
        await page.keyboard.press('f');
        for (const key of label) await page.keyboard.press(key);
        const { number, isSeen, leads } = await here(page);
        expect(number).toBe(index);
        expect(isSeen).toBe(true);
        expect(leads).toMatch(/^#[ct]\d+$/);
        await page.keyboard.press('Enter');
        await expect.poll(() => isReached(page, leads)).toBe(true);
      }
    }
  });

  it('a key goes from finding to finding, and no label stays where none is asked for', async () => {
    const { page } = await open(pages['some projects']);
    await page.keyboard.press('n');
    expect((await here(page)).number).toBe(0);
    await page.keyboard.press('n');
    expect((await here(page)).number).toBe(1);
    await page.keyboard.press('p');
    expect((await here(page)).number).toBe(0);
    await page.keyboard.press('f');
    await page.keyboard.press('Escape');
    expect(await page.locator('[data-label]').count()).toBe(0);
  });

  it('a row shows before and after beside each other', async () => {
    for (const viewport of atLeastOne(isLong ? sizes : sizes.slice(-1))) {
      const { page } = await open(pages['some projects'], { viewport });
      await page.locator('#q').fill('Project 0001');
      await page.locator('.thing:visible > details > summary').click();
      const row = page.locator('.rows > tbody > tr', { hasText: 'Timeout' }).locator('visible=true');
      const [before, after] = [row.locator('td.before'), row.locator('td.after')];
      expect(await before.textContent()).toBe('1');
      expect(await after.textContent()).toBe('2');
      const [left, right] = [await before.boundingBox(), await after.boundingBox()];
      expect(left?.y).toBe(right?.y);
      expect(left?.x).toBeLessThan(right?.x ?? 0);
    }
  });
});

/** What scrolls to the right, or reaches out of the page. */
const tooWide = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() => {
    const { clientWidth, scrollWidth } = document.documentElement;
    return [
      ...(scrollWidth > clientWidth ? [`the page: ${scrollWidth}`] : []),
      ...Array.from(document.querySelectorAll('body *'))
        .filter((one) => one.checkVisibility({ contentVisibilityAuto: false }) && !one.matches('.skip, svg *'))
        .filter((one) => one.getBoundingClientRect().right > clientWidth + 1)
        .map((one) => `${one.localName}.${one.getAttribute('class') ?? ''}: ${one.textContent.slice(0, 40)}`),
    ];
  });

/** Which finding has the focus, whether it is on the screen, and where it leads. */
const here = (page: Page): Promise<{ number: number; isSeen: boolean; leads: string }> =>
  page.evaluate(() => {
    const active = document.activeElement;
    const { top = -1, bottom = 0 } = active?.getBoundingClientRect() ?? {};
    return {
      number: Array.from(document.querySelectorAll('.finding')).findIndex((one) => one === active),
      isSeen: top >= 0 && bottom <= innerHeight,
      leads: active?.getAttribute('href') ?? '',
    };
  });

/** Opened, on the screen, and with the focus. */
const isReached = (page: Page, anchor: string): Promise<boolean> =>
  page.evaluate((id) => {
    const target = document.querySelector(id);
    const { top = -1 } = target?.getBoundingClientRect() ?? {};
    const isOpen = target?.closest('details')?.open === true && top >= 0 && top < innerHeight;
    return isOpen && target.closest('.thing')?.contains(document.activeElement) === true;
  }, anchor);
