import { rmSync } from 'node:fs';
import { here, octosync, runNode } from '../program.js';
import { row } from '../rows.js';
import { repeat } from '../statistics.js';
import { prepareBoth, rules } from './diff.js';

/** How long it takes until something is on the screen, next to the least that node and oclif take. */
export const measureStartUp = async ({ space, startUps, shown }) => {
  const both = await prepareBoth({ ...space, projects: shown }, 1);
  await octosync(['diff', ...both.directories, ...rules, '--out', both.changeset]);
  const runs = await repeat(startUps, async () => ({
    bare: (await runNode(['-e', '0'])).ms,
    empty: (await runNode([here('empty-oclif/run.js'), 'nothing'])).ms,
    version: (await octosync(['--version'])).ms,
    show: (await octosync(['show', both.changeset])).lines[0].ms,
  }));
  rmSync(both.folder, { recursive: true });
  const ratio = (one, other) => runs.map((run) => run[one] / run[other]);
  const milliseconds = (one, other) => `${Math.round(runs[0][one])} ms ÷ ${Math.round(runs[0][other])} ms`;
  return [
    row('start-up: --version ÷ bare node', ratio('version', 'bare'), { of: milliseconds('version', 'bare') }),
    row('start-up: --version ÷ empty oclif', ratio('version', 'empty'), { of: milliseconds('version', 'empty') }),
    row(`start-up: show of ${shown * 2} changes, first line ÷ --version`, ratio('show', 'version'), {
      of: milliseconds('show', 'version'),
    }),
  ];
};
