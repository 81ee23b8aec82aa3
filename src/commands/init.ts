import { Flags, type Interfaces } from '@oclif/core';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { writeWhole } from '../workspace/write-whole.js';
import { starterFromScript } from '../config/from-script.js';
import { presetNames } from '../config/presets.js';
import { shortConfig } from '../config/short-starter.js';
import { emptyStarter, starterConfig } from '../config/starter.js';
import { UsageError } from '../model/errors.js';
import { BaseCommand } from './display/base-command.js';
import { answersFrom, answersOf } from './display/init-questions.js';
import { defaultConfig } from '../library/read-config.js';
import { configWords, typed } from './next/typed.js';

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
    source: Flags.string({
      description: 'URL of the server that is followed.',
      helpValue: 'URL',
      exclusive: ['from-script'],
    }),
    'source-space': Flags.string({ description: 'Its space; Default if nobody says.', helpValue: 'NAME' }),
    destination: Flags.string({
      description: 'URL of the server that follows.',
      helpValue: 'URL',
      exclusive: ['from-script'],
    }),
    'destination-space': Flags.string({ description: 'Its space; Default if nobody says.', helpValue: 'NAME' }),
    'use-case': Flags.string({
      description: 'Preset whose options suit you.',
      options: [...presetNames],
      exclusive: ['full', 'from-script'],
    }),
    projects: Flags.string({
      description: 'Projects to sync: all, names, wildcards, !exclusions.',
      helpValue: 'FILTER',
      exclusive: ['full', 'from-script'],
    }),
    full: Flags.boolean({
      description: 'Write all that could stand there, with comments.',
      exclusive: ['from-script'],
    }),
    'from-script': Flags.string({ description: 'File with a command line of CloneSpace.ps1.', helpValue: 'FILE' }),
  };

  async run(): Promise<unknown> {
    const { flags } = await this.parse(Init);
    if (!flags.force) refuseExisting(flags.out);
    const { text, notes } = await written(flags);
    await writeWhole(flags.out, text);
    this.log(
      `${flags.out} is written. It names the variables that hold the API keys: SOURCE_API_KEY, DESTINATION_API_KEY.`,
    );
    for (const note of notes) this.tell(`Note: ${note}`);
    this.next(typed('doctor', ...configWords(flags.out === defaultConfig ? undefined : flags.out)));
    return { file: flags.out, notes };
  }
}

type GivenFlags = Interfaces.InferredFlags<typeof Init.flags>;

/** Where an editor finds the schema, if octosync is installed beside the configuration and not for all. */
const installedSchema = 'node_modules/octosync/schema/octosync.schema.json';

/** The configuration that is meant, and what a person should know of it. */
const written = async (flags: GivenFlags): Promise<{ readonly text: string; readonly notes: readonly string[] }> => {
  const { 'from-script': script, full } = flags;
  const schema = existsSync(resolve(dirname(flags.out), installedSchema)) ? installedSchema : undefined;
  if (script !== undefined) {
    const starter = starterFromScript(await readScript(script));
    return { text: starterConfig(starter, schema), notes: starter.notes };
  }
  if (!full) return { text: shortConfig(await answersFrom(flags), schema), notes: [] };
  const { source, destination } = answersOf(flags);
  return { text: starterConfig({ ...emptyStarter, source, destination }, schema), notes: [] };
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
