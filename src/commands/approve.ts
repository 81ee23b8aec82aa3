import { Args, Flags } from '@oclif/core';
import { pairReasons } from '../changeset/acceptances.js';
import type { Approval } from '../changeset/approvals.js';
import type { Changeset } from '../changeset/changeset.js';
import { pairResolutions } from '../changeset/resolutions.js';
import { toAccept } from '../changeset/to-accept.js';
import { commitLines } from '../report/review/commits.js';
import { BaseCommand } from './display/base-command.js';
import { decidedIn } from '../workspace/decisions-file.js';
import { recordApproval } from '../workspace/record-approval.js';
import { plural } from './display/progress-display.js';
import { notCounting, stillRequired } from './flags/policies.js';
import { afterApproval } from './next/to-review.js';
import { textFlag } from './flags/text-flag.js';

export default class Approve extends BaseCommand {
  static override summary = 'Record that a person approves a changeset, as it is now.';
  static override description =
    'Writes who, when and why into changeset.approvals.json beside the changeset, with its digest and that of its bytes. apply --require-approval refuses a changeset of which a single byte has changed since. Unless it is signed (--sign), the file is a record and no proof: keep it in Git, where your rules say who may add to it.';
  static override examples = [
    '<%= config.bin %> approve changeset.json --by "Ada Lovelace" --comment "CHG-1234"',
    '<%= config.bin %> approve changeset.json --by Grace --edited',
    '<%= config.bin %> approve changeset.json --by A --resolve projects/OctoFX own',
  ];
  static override args = {
    changeset: Args.string({ ignoreStdin: true, description: 'File that diff wrote.', required: true }),
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
    sign: Flags.boolean({
      description:
        'Sign the record with an SSH key, by ssh-keygen; that of git config user.signingkey unless --key names one.',
    }),
    key: Flags.string({
      description: 'File of the SSH key to sign with, or of the public key of one in the agent; implies --sign.',
      helpValue: 'FILE',
    }),
    accept: Flags.string({
      description:
        'A finding that would stop apply, and that the approver accepts: a gate or a blocked entry, by its full name, as octosync show says it. Once for each.',
      helpValue: 'FINDING',
      multiple: true,
      multipleNonGreedy: true,
      default: [],
    }),
    decisions: Flags.string({
      description:
        'Take what is accepted and resolved from this file of decisions, which octosync review or pick wrote. Where it leaves something out, the changeset must be that part.',
      helpValue: 'FILE',
      exclusive: ['edited'],
    }),
    reason: textFlag({
      description: 'Why a finding is accepted: for each --accept in its order, or one for all.',
      helpValue: 'TEXT',
      multiple: true,
      multipleNonGreedy: true,
      default: [],
    }),
  };

  async run(): Promise<unknown> {
    const { args, flags } = await this.parse(Approve);
    const { by, comment, edited } = flags;
    const decided = flags.decisions === undefined ? undefined : await decidedIn(flags.decisions, args.changeset);
    const recorded = await recordApproval(args.changeset, {
      ...{ by, comment, edited },
      resolved: [...pairResolutions(flags.resolve), ...(decided?.resolved ?? [])],
      accepted: [...pairReasons(flags.accept, flags.reason), ...(decided?.accepted ?? [])],
      ...((flags.sign || flags.key !== undefined) && { sign: { key: flags.key } }),
    });
    const { changeset, approval, file } = recorded;
    const uncounted = await notCounting(args.changeset, recorded);
    if (uncounted !== undefined) this.tell(uncounted);
    const open = this.#tellRefused(changeset, approval);
    for (const { element, takes } of approval.resolved ?? [])
      this.tell(
        `${element}: ${takes === 'own' ? "the destination's own from now on" : "the source's word at the next sync"}.`,
      );
    this.log(`${by} approves ${plural(changeset.changes.length, 'change')} of ${changeset.digest}: ${file}`);
    for (const { text } of commitLines(changeset)) this.tell(`${text}.`);
    const { isMet, lines } = await stillRequired(args.changeset, recorded);
    for (const line of lines) this.tell(line);
    this.next(afterApproval(args.changeset, { changeset, open, isMet }));
    return { file, approval };
  }

  /** What this approval does not settle, so that nobody takes it for done; gives how many findings nobody accepts. */
  #tellRefused(changeset: Changeset, { accepted = [] }: Approval): number {
    const names = new Set(accepted.map(({ finding }) => finding));
    const open = toAccept(changeset).filter(({ finding }) => !names.has(finding));
    const { errors } = changeset;
    if (errors.length > 0)
      this.tell(`It is approved with ${plural(errors.length, 'error')}; apply refuses those still.`);
    if (open.length > 0)
      this.tell(
        `Not accepted by this approval: ${open
          .slice(0, 5)
          .map(({ finding }) => finding)
          .join(
            ', ',
          )}${open.length > 5 ? ', …' : ''}. apply refuses what nobody accepts (--accept FINDING --reason …).`,
      );
    for (const { finding, reason } of accepted) this.tell(`Accepted: ${finding}: ${reason}`);
    return open.length;
  }
}
