import { copyFile, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { canonicalFile } from '../model/canonical.js';
import { InternalError } from '../model/errors.js';
import { isObject } from '../model/json.js';
import { startSandbox } from '../sandbox/server/index.js';
import { BaseCommand } from './display/base-command.js';
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

/** A certificate's data leaves no server: a person supplies it. That of the example is public, and no secret. */
const secrets = { 'certificates/OctoFX TLS': { '/CertificateData': { file: 'octofx-tls.pem' } } };

export default class Demo extends BaseCommand {
  static override summary = 'Show the whole story on two sandboxes, each command as one would type it.';
  static override description =
    'Starts two imitation Octopus Servers from the example snapshots, takes both spaces, diffs, shows and applies, and diffs again. Nothing outside this machine is touched.';

  static override examples = ['<%= config.bin %> demo'];

  async run(): Promise<unknown> {
    await this.parse(Demo);
    const examples = ['dev-test', 'staging-prod'].map((name) => join(this.config.root, 'snapshots', name));
    const sandbox = await startSandbox(await loadInstances(examples, sandboxKey, 0));
    const [dev, prod] = sandbox.instances;
    if (!dev || !prod) throw new InternalError({ what: 'Two instances were asked for, and fewer run.' });
    const before = { directory: process.cwd(), key: process.env['OCTOPUS_API_KEY'] };
    try {
      BaseCommand.isMuted = this.jsonEnabled();
      process.chdir(await mkdtemp(join(tmpdir(), 'octosync-demo-')));
      await copyFile(join(this.config.root, 'snapshots', 'octofx-tls.pem'), 'octofx-tls.pem');
      await writeFile('secrets.json', canonicalFile(secrets));
      process.env['OCTOPUS_API_KEY'] = sandboxKey;
      return await this.#tell(dev.url, prod.url);
    } finally {
      BaseCommand.isMuted = false;
      process.chdir(before.directory);
      if (before.key === undefined) Reflect.deleteProperty(process.env, 'OCTOPUS_API_KEY');
      else process.env['OCTOPUS_API_KEY'] = before.key;
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
      '--yes',
    ]);
    await this.#type('Take the destination again: nothing is left to do.', 'snapshot', [...at(prod), '--out', 'prod']);
    const again = await this.#type(undefined, 'diff', ['dev', 'prod', ...rules, '--out', 'again.json']);
    const changes = isObject(again) ? again['changes'] : undefined;
    if (changes !== 0)
      throw new InternalError({ what: `The second diff should be empty, but has ${JSON.stringify(changes)} changes.` });
    this.log('\nDone: the second diff is empty.\nWhat a person must still do is in changeset.cleanup.md.');
    return { directory: process.cwd(), changes };
  }

  async #type(comment: string | undefined, command: string, argv: readonly string[]): Promise<unknown> {
    const quoted = argv.map((part) => (/^[\w./:-]+$/.test(part) ? part : `"${part}"`));
    if (comment !== undefined) this.log(`\n# ${comment}`);
    this.log(`$ ${this.config.bin} ${[command, ...quoted].join(' ')}`);
    const isQuiet = command === 'snapshot' || this.argv.includes('--quiet');
    return this.config.runCommand(command, [...argv, ...(isQuiet ? ['--quiet'] : [])]);
  }
}
