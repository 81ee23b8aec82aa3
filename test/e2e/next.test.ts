import { readdirSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { loadInstances, sandboxKey } from '../../src/commands/flags/load-instances.js';
import { startSandbox, type RunningInstance } from '../../src/sandbox/server/index.js';
import { atLeastOne } from '../builders/at-least-one.js';
import { asPage, nothingDecided, pathOf, raw } from '../review-server/raw.js';
import { examples, octosync, workFolder } from './cli.js';
import { typedOnTerminal, type Typing } from './terminal.js';

/* Every command ends with the next sensible one, as one can type it (ways-in, begin). */

/** Two servers, and a folder in which nothing is yet. */
const servers = async () => {
  const cwd = await workFolder();
  const sources = ['dev-test', 'staging-prod'].map((name) => join(examples, name));
  const sandbox = await startSandbox(await loadInstances(sources, sandboxKey, 0));
  onTestFinished(() => sandbox.close());
  const [dev, prod] = sandbox.instances as [RunningInstance, RunningInstance];
  return { cwd, dev: dev.url, prod: prod.url };
};

interface Place extends Awaited<ReturnType<typeof servers>> {
  /** A command that has to be done before. */
  readonly done: (...args: readonly string[]) => Promise<void>;
}

/** A configuration in a file whose name a shell would take apart, and one sync in it. */
const configured = async (): Promise<Place> => {
  const place = await servers();
  const select = '{ projects: OctoFX Reports, channels: "!*", environments: "!*" }';
  const text = [
    'instances:',
    `  dev: { url: "${place.dev}" }`,
    `  prod: { url: "${place.prod}" }`,
    'syncs:',
    `  main: { source: dev, destination: prod, dependencies: include, select: ${select} }`,
  ].join('\n');
  for (const file of ['octosync.yml', 'my config.yml']) await writeFile(join(place.cwd, file), text);
  const done: Place['done'] = async (...args) => {
    const { code, stderr } = await octosync(args, place);
    expect(code, `octosync ${args.join(' ')}: ${stderr}`).toBe(0);
  };
  return { ...place, done };
};

const planned = ({ done }: Place): Promise<void> => done('plan', '--sync', 'main');
const change = 'changesets/main.json';
const applied = async (place: Place): Promise<void> => {
  await planned(place);
  await place.done('apply', change, 'prod', '--yes');
};
const none = 'nothing';
const ctrlC = '\x03';

interface Row {
  /** When, as a sentence. */
  readonly when: string;
  readonly before?: (place: Place) => Promise<void>;
  readonly line: string | ((place: Place) => string);
  /** The command that it ends with; `nothing` where none makes sense, and why. */
  readonly next: string | ((place: Place) => string);
  readonly because?: string;
  /** What stands at the end otherwise. */
  readonly ends?: RegExp;
  /** What a person does meanwhile. */
  readonly hears?: Typing;
}

/** A file of src/commands is a command: each says here what comes next. */
const table: Readonly<Record<string, readonly Row[]>> = {
  init: [
    {
      when: 'it is written',
      line: 'octosync init --force --source https://a.example --destination https://b.example',
      next: 'octosync doctor',
    },
    {
      when: 'it has another name',
      line: "octosync init --out 'our sync.yml' --source https://a.example --destination https://b.example",
      next: "octosync doctor --config 'our sync.yml'",
    },
  ],
  doctor: [
    { when: 'nothing is wrong', line: 'octosync doctor', next: 'octosync plan --sync main' },
    {
      when: 'something is wrong',
      before: async ({ cwd }) =>
        writeFile(join(cwd, 'octosync.yml'), 'instances: { dev: { url: "http://127.0.0.1:9" } }'),
      line: 'octosync doctor dev',
      next: 'octosync doctor dev',
    },
    {
      when: 'the configuration has another name',
      line: "octosync doctor --config 'my config.yml' prod dev",
      next: "octosync plan --sync main --config 'my config.yml'",
    },
    {
      when: 'there is no configuration',
      line: ({ dev }) => `octosync doctor --url ${dev}`,
      next: ({ dev }) => `octosync snapshot --url ${dev} --out snapshots/127.0.0.1`,
      before: ({ cwd }) => writeFile(join(cwd, 'octosync.yml'), 'syncs: {}'),
    },
  ],
  snapshot: [
    { when: 'both sides are taken', line: 'octosync snapshot', next: 'octosync diff --sync main' },
    { when: 'one side is taken', line: 'octosync snapshot dev', next: 'octosync snapshot prod' },
    {
      when: 'the other side is there',
      before: ({ done }) => done('snapshot', 'prod'),
      line: "octosync snapshot dev --config 'my config.yml'",
      next: "octosync diff --sync main --config 'my config.yml'",
    },
    {
      when: 'it is for an audit',
      line: 'octosync snapshot dev --out audit',
      next: none,
      because: 'nobody knows what it is compared with',
    },
  ],
  plan: [
    {
      when: 'there are changes',
      line: 'octosync plan --sync main',
      next: `octosync show ${change} --details`,
    },
    {
      when: 'there are none',
      before: applied,
      line: 'octosync plan --force',
      next: none,
      because: 'nothing is to be done',
    },
    {
      when: 'a side cannot be taken',
      before: async ({ cwd }) => {
        const text = await readFile(join(cwd, 'my config.yml'), 'utf8');
        await writeFile(
          join(cwd, 'my config.yml'),
          text.replace(/prod: \{ url: "[^"]+"/, 'prod: { url: "http://127.0.0.1:9"'),
        );
      },
      line: "octosync plan --config 'my config.yml'",
      next: "octosync doctor prod --config 'my config.yml'",
    },
  ],
  diff: [
    {
      when: 'there are changes',
      before: ({ done }) => done('snapshot'),
      line: "octosync diff --sync main --out 'of today.json'",
      next: "octosync show 'of today.json' --details",
    },
    {
      when: 'there are none',
      before: async (place) => {
        await applied(place);
        await place.done('snapshot');
      },
      line: 'octosync diff --sync main',
      next: none,
      because: 'nothing is to be done',
    },
  ],
  show: [
    {
      when: 'it goes to the terminal',
      before: planned,
      line: `octosync show ${change} --no-pager`,
      next: none,
      because: 'its text ends with a list of its own',
      ends: /^Next:\n(?: {2}octosync .+\n)+ {2}octosync apply changesets\/main\.json prod .+\n$/m,
    },
    {
      when: 'it goes to a file',
      before: planned,
      line: `octosync show ${change} --format html --out review.html`,
      next: `octosync review ${change}`,
    },
  ],
  review: [
    {
      when: 'it is approved',
      before: planned,
      line: `octosync review ${change} --no-open`,
      next: `octosync apply ${change} prod`,
      hears: approving(),
    },
  ],
  pick: [
    {
      when: 'a part is made',
      before: planned,
      line: `octosync pick ${change} --except projectVariables --out 'changesets/a part.json'`,
      next: "octosync show 'changesets/a part.json' --details",
    },
  ],
  approve: [
    {
      when: 'nothing more is required',
      before: planned,
      line: `octosync approve ${change} --by Ada`,
      next: `octosync apply ${change} prod`,
    },
    {
      when: 'the policy requires another person',
      before: async (place) => {
        const file = join(place.cwd, 'octosync.yml');
        const text = await readFile(file, 'utf8');
        await writeFile(file, text.replace(/(prod: \{ .*) \}/, '$1, require: { approvals: 2 } }'));
        await planned(place);
      },
      line: `octosync approve ${change} --by Ada`,
      next: `octosync review ${change}`,
    },
    {
      when: 'a gate is not accepted',
      before: async (place) => {
        const file = join(place.cwd, 'octosync.yml');
        const text = await readFile(file, 'utf8');
        await writeFile(file, text.replace(/(main: \{ .*) \}$/m, '$1, gates: { max-changes: 1 } }'));
        await octosync(['plan', '--sync', 'main'], place);
      },
      line: `octosync approve ${change} --by Ada`,
      next: `octosync review ${change}`,
    },
  ],
  apply: [
    {
      when: 'it is written',
      before: planned,
      line: `octosync apply ${change} --yes`,
      next: `octosync verify ${change} prod`,
    },
    {
      when: 'it is written by a configuration and a key of its own',
      before: async (place) => {
        await planned(place);
        await writeFile(join(place.cwd, 'my key'), 'API-SANDBOX');
      },
      line: `octosync apply ${change} prod --config 'my config.yml' --api-key-file 'my key' --yes`,
      next: `octosync verify ${change} prod --config 'my config.yml' --api-key-file 'my key'`,
    },
    {
      when: 'it is a dry run',
      before: planned,
      line: `octosync apply ${change} prod --dry-run --concurrency 2`,
      next: `octosync apply ${change} prod --concurrency 2`,
    },
    {
      when: 'the person says no',
      before: planned,
      line: `octosync apply ${change} prod`,
      next: none,
      because: 'the person has decided',
      hears: once(/Go on\? /, 'no\r'),
    },
  ],
  verify: [
    {
      when: 'all is as meant',
      before: applied,
      line: `octosync verify ${change} prod`,
      next: `octosync evidence ${change} --out changesets/main.evidence.zip`,
    },
    {
      when: 'something differs',
      before: planned,
      line: `octosync verify ${change} prod`,
      next: 'octosync plan --sync main',
    },
  ],
  evidence: [
    {
      when: 'a bundle is made',
      before: applied,
      line: `octosync evidence ${change} --out 'for audit.zip'`,
      next: "octosync evidence --check 'for audit.zip'",
    },
    {
      when: 'a bundle is checked',
      before: async (place) => {
        await applied(place);
        await place.done('evidence', change, '--out', 'for audit.zip');
      },
      line: "octosync evidence --check 'for audit.zip'",
      next: none,
      because: 'it is the end of the story',
    },
  ],
  undo: [
    {
      when: 'it is made',
      before: applied,
      line: `octosync undo ${change} --include-creations --out changesets/undo.json`,
      next: 'octosync show changesets/undo.json --details',
    },
  ],
  rehearse: [
    {
      when: 'all is as meant',
      before: planned,
      line: `octosync rehearse ${change} --on snapshots/prod`,
      next: `octosync review ${change}`,
    },
  ],
  compare: [
    {
      when: 'there are changes',
      line: `octosync compare '${join(examples, 'dev-test')}' '${join(examples, 'staging-prod')}' --summary`,
      next: `octosync compare ${join(examples, 'dev-test')} ${join(examples, 'staging-prod')} --details`,
    },
    {
      when: 'there are none',
      line: `octosync compare '${join(examples, 'dev-test')}' '${join(examples, 'dev-test')}'`,
      next: none,
      because: 'there is nothing to look at',
    },
  ],
  demo: [{ when: 'it has ended', line: 'octosync demo', next: 'octosync init' }],
  sandbox: [
    {
      when: 'it runs',
      line: `octosync sandbox --load empty --port 0`,
      next: 'octosync snapshot --url http://127.0.0.1:PORT --space Default --out sandbox',
      hears: once(/Next: .+\s/, ctrlC),
    },
  ],
  completion: [
    {
      when: 'it prints a script',
      line: 'octosync completion bash',
      next: none,
      because: 'a shell evaluates it at each start',
    },
  ],
  complete: [{ when: 'a shell asks', line: 'octosync complete -- sho', next: none, because: 'no person asks' }],
};

/** Types once, when something stands on the terminal. */
function once(asked: RegExp, text: string): Typing {
  let isDone = false;
  return (said, type) => {
    if (isDone || !asked.test(said)) return;
    isDone = true;
    type(text);
  };
}

/** Approves on the page whose address stands on the terminal. */
function approving(): Typing {
  let isDone = false;
  return (said) => {
    const [url] = /http:\/\/127\.0\.0\.1:\d+\/[\w-]+\//.exec(said) ?? [];
    if (isDone || url === undefined) return;
    isDone = true;
    void raw(url, `${pathOf(url)}approve`, asPage(url, { ...nothingDecided, by: 'Ada' }));
  };
}

const rows = Object.entries(table).flatMap(([command, its]) => its.map((row) => ({ command, ...row })));

const resolved = (text: Row['line'], place: Place): string => (typeof text === 'string' ? text : text(place));

/** The lines that say what comes next. */
const nextLines = (said: string): readonly string[] =>
  [...said.matchAll(/^Next: (.+)$/gm)].map(([, line = '']) =>
    line.replace(/127\.0\.0\.1:\d+ --space/, '127.0.0.1:PORT --space'),
  );

describe('The next command', () => {
  it('is decided for every command there is', () => {
    const files = readdirSync(new URL('../../src/commands', import.meta.url)).filter((name) => name.endsWith('.ts'));
    expect(Object.keys(table).sort()).toEqual(files.map((name) => name.slice(0, -3)).sort());
    for (const row of atLeastOne(rows)) expect([row.when, row.next === none]).toEqual([row.when, 'because' in row]);
  });

  it.each(atLeastOne(rows))('of $command, where $when', async ({ before, line, next, hears, ends }) => {
    const place = await configured();
    await before?.(place);
    const said = await typedOnTerminal(resolved(line, place), { ...place, ...(hears && { hears }) });
    const expected = resolved(next, place);
    expect(nextLines(said), said).toEqual(expected === none ? [] : [expected]);
    if (ends) expect(said).toMatch(ends);
  });

  it.each(['--quiet', '--json', '> out 2> err'])('is not said with %s', async (how) => {
    const place = await configured();
    await planned(place);
    const said = await typedOnTerminal(`octosync plan --sync main ${how}; cat out err 2>&1`, place);
    expect(said).not.toContain('Next:');
  });

  it('leads from nothing to the evidence, typed as it is said', async () => {
    const place = await servers();
    const env = { SOURCE_API_KEY: sandboxKey, DESTINATION_API_KEY: sandboxKey };
    let line = `octosync init --source ${place.dev} --destination ${place.prod} --projects 'OctoFX Reports'`;
    const typed: string[] = [];
    while (line !== '' && typed.length < 12) {
      typed.push(line.split(' ')[1] ?? '');
      const said = await typedOnTerminal(`${line}${line.includes(' show ') ? ' --no-pager' : ''}`, {
        ...place,
        env,
        hears: once(/Go on\? /, 'yes\r'),
      });
      expect(said, said).not.toContain('Error');
      const [approve] = /^ +(octosync approve .+ --by NAME) /m.exec(said)?.slice(1) ?? [];
      line = nextLines(said)[0] ?? approve?.replace('NAME', 'Ada') ?? '';
    }
    expect(typed).toEqual(['init', 'doctor', 'plan', 'show', 'approve', 'apply', 'verify', 'evidence', 'evidence']);
  });
});
