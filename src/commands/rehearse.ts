import { Args, Flags } from '@oclif/core';
import { apply } from '../apply/index.js';
import { verify } from '../apply/verify.js';
import { typeNamed } from '../catalogue/index.js';
import { InternalError } from '../model/errors.js';
import { fieldOf, type Pointer } from '../model/pointer.js';
import { noProxy, octopus } from '../octopus/index.js';
import { startSandbox } from '../sandbox/server/index.js';
import { allowFlag, skipBlockedFlag } from './flags/apply-flags.js';
import { BaseCommand } from './display/base-command.js';
import { readChangeset } from '../workspace/changeset-file.js';
import { toReview, toShow } from './next/to-review.js';
import { loadInstances, sandboxKey } from './flags/load-instances.js';
import { plural } from './display/progress-display.js';

export default class Rehearse extends BaseCommand {
  static override summary = 'Apply a changeset to a copy of its destination, on this machine.';
  static override description =
    'Starts a sandbox from the snapshot of the destination, applies the changeset to it and compares. No server is touched. Secrets are made up, packages are left out.';
  static override examples = ['<%= config.bin %> rehearse changeset.json --on snapshots/prod'];
  static override args = {
    changeset: Args.string({ ignoreStdin: true, description: 'File that diff wrote.', required: true }),
  };
  static override flags = {
    on: Flags.string({ description: 'Snapshot of the destination.', helpValue: 'DIR', required: true }),
    allow: allowFlag,
    'skip-blocked': skipBlockedFlag,
  };

  async run(): Promise<unknown> {
    const { args, flags } = await this.parse(Rehearse);
    const changeset = await readChangeset(args.changeset);
    const sandbox = await startSandbox(await loadInstances([flags.on], sandboxKey, 0));
    try {
      const [copy] = sandbox.instances;
      if (!copy) throw new InternalError({ what: 'An instance was asked for, and none runs.' });
      const client = octopus({ url: copy.url, apiKey: sandboxKey, proxy: noProxy });
      const { space } = changeset.destination;
      const { progress } = await this.display();
      const rehearsed = { ...changeset, changes: changeset.changes.filter(({ type }) => !isReadOnRequest(type)) };
      const outcome = await apply(rehearsed, client, {
        space,
        allow: flags.allow,
        skipBlocked: flags['skip-blocked'],
        dryRun: false,
        concurrency: 4,
        progress,
        confirm: () => Promise.resolve(true),
        secretFor: () => Buffer.from('made up for a rehearsal').toString('base64'),
        packageFile: () => undefined,
        // The copy has other IDs than those of the receipt.
        mayDelete: () => true,
      });
      const { asMeant, differing } = await verify(rehearsed, client, { space, progress: () => undefined, isMadeUp });
      for (const { id, pointers } of differing) this.log(`${id}: differs at ${pointers.join(', ')}`);
      this.log(
        `Rehearsed: ${plural(asMeant.length, 'change')} as meant, ${differing.length} not. No server was touched.`,
      );
      if (differing.length > 0) process.exitCode = 1;
      this.next(differing.length > 0 ? toShow(args.changeset, changeset) : toReview(args.changeset, changeset));
      return { outcome: outcome.kind, asMeant, differing };
    } finally {
      await sandbox.close();
    }
  }
}

/** Packages and what is known of them: they are not in the snapshot that is rehearsed on. */
const isReadOnRequest = (type: string): boolean => typeNamed(type).reading.listing.kind === 'asked';

/** What tells one content from another is that of the content that was made up. */
const isMadeUp = (type: string, at: Pointer): boolean => fieldOf(at) === typeNamed(type).writing.routes?.replace?.when;
