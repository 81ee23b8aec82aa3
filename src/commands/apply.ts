import { Args, Flags } from '@oclif/core';
import { createInterface } from 'node:readline/promises';
import writeFileAtomic from 'write-file-atomic';
import { apply, cleanUpList, type ExecutionResult } from '../apply/index.js';
import { gates } from '../config/options.js';
import { UsageError } from '../model/errors.js';
import { BaseCommand } from './terminal/base-command.js';
import { readChangeset } from './terminal/changeset-file.js';
import { packageFiles } from './terminal/package-files.js';
import { readSecrets } from './terminal/secrets-file.js';
import { connectTo, instanceFlags } from './terminal/instance-flags.js';
import { plural, progressLines, waitLines } from './terminal/progress-display.js';

export default class Apply extends BaseCommand {
  static override summary = 'Apply a reviewed changeset to its destination.';
  static override description =
    'Compares the destination with what the changeset was made against before it writes anything, writes in the syncing order, and leaves a list of what a person must still do.';
  static override examples = [
    'OCTOPUS_API_KEY=… <%= config.bin %> apply changeset.json --url https://octopus.example.com --space Default',
  ];
  static override args = { changeset: Args.string({ description: 'File that diff wrote.', required: true }) };
  static override flags = {
    ...instanceFlags,
    space: Flags.string({
      description: 'Name of the space; the one the changeset was made for by default.',
      helpValue: 'NAME',
    }),
    'dry-run': Flags.boolean({ description: 'Check everything, write nothing.' }),
    yes: Flags.boolean({ description: 'Do not ask before the first write.' }),
    allow: Flags.string({
      description: 'Let a gate pass.',
      options: gates.map(({ name }) => name),
      multiple: true,
      default: [],
    }),
    secrets: Flags.string({ description: 'File with real values for placeholders.', helpValue: 'FILE' }),
    packages: Flags.string({
      description: 'Snapshot of the source that holds the packages to send.',
      helpValue: 'DIR',
    }),
    concurrency: Flags.integer({ description: 'Writes at once.', default: 4, min: 1, max: 64 }),
  };

  async run(): Promise<unknown> {
    const { args, flags } = await this.parse(Apply);
    const changeset = await readChangeset(args.changeset);
    const tell = (line: string): void => this.tell(line);
    const secrets = await readSecrets(flags.secrets);
    const secretFor = (id: string, pointer: string): string | undefined => secrets.get(`${id} ${pointer}`);
    const client = await connectTo(flags, Math.max(8, flags.concurrency), waitLines(tell));
    const outcome = await apply(changeset, client, {
      space: flags.space ?? changeset.destination.space,
      allow: flags.allow,
      secretFor,
      packageFile: packageFiles(changeset, flags.packages),
      dryRun: flags['dry-run'],
      concurrency: flags.concurrency,
      progress: progressLines(tell),
      confirm: (writes) => (flags.yes ? Promise.resolve(true) : ask(writes, changeset.destination.space, client.url)),
    });
    if (outcome.kind !== 'applied') {
      this.log(
        `${outcome.kind === 'dry-run' ? 'Dry run' : 'Stopped'}: ${plural(outcome.writes, 'write')} to do, nothing written.`,
      );
      return outcome;
    }
    const isSupplied = (id: string, pointer: string): boolean => secretFor(id, pointer) !== undefined;
    return this.#report(outcome.result, args.changeset, cleanUpList(changeset, isSupplied));
  }

  async #report(result: ExecutionResult, file: string, cleanUp: string): Promise<unknown> {
    const list = `${file.replace(/\.json$/, '')}.cleanup.md`;
    await writeFileAtomic(list, cleanUp);
    for (const [id, fields] of result.storedOtherwise)
      this.tell(`The server stored ${id} otherwise than it was sent: ${fields.join(', ')}.`);
    this.log(
      `${result.written.length} written, ${result.alreadyApplied.length} done already. What is left for a person: ${list}`,
    );
    const { written, alreadyApplied } = result;
    return { written, alreadyApplied, storedOtherwise: Object.fromEntries(result.storedOtherwise), cleanUp: list };
  }
}

const ask = async (writes: number, space: string, url: string): Promise<boolean> => {
  if (!process.stdin.isTTY) {
    throw new UsageError({
      what: 'There is no terminal to ask for consent.',
      remedy: 'Look at the changeset, then use --yes.',
    });
  }
  const dialogue = createInterface({ input: process.stdin, output: process.stderr });
  const answer = await dialogue.question(`${plural(writes, 'write')} to space "${space}" of ${url}. Go on? (yes/no) `);
  dialogue.close();
  return /^y(es)?$/i.test(answer.trim());
};
