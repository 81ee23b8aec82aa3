import { rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { octosync, runJob, workFolder } from '../program.js';
import { row } from '../rows.js';
import { median, repeat } from '../statistics.js';

/** Rules under which every edited step and value is a change. */
export const rules = [
  ...['--projects', 'all', '--tenants', 'all', '--library-variable-sets', 'all', '--dependencies', 'include'],
  ...['--overwrite-existing-variables', 'true', '--existing-steps', 'update'],
];

/**
 * Both snapshots of a diff, in a folder of their own: in every `editedEvery`th project, all steps and a fifth of the
 * values differ. The destination is as large as the source unless said.
 */
export const prepareBoth = async (space, editedEvery, destination = space) => {
  const folder = join(workFolder, `both-${space.projects}-${editedEvery}`);
  const make = async (name, own, edition, firstId) => {
    const directory = join(folder, name);
    await runJob('prepare', { name, directory, space: { ...own, edition, editedEvery, firstId } });
    return directory;
  };
  const directories = [
    await make('source', space, 'new', 1000),
    await make('destination', destination, 'old', 500_000),
  ];
  /** What the source said before its edits. */
  const makeBase = async () => {
    await runJob('prepare', {
      name: 'source',
      directory: join(folder, 'base'),
      space: { ...space, edition: 'old', editedEvery, firstId: 1000 },
    });
    return join(folder, 'base');
  };
  return { folder, directories, makeBase, changeset: join(folder, 'changeset.json') };
};

/** What the command costs, with some rules more, and how large the changeset is. */
const diffOf = async (both, ...more) => {
  const args = ['diff', ...both.directories, ...rules, ...more, '--out', both.changeset];
  const cost = await octosync(args, { allowed: [0, 3] });
  return { ...cost, bytes: statSync(both.changeset).size };
};

const readAndParse = (both) => runJob('read-and-parse', { directories: both.directories });

/** What no diff can do without: it explains a target that is missed. */
const bare = (both) => runJob('bare-diff', { directories: both.directories, out: join(both.folder, 'bare.json') });

/**
 * Diffs of spaces that double in size, every fourth project changed: time against reading and parsing, memory; and with a
 * base, time and the size of the changeset against the same without. Then one of which hardly anything has changed.
 */
export const measureDiff = async ({ space, growth, rarely, diffTimes }) => {
  const measured = [];
  for (const projects of growth) {
    const both = await prepareBoth({ ...space, projects, tenants: Math.ceil(projects / 5) }, 4);
    const base = await both.makeBase();
    // Side by side: what disturbs the one disturbs the other.
    const runs = await repeat(diffTimes, async () => ({
      yardstick: await readAndParse(both),
      bare: await bare(both),
      diff: await diffOf(both),
      withBase: await diffOf(both, '--base', base),
    }));
    rmSync(both.folder, { recursive: true });
    const ms = median(runs.map((run) => run.diff.ms));
    measured.push({ projects, runs, ms, withBase: median(runs.map((run) => run.withBase.ms)) });
  }
  return [
    ...measured.flatMap((one, index) => rowsFor(one, measured[index - 1], growth.at(-1))),
    ...(await measureRarely({ space, rarely, diffTimes })),
  ];
};

/** Most nights, hardly anything has changed. */
const measureRarely = async ({ space, rarely: { projects, editedEvery }, diffTimes }) => {
  const both = await prepareBoth({ ...space, projects, tenants: Math.ceil(projects / 5) }, editedEvery);
  const runs = await repeat(diffTimes, async () => ({
    yardstick: await readAndParse(both),
    bare: await bare(both),
    diff: await diffOf(both),
  }));
  rmSync(both.folder, { recursive: true });
  return [
    row(
      `diff: time ÷ read and parse, 1 of ${editedEvery} projects changed`,
      runs.map((run) => run.diff.ms / run.yardstick.ms),
      { most: 2.2, of: `${Math.round(median(runs.map((run) => run.diff.ms)))} ms, ${projects} projects` },
    ),
    besideBare(`1 of ${editedEvery} projects changed`, runs),
  ];
};

/** Without a target: rules, a log and a changeset that can be reviewed cost something. */
const besideBare = (what, runs) =>
  row(
    `diff: time ÷ bare program, ${what}`,
    runs.map((run) => run.diff.ms / run.bare.ms),
    { of: `reads, digests, parses and compares: ${Math.round(median(runs.map((run) => run.bare.ms)))} ms` },
  );

const rowsFor = ({ projects, runs, ms, withBase }, half, largest) => {
  const isLarge = projects === largest;
  const { yardstick } = runs[0];
  return [
    row(
      `diff: time ÷ read and parse, ${projects} projects`,
      runs.map((run) => run.diff.ms / run.yardstick.ms),
      {
        most: 3,
        of: `${Math.round(ms)} ms ÷ ${Math.round(yardstick.ms)} ms, ${yardstick.values} files`,
      },
    ),
    besideBare(`${projects} projects`, runs),
    row(
      `diff with a base: time ÷ without, ${projects} projects`,
      runs.map((run) => run.withBase.ms / run.diff.ms),
      { most: 1.6, of: `${Math.round(withBase)} ms ÷ ${Math.round(ms)} ms` },
    ),
    row(
      `changeset with a base: size ÷ without, ${projects} projects`,
      runs.map((run) => run.withBase.bytes / run.diff.bytes),
      { most: 1.3, of: `${runs[0].withBase.bytes} ÷ ${runs[0].diff.bytes} bytes` },
    ),
    ...(half
      ? [
          row(`diff with a base: growth, ${half.projects} to ${projects} projects`, [withBase / half.withBase], {
            ...(isLarge && { most: 2.3 }),
          }),
          row(`diff: growth, ${half.projects} to ${projects} projects`, [ms / half.ms], {
            ...(isLarge && { most: 2.3 }),
          }),
        ]
      : []),
    ...(isLarge
      ? [
          row(
            `diff: memory at ${projects} projects`,
            runs.map(({ diff }) => diff.megabytes),
            {
              unit: 'MB',
              most: 800,
            },
          ),
        ]
      : []),
  ];
};
