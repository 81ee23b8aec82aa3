import { Flags } from '@oclif/core';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { writeWhole } from '../workspace/write-whole.js';
import { starterFromScript } from '../config/from-script.js';
import { presetNames } from '../config/presets.js';
import { splitFilter } from '../config/settle.js';
import { shortConfig, type Answers } from '../config/short-starter.js';
import { emptyStarter, starterConfig } from '../config/starter.js';
import { UsageError } from '../model/errors.js';
import { inDialogue } from './display/ask.js';
import { BaseCommand } from './display/base-command.js';
import { defaultConfig } from '../library/read-config.js';

export default class Init extends BaseCommand {
  static override summary = 'Write a configuration: five questions, thirty lines.';
  static override description =
    'Where there is no terminal, flags answer. --full writes all that could stand in it, with comments; --from-script, what a command line of the Space Cloner said. Keys and passwords are in neither.';
  static override examples = [
    '<%= config.bin %> init',
    '<%= config.bin %> init --source https://dev.example --destination https://prod.test',
    '<%= config.bin %> init --from-script clone.ps1',
  ];
  static override flags = {
    out: Flags.string({ description: 'File to write.', helpValue: 'FILE', default: defaultConfig }),
    force: Flags.boolean({ description: 'Replace the file if there is one.' }),
    source: Flags.string({ description: 'URL of the server that is followed.', helpValue: 'URL' }),
    'source-space': Flags.string({ description: 'Its space; Default if nobody says.', helpValue: 'NAME' }),
    destination: Flags.string({ description: 'URL of the server that follows.', helpValue: 'URL' }),
    'destination-space': Flags.string({ description: 'Its space; Default if nobody says.', helpValue: 'NAME' }),
    'use-case': Flags.string({ description: 'Preset whose options suit you.', options: [...presetNames] }),
    projects: Flags.string({
      description: 'Projects to sync: all, names, wildcards, !exclusions.',
      helpValue: 'FILTER',
    }),
    full: Flags.boolean({ description: 'Write all that could stand there, with comments.' }),
    'from-script': Flags.string({ description: 'File with a command line of CloneSpace.ps1.', helpValue: 'FILE' }),
  };

  async run(): Promise<unknown> {
    const { flags } = await this.parse(Init);
    if (!flags.force) refuseExisting(flags.out);
    const script = flags['from-script'];
    const starter = script === undefined ? emptyStarter : starterFromScript(await readScript(script));
    const isFull = flags.full || script !== undefined;
    await writeWhole(flags.out, isFull ? starterConfig(starter) : shortConfig(await answersFrom(flags)));
    this.log(
      `${flags.out} is written. It names the variables that hold the API keys: SOURCE_API_KEY, DESTINATION_API_KEY.`,
    );
    for (const note of starter.notes) this.tell(`Note: ${note}`);
    this.next('octosync plan');
    return { file: flags.out, notes: starter.notes };
  }
}

interface Given {
  readonly source?: string | undefined;
  readonly 'source-space'?: string | undefined;
  readonly destination?: string | undefined;
  readonly 'destination-space'?: string | undefined;
  readonly 'use-case'?: string | undefined;
  readonly projects?: string | undefined;
}

/** What flags say; what they leave open is asked where there is somebody to ask, and stands as an example elsewhere. */
const answersFrom = async (flags: Given): Promise<Answers> => {
  const { source, destination } = emptyStarter;
  const answered = (given: Given): Answers => ({
    source: { url: given.source ?? source.url, space: given['source-space'] ?? source.space },
    destination: { url: given.destination ?? destination.url, space: given['destination-space'] ?? destination.space },
    preset: given['use-case'],
    projects: splitFilter(given.projects ?? 'all'),
  });
  const isSaid = flags.source !== undefined && flags.destination !== undefined;
  if (isSaid || !process.stdin.isTTY || !process.stderr.isTTY) return answered(flags);
  return answered(await inDialogue((put) => asked(put, flags), 'Interrupted: nothing was written.'));
};

/** The five questions; an empty answer takes what is in brackets. */
const asked = async (put: (question: string) => Promise<string>, flags: Given): Promise<Given> => {
  const answer = async (question: string, nothingSaid: string): Promise<string> =>
    (await put(`${question} [${nothingSaid}] `)).trim() || nothingSaid;
  const side = async (what: string, url: string): Promise<readonly [url: string, space: string]> => {
    const [first = url, ...rest] = (await answer(`${what}: URL, and space unless Default`, url)).split(/\s+/);
    return [first, rest.join(' ') || 'Default'];
  };
  const [source, sourceSpace] = await side('1. Source', flags.source ?? emptyStarter.source.url);
  const [destination, destinationSpace] = await side(
    '2. Destination',
    flags.destination ?? emptyStarter.destination.url,
  );
  const cases = presetNames.map((name, index) => `${index + 1} ${name}`).join(', ');
  const chosen = await answer(`3. Use case: ${cases}, or none`, '1');
  const preset = presetNames.find((name, index) => name === chosen || String(index + 1) === chosen);
  const projects = await answer('4. Projects to sync: all, names, wildcards', flags.projects ?? 'all');
  const isRight = await answer(
    `5. From ${source} (${sourceSpace}) to ${destination} (${destinationSpace}). Write it?`,
    'yes',
  );
  if (!/^y(es)?$/i.test(isRight))
    throw new UsageError({ what: 'Nothing was written.', remedy: 'Run octosync init again.' });
  return {
    source,
    'source-space': sourceSpace,
    destination,
    'destination-space': destinationSpace,
    'use-case': preset,
    projects,
  };
};

/** PowerShell writes UTF-16 where nothing else is asked of it. */
const readScript = async (file: string): Promise<string> => {
  const bytes = await readFile(file).catch(() => {
    throw new UsageError({ what: 'The script cannot be read.', where: file, remedy: 'Check its path.' });
  });
  return bytes.toString(bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf16le' : 'utf8').replace(/^\uFEFF/, '');
};

const refuseExisting = (file: string): void => {
  if (!existsSync(file)) return;
  throw new UsageError({
    what: 'The file is there already.',
    where: file,
    remedy: 'Name another one with --out, or replace it with --force.',
  });
};
