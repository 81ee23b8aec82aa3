import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Change, Changeset } from '../../src/changeset/changeset.js';
import { isList, isObject, type JsonObject, type JsonValue } from '../../src/model/json.js';
import { isPlaceholder } from '../../src/model/markers.js';
import type { RunningInstance } from '../../src/sandbox/server/index.js';
import { examples, octosync as runHere } from '../e2e/cli.js';
import { startProxy, type Fate } from './proxy.js';
import { watched } from './watched.js';
import { argumentsOf, everything } from '../builders/everything.js';
import { certificateFile, emptyServer, growSpace, withServer } from './whole-space.js';

const sourceKey = 'API-KEYOFTHESOURCE0123456789';
const destinationKey = 'API-KEYOFTHEDESTINATION0123456789';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'octosync-leftovers-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** The pointers, within a document, of the placeholders for secrets that a person may supply. */
const placeholdersIn = (value: JsonValue, at = ''): readonly string[] => {
  if (isPlaceholder(value)) return [at];
  if (isList(value)) return value.flatMap((item, index) => placeholdersIn(item, `${at}/${index}`));
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([field, member]) =>
    placeholdersIn(member, `${at}/${field.replaceAll('~', '~0').replaceAll('/', '~1')}`),
  );
};

/** A file of secrets with a value of its own for everything that a changeset would leave to a person. */
const secretsFor = (changes: readonly Change[]): { readonly file: JsonObject; readonly values: readonly string[] } => {
  const values: string[] = [];
  const file: Record<string, JsonValue> = {
    'certificates/OctoFX TLS': { '/CertificateData': { file: certificateFile } },
  };
  for (const change of changes) {
    if (change.action !== 'create') continue;
    const supplied = placeholdersIn(change.document).map((pointer): readonly [string, JsonValue] => {
      // Some characters are written otherwise in JSON and in URLs.
      const value = `hush-${values.length}-"quoted" \\ & ünd`;
      values.push(value);
      return [pointer, value];
    });
    const known = file[change.id];
    if (supplied.length > 0) file[change.id] = { ...(isObject(known) ? known : {}), ...Object.fromEntries(supplied) };
  }
  return { file, values };
};

/** How a secret may look where it has leaked: as it is, within JSON (once, twice), in a URL, in base 64. */
const formsOf = (secret: string): readonly string[] => {
  const once = JSON.stringify(secret).slice(1, -1);
  const twice = JSON.stringify(once).slice(1, -1);
  return [secret, once, twice, encodeURIComponent(secret), Buffer.from(secret).toString('base64')];
};

/** The files below a folder that hold one of the texts, without the file that people wrote themselves. */
const filesHolding = async (texts: readonly string[], directory: string): Promise<readonly string[]> => {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const holding: string[] = [];
  for (const path of paths.filter((one) => !one.endsWith('secrets.json'))) {
    const bytes = await readFile(path);
    if (texts.some((text) => bytes.includes(text))) holding.push(path.slice(directory.length + 1));
  }
  return holding;
};

interface Said {
  readonly code: number;
  /** Everything that was printed. */
  readonly said: string;
}

interface Run {
  /** Runs the CLI with the keys in the environment. */
  readonly octosync: (...args: readonly string[]) => Promise<Said>;
  /** The same as a process, whose arguments other users of the machine can see. */
  readonly asProcess: (...args: readonly string[]) => Promise<Said>;
  readonly cwd: string;
  readonly source: RunningInstance;
  readonly destination: RunningInstance;
  /** Values that must not be anywhere but in `secrets.json` and in requests. */
  readonly values: readonly string[];
  /** Fails if a secret or a key is in a file, in what was printed or in an argument. */
  readonly expectNoLeftovers: () => Promise<void>;
}

/** Both servers with keys of their own, both snapshots taken, the changeset made and a file of secrets written. */
const withRun = (name: string, work: (run: Run) => Promise<void>): Promise<void> =>
  withServer(
    join(examples, 'dev-test'),
    (source) =>
      withServer(
        emptyServer,
        async (destination) => {
          await growSpace(source);
          const cwd = join(folder, name);
          // Whatever is left in the home or among temporary files is looked at too.
          const places = { HOME: join(cwd, 'home'), TMPDIR: join(cwd, 'tmp') };
          for (const place of Object.values(places)) await mkdir(place, { recursive: true });
          const printed: string[] = [];
          const commandLines: string[] = [];
          const env = { SOURCE_KEY: sourceKey, DESTINATION_KEY: destinationKey, OCTOPUS_API_KEY: '', ...places };
          const octosync: Run['octosync'] = async (...args) => {
            const { code, stdout, stderr } = await runHere(args, { cwd, env });
            printed.push(stdout, stderr);
            return { code, said: stdout + stderr };
          };
          const asProcess: Run['asProcess'] = async (...args) => {
            const { code, said, commandLine } = await watched(args, cwd, env);
            printed.push(said);
            if (process.platform === 'linux') expect(commandLine).toContain(args.join(' '));
            commandLines.push(commandLine);
            return { code, said };
          };
          const succeed = async (...args: readonly string[]): Promise<void> => {
            const { code, said } = await octosync(...args);
            expect(code, said).toBe(0);
          };
          const from = ['--url', source.url, '--api-key-env', 'SOURCE_KEY'];
          const to = ['--url', destination.url, '--api-key-env', 'DESTINATION_KEY'];
          await succeed('snapshot', ...from, '--out', 'source', '--log', 'source.log');
          await succeed('snapshot', ...to, '--out', 'before', '--log', 'before.log');
          await succeed('diff', 'source', 'before', ...argumentsOf(everything));
          const { changes } = JSON.parse(await readFile(join(cwd, 'changeset.json'), 'utf8')) as Changeset;
          expect(changes.length).toBeGreaterThanOrEqual(60);
          const { file, values } = secretsFor(changes);
          await writeFile(join(cwd, 'secrets.json'), JSON.stringify(file));
          const certificate = (await readFile(certificateFile)).toString('base64').slice(0, 64);
          const ownSecrets = [...source.secrets().values()]
            .map(({ value }) => value)
            .filter((value) => value.endsWith(' of the source'));
          const hidden = ['hush-', ...values.flatMap(formsOf), certificate, sourceKey, destinationKey, ...ownSecrets];
          const expectNoLeftovers = async (): Promise<void> => {
            const heldBy = (text: string): readonly string[] => hidden.filter((one) => text.includes(one));
            expect({
              inFiles: await filesHolding(hidden, cwd),
              printed: heldBy(printed.join('\n')),
              inArguments: heldBy(commandLines.join('\n')),
            }).toEqual({ inFiles: [], printed: [], inArguments: [] });
          };
          await work({ octosync, asProcess, cwd, source, destination, values, expectNoLeftovers });
        },
        { apiKey: destinationKey },
      ),
    { apiKey: sourceKey },
  );

const applyTo = (url: string): readonly string[] => [
  ...['apply', 'changeset.json', '--url', url, '--api-key-env', 'DESTINATION_KEY', '--yes'],
  ...['--secrets', 'secrets.json', '--log', 'apply.log'],
];

describe('Nothing secret is left', () => {
  it('by a whole run: snapshots, changeset, what show prints, journal, clean-up list, log', () =>
    withRun('whole', async ({ octosync, asProcess, destination, values, expectNoLeftovers }) => {
      const shown = [
        ['show', 'changeset.json', '--details'],
        ['show', 'changeset.json', '--format', 'markdown', '--out', 'changeset.md'],
        ['show', 'changeset.json', '--format', 'json', '--out', 'shown.json'],
        ['show', 'changeset.json', '--format', 'html', '--out', 'changeset.html'],
        ['rehearse', 'changeset.json', '--on', 'before'],
        ['approve', 'changeset.json', '--by', 'Ada'],
        [...applyTo(destination.url), '--dry-run', '--json'],
        [...applyTo(destination.url), '--require-approval'],
        ['verify', 'changeset.json', '--url', destination.url, '--api-key-env', 'DESTINATION_KEY'],
        [
          'snapshot',
          '--url',
          destination.url,
          '--api-key-env',
          'DESTINATION_KEY',
          '--out',
          'after',
          '--log',
          'after.log',
        ],
        ['diff', 'source', 'after', ...argumentsOf(everything), '--out', 'again.json', '--exit-code'],
        ['compare', 'before', 'after', '--format', 'html', '--out', 'compared.html'],
      ];
      for (const args of shown) {
        const run = args[0] === 'apply' ? asProcess : octosync;
        const { code, said } = await run(...args);
        expect([args[0], code], said).toEqual([args[0], 0]);
      }
      // They did travel, so there was something to be left.
      const stored = [...destination.secrets().values()].map(({ value }) => value);
      expect(stored).toEqual(expect.arrayContaining([...values]));
      expect(values.length).toBeGreaterThanOrEqual(5);
      await expectNoLeftovers();
    }));

  it.each<Fate>(['echo-json', 'echo-text'])(
    'by a run against a server that answers 500 with what it was asked (%s)',
    (fate) =>
      withRun(fate, async ({ octosync, cwd, destination, expectNoLeftovers }) => {
        // Each write that carries a secret is refused once; the next run gets a step further.
        const refused = new Set<string>();
        const proxy = await startProxy(destination.url, {
          fateOf: (body) => {
            if (!body.includes('hush-') || refused.has(body)) return 'pass';
            refused.add(body);
            return fate;
          },
        });
        const codes: number[] = [];
        try {
          while (codes.length < 15 && codes.at(-1) !== 0) {
            const flags = [[], ['--json'], ['--debug']][codes.length % 3] ?? [];
            codes.push((await octosync(...applyTo(proxy.url), ...flags)).code);
          }
        } finally {
          await proxy.close();
        }
        expect(codes).toEqual([...codes.slice(1).map(() => 5), 0]);
        expect(refused.size).toBeGreaterThanOrEqual(5);
        expect(await readFile(join(cwd, 'changeset.journal.jsonl'), 'utf8')).toContain('"failed"');
        await expectNoLeftovers();
      }),
  );

  it('by a run without the right key, with a broken file of secrets, or with a value that is no text', () =>
    withRun('mistakes', async ({ octosync, cwd, destination, expectNoLeftovers }) => {
      const wrongKey = applyTo(destination.url).map((arg) => (arg === 'DESTINATION_KEY' ? 'SOURCE_KEY' : arg));
      expect((await octosync(...wrongKey, '--debug')).code).toBe(1);
      const file = await readFile(join(cwd, 'secrets.json'), 'utf8');
      await writeFile(join(cwd, 'secrets.json'), file.slice(0, -2));
      expect((await octosync(...applyTo(destination.url), '--debug')).code).toBe(1);
      await writeFile(join(cwd, 'secrets.json'), file.replaceAll(/"hush-0[^,}]*"/g, '["hush-0-"]'));
      expect((await octosync(...applyTo(destination.url), '--debug')).code).toBe(1);
      await expectNoLeftovers();
    }));
});
