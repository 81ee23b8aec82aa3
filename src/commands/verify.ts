import { Args } from '@oclif/core';
import { verify } from '../apply/verify.js';
import { ROOT } from '../model/pointer.js';
import { BaseCommand } from './display/base-command.js';
import { readChangeset } from '../workspace/changeset-file.js';
import { keepVerified } from '../workspace/keep-record.js';
import { connectTo, instanceArg, instanceFlags, targetOf } from './flags/instance-flags.js';
import { plural } from './display/progress-display.js';

export default class Verify extends BaseCommand {
  static override summary = 'Say whether the destination is what a changeset says.';
  static override description =
    'Reads what the changeset is about and compares; writes nothing there, and what it found into changeset.verify.json beside the changeset. Secrets cannot be read: one that is there counts as right. Exits with 4 when something differs.';
  static override examples = [
    '<%= config.bin %> verify changeset.json prod',
    '<%= config.bin %> verify changeset.json --url https://prod.example.com',
  ];
  static override args = {
    changeset: Args.string({ description: 'File that diff wrote.', required: true }),
    instance: instanceArg,
  };
  static override flags = instanceFlags;

  async run(): Promise<unknown> {
    const { args, flags } = await this.parse(Verify);
    const changeset = await readChangeset(args.changeset);
    const tool = this.config.version;
    const display = await this.display();
    const target = await targetOf(args.instance, flags);
    const client = await connectTo(target, 8, display.requests);
    const space = target.space ?? changeset.destination.space;
    const verified = await verify(changeset, client, { space, progress: display.progress });
    for (const { id, pointers } of verified.differing)
      this.log(
        `${id}: ${pointers.length === 0 ? 'is not there' : pointers.includes(ROOT) ? 'is still there' : `differs at ${pointers.join(', ')}`}`,
      );
    if (changeset.changes.length === 0) {
      this.log('The changeset has no changes: there is nothing to verify.');
      return verified;
    }
    this.log(`${plural(verified.asMeant.length, 'change')} as meant, ${verified.differing.length} not.`);
    const unkept = await keepVerified(args.changeset, { changeset: changeset.digest, tool, ...verified });
    if (unkept !== undefined) this.tell(unkept);
    if (verified.differing.length > 0) process.exitCode = 4;
    return verified;
  }
}
