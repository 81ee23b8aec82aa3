import { Flags } from '@oclif/core';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { writeWhole } from '../workspace/write-whole.js';
import { starterFromScript } from '../config/from-script.js';
import { emptyStarter, starterConfig } from '../config/starter.js';
import { UsageError } from '../model/errors.js';
import { BaseCommand } from './display/base-command.js';
import { defaultConfig } from './flags/read-config.js';

export default class Init extends BaseCommand {
  static override summary = 'Write a commented configuration in which every choice is visible.';
  static override description =
    'With --from-script, it says what a command line of the Space Cloner said. Keys and passwords are left out.';
  static override examples = ['<%= config.bin %> init', '<%= config.bin %> init --from-script clone.ps1'];
  static override flags = {
    out: Flags.string({ description: 'File to write.', helpValue: 'FILE', default: defaultConfig }),
    force: Flags.boolean({ description: 'Replace the file if there is one.' }),
    'from-script': Flags.string({ description: 'File with a command line of CloneSpace.ps1.', helpValue: 'FILE' }),
  };

  async run(): Promise<unknown> {
    const { flags } = await this.parse(Init);
    const script = flags['from-script'];
    const starter = script === undefined ? emptyStarter : starterFromScript(await readScript(script));
    await writeNew(flags.out, starterConfig(starter), flags.force);
    this.log(`${flags.out}: put the URLs of your servers there, and choose what is synced.`);
    for (const note of starter.notes) this.tell(`Note: ${note}`);
    return { file: flags.out, notes: starter.notes };
  }
}

/** PowerShell writes UTF-16 where nothing else is asked of it. */
const readScript = async (file: string): Promise<string> => {
  const bytes = await readFile(file).catch(() => {
    throw new UsageError({ what: 'The script cannot be read.', where: file, remedy: 'Check its path.' });
  });
  return bytes.toString(bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf16le' : 'utf8').replace(/^\uFEFF/, '');
};

const writeNew = async (file: string, text: string, force: boolean): Promise<void> => {
  if (!force && existsSync(file)) {
    throw new UsageError({
      what: 'The file is there already.',
      where: file,
      remedy: 'Name another one with --out, or replace it with --force.',
    });
  }
  await writeWhole(file, text);
};
