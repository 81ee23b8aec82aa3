import { Args, Flags } from '@oclif/core';
import { parseResolutions } from '../changeset/resolutions.js';
import { BaseCommand } from './display/base-command.js';
import { addApproval } from '../workspace/approvals-file.js';
import { readChangesetFile, sealChangeset } from '../workspace/changeset-file.js';
import { plural } from './display/progress-display.js';
import { textFlag } from './flags/text-flag.js';

export default class Approve extends BaseCommand {
  static override summary = 'Record that a person approves a changeset, as it is now.';
  static override description =
    'Writes who, when and why into changeset.approvals.json beside the changeset, with its digest and that of its bytes. apply --require-approval refuses a changeset of which a single byte has changed since. The file is a record, not a signature: keep it in Git, where your rules say who may add to it.';
  static override examples = [
    '<%= config.bin %> approve changeset.json --by "Ada Lovelace" --comment "CHG-1234"',
    '<%= config.bin %> approve changeset.json --by Grace --edited',
    '<%= config.bin %> approve changeset.json --by A --resolve projects/OctoFX own',
  ];
  static override args = {
    changeset: Args.string({ description: 'File that diff wrote.', required: true }),
  };
  static override flags = {
    by: textFlag({ description: 'Who approves: a name or an address.', required: true, helpValue: 'NAME' }),
    comment: textFlag({ description: 'Why, or the number of a change request.', helpValue: 'TEXT' }),
    edited: Flags.boolean({
      description: 'Take over what was edited by hand in the changeset: give it the digest that fits, then approve.',
    }),
    resolve: Flags.string({
      description:
        "What becomes of something that is not carried: own makes it the destination's own, source takes the source's word at the next sync. ELEMENT is the id of its entry, or ID#PART.",
      helpValue: 'ELEMENT own|source',
      multiple: true,
      default: [],
    }),
  };

  async run(): Promise<unknown> {
    const { args, flags } = await this.parse(Approve);
    const { by, comment } = flags;
    const { changeset, approval, file } = await addApproval(args.changeset, async () => {
      if (flags.edited) await sealChangeset(args.changeset);
      const read = await readChangesetFile(args.changeset);
      const { digest } = read.changeset;
      const resolved = parseResolutions(flags.resolve, read.changeset);
      const why = comment === undefined ? {} : { comment };
      return {
        changeset: read.changeset,
        approval: {
          by,
          when: new Date().toISOString(),
          digest,
          file: read.bytes,
          ...why,
          ...(resolved.length > 0 && { resolved }),
        },
      };
    });
    const refused = changeset.errors.length + changeset.blocked.length + changeset.gates.length;
    if (refused > 0)
      this.tell(
        `It is approved with ${plural(refused, 'error')}, blocked entries or gates; apply refuses those still.`,
      );
    for (const { element, takes } of approval.resolved ?? [])
      this.tell(
        `${element}: ${takes === 'own' ? "the destination's own from now on" : "the source's word at the next sync"}.`,
      );
    this.log(`${by} approves ${plural(changeset.changes.length, 'change')} of ${changeset.digest}: ${file}`);
    return { file, approval };
  }
}
