import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { page } from '../../src/commands/display/pager.js';
import { workFolder } from '../e2e/cli.js';

const before = { rows: process.stdout.rows, pager: process.env['OCTOSYNC_PAGER'] };
afterEach(() => {
  process.stdout.rows = before.rows;
  if (before.pager === undefined) delete process.env['OCTOSYNC_PAGER'];
  else process.env['OCTOSYNC_PAGER'] = before.pager;
});

const lines = Array.from({ length: 30 }, (_, index) => `line ${index}`);

/** What was printed, and what went through the pager, on a terminal of so many lines. */
const pagedOn = async (rows: number, pagerTo: (file: string) => string) => {
  const file = join(await workFolder(), 'paged');
  const printed: string[] = [];
  process.stdout.rows = rows;
  process.env['OCTOSYNC_PAGER'] = pagerTo(file);
  await page(lines, (line) => printed.push(line));
  return { printed, paged: await readFile(file, 'utf8').catch(() => '') };
};

describe('A review on a terminal (rules review-bounded)', () => {
  it('goes through the pager where it is longer', async () => {
    expect(await pagedOn(24, (file) => `cat > '${file}'`)).toEqual({ printed: [], paged: `${lines.join('\n')}\n` });
  });

  it('is printed where it fits', async () => {
    expect(await pagedOn(50, (file) => `cat > '${file}'`)).toEqual({ printed: lines, paged: '' });
  });

  it.each(['', 'cat', 'octosync-no-such-pager 2> /dev/null'])('is printed where the pager is "%s"', async (pager) => {
    expect((await pagedOn(24, () => pager)).printed).toEqual(lines);
  });

  it('may be left before its end', async () => {
    expect((await pagedOn(24, () => 'true')).printed).toEqual([]);
  });
});
