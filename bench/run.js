// Measures octosync as a user runs it: every figure is a ratio to what the network, the disk or node themselves need.
//   npm run bench                      the whole table, in minutes
//   node bench/run.js --short          the same with a small space, in seconds: does it all work?
//   node bench/run.js --only diff      one section;  --json: rows as JSON
// BENCH_PROFILES=DIR leaves CPU profiles of what is measured.
import { rmSync } from 'node:fs';
import { availableParallelism, cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { workFolder } from './program.js';
import { tableOf } from './rows.js';
import { measureApply } from './sections/apply.js';
import { measureBudget } from './sections/budget.js';
import { measureDiff } from './sections/diff.js';
import { measurePage } from './sections/page.js';
import { measureSnapshot } from './sections/snapshot.js';
import { measureStartUp } from './sections/start-up.js';
import { sizesFor } from './sizes.js';

const { values: asked } = parseArgs({
  options: {
    short: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    only: { type: 'string' },
  },
});

const sections = {
  snapshot: measureSnapshot,
  diff: measureDiff,
  apply: measureApply,
  budget: measureBudget,
  'start-up': measureStartUp,
  page: measurePage,
};

const begun = performance.now();
/** Small sizes say nothing about the targets. */
const withoutTarget = ({ what, value, unit, of }) => ({ what, value, unit, of });

const measureOne = async ([name, measure]) => {
  const from = performance.now();
  const rows = await measure(sizesFor(asked.short));
  process.stderr.write(`${name}: measured in ${Math.round((performance.now() - from) / 1000)} s\n`);
  // Should a later section fail, this one has not been measured for nothing.
  if (!asked.short) process.stderr.write(`${tableOf(rows)}\n`);
  return asked.short ? rows.map(withoutTarget) : rows;
};

/** What all of them give, or the first error once all have ended: the work folder is theirs until then. */
const allOf = async (promises) => {
  const ended = await Promise.allSettled(promises);
  const failed = ended.find(({ status }) => status === 'rejected');
  if (failed) throw failed.reason;
  return ended.map(({ value }) => value);
};

const rows = [];
try {
  const wanted = Object.entries(sections).filter(([name]) => asked.only === undefined || asked.only === name);
  // The short run only shows that everything works: there, nobody minds what is measured at the same time.
  if (asked.short) rows.push(...(await allOf(wanted.map(measureOne))).flat());
  else for (const one of wanted) rows.push(...(await measureOne(one)));
} finally {
  rmSync(workFolder, { recursive: true, force: true });
}

if (asked.json) console.log(JSON.stringify(rows, null, 2));
else {
  console.log(`${tableOf(rows)}\n`);
  console.log(
    `Node ${process.version}, ${availableParallelism()} cores (${cpus()[0]?.model.trim() ?? ''}), ` +
      `${Math.round((performance.now() - begun) / 1000)} s. Medians; spread is half of the range. Budget: a faster one, with the same rules.`,
  );
}
