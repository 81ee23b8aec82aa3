import { Args } from '@oclif/core';
import { verify } from '../apply/verify.js';
import { ROOT } from '../model/pointer.js';
import { NotifyingCommand } from './display/notifying-command.js';
import { rowOf } from '../report/notification/notice.js';
import { notifyFlags } from './flags/notify-flags.js';
import { besideChangeset, readChangeset } from '../workspace/changeset-file.js';
import { keepVerified } from '../workspace/keep-record.js';
import { planAgain, typed } from './next/typed.js';
import { connectTo, instanceArg, targetFor } from './flags/instance-flags.js';
import { whoFlags } from './flags/who-flags.js';
import { plural } from './display/progress-display.js';

export default class Verify extends NotifyingCommand {
  static override summary = 'Say whether the destination is what a changeset says.';
  static override description =
    'Reads what the changeset is about and compares; writes nothing there, and what it found into changeset.verify.json beside the changeset. Secrets cannot be read: one that is there counts as right. Exits with 4 when something differs.';
  static override examples = [
    '<%= config.bin %> verify changeset.json prod',
    '<%= config.bin %> verify changeset.json --url https://prod.example.com',
  ];
  static override args = {
    changeset: Args.string({ ignoreStdin: true, description: 'File that diff wrote.', required: true }),
    instance: instanceArg,
  };
  static override flags = { ...whoFlags, ...notifyFlags };

  async run(): Promise<unknown> {
    const { args, flags } = await this.parse(Verify);
    this.tellsEnd('verify', flags);
    const changeset = await readChangeset(args.changeset);
    this.noted = { end: 'nothing', rows: [rowOf(changeset)] };
    const tool = this.config.version;
    const display = await this.display();
    const { target } = await targetFor(changeset.destination, args.instance, flags, display.tell);
    const client = await connectTo(target, 8, display.requests);
    const space = target.space ?? changeset.destination.space;
    const verified = await verify(changeset, client, { space, progress: display.progress, who: flags.who });
    const counts = { 'as meant': verified.asMeant.length, differing: verified.differing.length };
    this.noted = { end: 'as-meant', rows: [rowOf(changeset, counts)] };
    for (const { id, pointers, who = [] } of verified.differing) {
      this.log(
        `${id}: ${pointers.length === 0 ? 'is not there' : pointers.includes(ROOT) ? 'is still there' : `differs at ${pointers.join(', ')}`}`,
      );
      for (const { says, page } of who) this.log(`  ${says} (${page})`);
    }
    if (verified.note !== undefined) this.tell(verified.note);
    if (changeset.changes.length === 0) {
      this.log('The changeset has no changes: there is nothing to verify.');
      return verified;
    }
    this.log(`${plural(verified.asMeant.length, 'change')} as meant, ${verified.differing.length} not.`);
    // The record is of what was found; who it was is told, and kept by the server.
    const { destination, asMeant } = verified;
    const differing = verified.differing.map(({ id, pointers }) => ({ id, pointers }));
    const record = { changeset: changeset.digest, tool, destination, asMeant, differing };
    const unkept = await keepVerified(args.changeset, record);
    if (unkept !== undefined) this.tell(unkept);
    const isAsMeant = verified.differing.length === 0;
    if (!isAsMeant) process.exitCode = 4;
    const bundle = besideChangeset(args.changeset, 'evidence.zip');
    const again = planAgain(changeset.made?.sync, flags.config);
    this.next(isAsMeant ? typed('evidence', args.changeset, '--out', bundle) : again);
    return verified;
  }
}
