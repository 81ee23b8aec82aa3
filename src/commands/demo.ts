import { copyFile, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { canonicalFile } from '../model/canonical.js';
import { InternalError } from '../model/errors.js';
import { isObject } from '../model/json.js';
import { startSandbox } from '../sandbox/server/index.js';
import { BaseCommand } from './display/base-command.js';
import { downloadsOnTarget, editProject, runsAlways } from './demo-portal/edit-project.js';
import { typed } from './next/typed.js';
import { loadInstances, sandboxKey } from './flags/load-instances.js';

/** What the demo syncs: two projects and a tenant, with what they need; not QA's channel, and no environment. */
const rules = [
  ['--projects', 'OctoFX*'],
  ['--channels', 'all,!QA'],
  ['--triggers', 'Nightly release'],
  ['--tenants', 'Internal'],
  ['--clone-tenant-variables', 'true'],
  ['--environments', '!*'],
  ['--dependencies', 'include'],
].flat();

/** What the second act syncs, by the base that the first has left: its steps and values follow, if the source changed them. */
const withBase = [
  ['--projects', 'OctoFX Reports'],
  ['--existing-steps', 'update'],
  ['--overwrite-existing-variables', 'true'],
  ['--base', 'base'],
].flat();

/** A certificate's data leaves no server: a person supplies it. That of the example is public, and no secret. */
const secrets = { 'certificates/OctoFX TLS': { '/CertificateData': { file: 'octofx-tls.pem' } } };

export default class Demo extends BaseCommand {
  static override summary = 'Show the whole story on two sandboxes, each command as one would type it.';
  static override description =
    'Starts two imitation Octopus Servers from the example snapshots, takes both spaces, diffs, shows and applies, and diffs again. Then both sides change, and a base tells who changed what. Nothing outside this machine is touched.';

  static override examples = ['<%= config.bin %> demo'];

  async run(): Promise<unknown> {
    await this.parse(Demo);
    const examples = ['dev-test', 'staging-prod'].map((name) => join(this.config.root, 'snapshots', name));
    const sandbox = await startSandbox(await loadInstances(examples, sandboxKey, 0));
    const [dev, prod] = sandbox.instances;
    if (!dev || !prod) throw new InternalError({ what: 'Two instances were asked for, and fewer run.' });
    const before = { directory: process.cwd(), environment: changedTo(environment) };
    try {
      BaseCommand.isMuted = this.jsonEnabled();
      BaseCommand.isTelling = true;
      process.chdir(await mkdtemp(join(tmpdir(), 'octosync-demo-')));
      await copyFile(join(this.config.root, 'snapshots', 'octofx-tls.pem'), 'octofx-tls.pem');
      await writeFile('secrets.json', canonicalFile(secrets));
      const told = await this.#tell(dev.url, prod.url);
      BaseCommand.isTelling = false;
      this.next(typed('init'));
      return told;
    } finally {
      BaseCommand.isMuted = false;
      BaseCommand.isTelling = false;
      process.chdir(before.directory);
      changedTo(before.environment);
      await sandbox.close();
    }
  }

  async #tell(dev: string, prod: string): Promise<unknown> {
    const at = (url: string): readonly string[] => ['--url', url, '--space', 'Default'];
    this.log(`Two Octopus servers run on this machine:\n  Dev/Test at ${dev}\n  Staging/Prod at ${prod}`);
    this.log(`The files of this demo are in ${process.cwd()}.`);
    await this.#type('Take both spaces into name-keyed files, made to live in Git.', 'snapshot', [
      ...at(dev),
      '--out',
      'dev',
    ]);
    await this.#type(undefined, 'snapshot', [...at(prod), '--out', 'prod']);
    await this.#type('Compare them, offline, by rules you choose. The result is a file.', 'diff', [
      'dev',
      'prod',
      ...rules,
    ]);
    await this.#type('Review it: what would change, in which order, and why.', 'show', ['changeset.json']);
    await this.#type('Apply exactly that file. --yes is for this demo: without it, apply asks.', 'apply', [
      'changeset.json',
      ...at(prod),
      '--secrets',
      'secrets.json',
      ...['--source', 'dev', '--base', 'base'],
      '--yes',
    ]);
    await this.#type('Take the destination again: nothing is left to do.', 'snapshot', [...at(prod), '--out', 'prod']);
    const again = await this.#type(undefined, 'diff', ['dev', 'prod', ...rules, '--out', 'again.json']);
    const changes = isObject(again) ? again['changes'] : undefined;
    if (changes !== 0)
      throw new InternalError({ what: `The second diff should be empty, but has ${JSON.stringify(changes)} changes.` });
    this.log('\nThe second diff is empty.\nWhat a person must still do is in changeset.cleanup.md.');
    const second = await this.#tellOfBase(dev, prod);
    return { directory: process.cwd(), changes, second };
  }

  /** The second act: both sides are changed, and the base tells who changed what. */
  async #tellOfBase(dev: string, prod: string): Promise<unknown> {
    const at = (url: string): readonly string[] => ['--url', url, '--space', 'Default'];
    const both = { project: 'OctoFX Reports', variable: 'Reports.Day', step: 'Deploy Reports' };
    await editProject(prod, { ...both, value: '5', change: downloadsOnTarget });
    await editProject(dev, { ...both, value: '2', change: runsAlways });
    this.log(
      [
        '\nSecond act. A week later, people have changed the project OctoFX Reports on both servers:',
        '  Staging/Prod  step "Deploy Reports": download the package on the target   Reports.Day: 5',
        '  Dev/Test      step "Deploy Reports": run it always                        Reports.Day: 2',
      ].join('\n'),
    );
    await this.#type('Take both again.', 'snapshot', [...at(dev), '--out', 'dev']);
    await this.#type(undefined, 'snapshot', [...at(prod), '--out', 'prod']);
    const compared =
      'Compare them with the base: what Dev/Test said when it was last applied. So it is known who changed what.';
    await this.#type(compared, 'diff', ['dev', 'prod', ...withBase, '--out', 'second.json']);
    await this.#type('Conflicts stand first, then what changes.', 'show', ['second.json', '--details']);
    const conflict = 'projectVariables/OctoFX Reports#variable "Reports.Day" (unscoped), value';
    await this.#type('Somebody decides the conflict: production keeps what it has.', 'approve', [
      ...['second.json', '--by', 'Ada', '--resolve', conflict, 'own'],
    ]);
    const applied = ['second.json', ...at(prod), '--source', 'dev', '--base', 'base', '--yes'];
    const result = await this.#type('Apply it. The base moves to what Dev/Test says now.', 'apply', applied);
    this.log(
      [
        '\nDone. What Dev/Test changed has followed: the step runs always.',
        'What Staging/Prod changed has stayed: the package is downloaded on the target.',
        'What both changed was decided by a person: Reports.Day is 5 here.',
      ].join('\n'),
    );
    return result;
  }

  async #type(comment: string | undefined, command: string, argv: readonly string[]): Promise<unknown> {
    const quoted = argv.map(asTyped);
    if (comment !== undefined) this.log(`\n# ${comment}`);
    this.log(`$ ${this.config.bin} ${[command, ...quoted].join(' ')}`);
    const isQuiet = command === 'snapshot' || this.argv.includes('--quiet');
    return this.config.runCommand(command, [...argv, ...(isQuiet ? ['--quiet'] : [])]);
  }
}

/** The sandboxes' key; and no proxy stands between this process and its own servers. */
const environment = { OCTOPUS_API_KEY: sandboxKey, NO_PROXY: '*', no_proxy: '*' };

/** Changes the environment; gives what these variables held before. */
const changedTo = (values: Readonly<NodeJS.ProcessEnv>): NodeJS.ProcessEnv => {
  const before = Object.fromEntries(Object.keys(values).map((name) => [name, process.env[name]]));
  for (const [name, value] of Object.entries(values)) {
    if (value === undefined) Reflect.deleteProperty(process.env, name);
    else process.env[name] = value;
  }
  return before;
};

/** An argument as a shell wants it. */
const asTyped = (part: string): string => {
  if (/^[\w./:-]+$/.test(part)) return part;
  return part.includes('"') ? `'${part}'` : `"${part}"`;
};
