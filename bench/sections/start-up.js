import { statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { canonicalFile } from '../../build/model/canonical.js';
import { reviewedChangeset } from '../generate/reviewed.js';
import { here, octosync, runJob, runNode, workFolder } from '../program.js';
import { row } from '../rows.js';
import { repeat } from '../statistics.js';

/** How long it takes until something is on the screen, next to the least that node and oclif take. */
export const measureStartUp = async ({ startUps, reviewed }) => {
  const { changes, file, megabytes } = reviewedFile(reviewed);
  const runs = await repeat(startUps, async () => ({
    bare: (await runNode(['-e', '0'])).ms,
    empty: (await runNode([here('empty-oclif/run.js'), 'nothing'])).ms,
    version: (await octosync(['--version'])).ms,
    show: (await octosync(['show', file])).lines[0].ms,
    bareShow: (await runJob('bare-show', { file })).ms,
  }));
  const ratio = (one, other) => runs.map((run) => run[one] / run[other]);
  const milliseconds = (one, other) => `${Math.round(runs[0][one])} ms ÷ ${Math.round(runs[0][other])} ms`;
  return [
    row('start-up: --version ÷ bare node', ratio('version', 'bare'), { of: milliseconds('version', 'bare') }),
    row('start-up: --version ÷ empty oclif', ratio('version', 'empty'), {
      most: 1,
      of: milliseconds('version', 'empty'),
    }),
    row(`start-up: show of ${changes} changes, first line ÷ --version`, ratio('show', 'version'), {
      most: 2,
      of: `${milliseconds('show', 'version')}, ${megabytes.toFixed(1)} MB`,
    }),
    row(`start-up: show of ${changes} changes, first line ÷ bare program`, ratio('show', 'bareShow'), {
      of: `reads, parses, digests and walks: ${Math.round(runs[0].bareShow)} ms`,
    }),
  ];
};

const reviewedFile = (projects) => {
  const changeset = reviewedChangeset(projects);
  const file = join(workFolder, 'reviewed.json');
  writeFileSync(file, canonicalFile(changeset));
  return { changes: changeset.changes.length, file, megabytes: statSync(file).size / 1e6 };
};
