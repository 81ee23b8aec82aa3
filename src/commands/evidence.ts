import { Args, Flags } from '@oclif/core';
import type { Checked } from '../evidence/check.js';
import { refuseIncomplete } from '../evidence/complete.js';
import { UsageError } from '../model/errors.js';
import { checkSignature } from '../workspace/check-signature.js';
import { readBundle } from '../workspace/evidence-files.js';
import { BaseCommand } from './display/base-command.js';
import { typed } from './next/typed.js';

export default class Evidence extends BaseCommand {
  static override summary = 'Bundle what was decided, approved and done, or check such a bundle.';
  static override description =
    'Puts a changeset, its page, its approvals and whatever apply and verify left beside it into one archive that no byte can be changed of without --check saying so. What is missing is named as missing. With --check, exits with 1 where something is wrong.';
  static override examples = [
    '<%= config.bin %> evidence changeset.json --out evidence.zip',
    '<%= config.bin %> evidence --check evidence.zip',
  ];
  static override args = {
    changeset: Args.string({ ignoreStdin: true, description: 'File that diff wrote.' }),
  };
  static override flags = {
    out: Flags.string({ description: 'The bundle to write.', helpValue: 'FILE.zip' }),
    check: Flags.string({ description: 'The bundle to check.', helpValue: 'FILE.zip', exclusive: ['out'] }),
    signers: Flags.string({
      description:
        "With --check: whose keys count (ssh-keygen's allowed signers), in place of those that the bundle itself lists.",
      helpValue: 'FILE',
      dependsOn: ['check'],
    }),
    log: Flags.string({
      description: 'Log of apply; CHANGESET.log.jsonl by default.',
      helpValue: 'FILE',
      exclusive: ['check'],
    }),
    secrets: Flags.string({
      description: 'File of secrets that apply was given: none of them may be in the bundle.',
      helpValue: 'FILE',
      exclusive: ['check'],
    }),
    'include-before': Flags.boolean({
      description: 'Take what the destination had before, too.',
      exclusive: ['check'],
    }),
    'require-complete': Flags.boolean({
      description: 'Exit with 3 where something is missing, but for what not everybody does.',
    }),
  };

  async run(): Promise<unknown> {
    const { args, flags } = await this.parse(Evidence);
    const { check, out, signers, log, secrets } = flags;
    const tool = this.config.version;
    const signatureOf = checkSignature(signers);
    if (check !== undefined && args.changeset === undefined) {
      const { checkBundle } = await import('../evidence/check.js');
      return this.#told(check, await checkBundle(await readBundle(check), { tool, signatureOf }), flags);
    }
    if (check !== undefined || args.changeset === undefined || out === undefined)
      throw new UsageError({
        what: 'Either a bundle is made of a changeset, or one is checked.',
        remedy: 'octosync evidence CHANGESET --out FILE.zip, or octosync evidence --check FILE.zip.',
      });
    const { makeEvidence } = await import('../workspace/make-evidence.js');
    const withBefore = flags['include-before'];
    const { root } = this.config;
    const made = await makeEvidence(args.changeset, { out, log, secrets, withBefore, root, tool, signatureOf });
    const told = this.#told(out, { ...made, notes: [] }, flags);
    this.next(typed('evidence', '--check', out));
    return told;
  }

  #told(file: string, { failures, notes, manifest }: Checked, flags: { 'require-complete': boolean }): unknown {
    for (const note of notes) this.tell(note);
    for (const { name, why } of manifest?.missing ?? []) this.tell(`Missing: ${name}. ${why}`);
    if (manifest === undefined || failures.length > 0)
      throw new UsageError({
        what: 'The bundle is not sound.',
        where: file,
        details: failures,
        remedy: 'docs/evidence.md says what each of these means.',
      });
    if (flags['require-complete']) refuseIncomplete(manifest, file);
    const { changeset, approvedBy, outcome, asMeant } = manifest;
    this.log(`Sound: ${file}, ${manifest.files.length + 1} files, ${manifest.missing.length} missing.`);
    this.log(
      `${changeset}: approved by ${approvedBy.length === 0 ? 'nobody' : approvedBy.join(', ')}; apply: ${outcome ?? 'none'}; verify: ${asMeant === undefined ? 'none' : asMeant ? 'as meant' : 'differs'}.`,
    );
    return { file, manifest, notes };
  }
}
