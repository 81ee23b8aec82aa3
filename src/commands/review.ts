import { Args, Flags } from '@oclif/core';
import { once } from 'node:events';
import { InterruptedError } from '../model/errors.js';
import { openBrowser } from '../review-server/open-browser.js';
import { openReview } from '../review-server/reviewing.js';
import { startReviewServer } from '../review-server/serve.js';
import { BaseCommand } from './display/base-command.js';
import { textFlag } from './flags/text-flag.js';

export default class Review extends BaseCommand {
  static override summary = 'Decide on a changeset in the browser: take, leave out, accept, approve.';
  static override description =
    'Shows the page of show --format html, and takes decisions on it. Serves this machine alone, behind an address that nobody can guess, until you approve or press Ctrl-C. Save writes changeset.decisions.json: review goes on with it. If something is left out, approving writes the part, as pick does.';
  static override examples = [
    '<%= config.bin %> review changeset.json',
    '<%= config.bin %> review changeset.json --by "Ada Lovelace" --out part.json --no-open',
  ];
  static override args = {
    changeset: Args.string({ ignoreStdin: true, description: 'File that diff wrote.', default: 'changeset.json' }),
  };
  static override flags = {
    out: Flags.string({
      description: 'Where the part goes if something is left out: changeset.part.json unless said.',
      helpValue: 'FILE',
    }),
    by: textFlag({ description: 'Who reviews: stands in the form already.', helpValue: 'NAME' }),
    sign: Flags.boolean({ description: 'Sign the approval with the SSH key that Git signs with.' }),
    key: Flags.string({ description: 'SSH key to sign with; implies --sign.', helpValue: 'FILE' }),
    'no-open': Flags.boolean({ description: 'Only print the address; open no browser.', default: false }),
  };

  async run(): Promise<unknown> {
    const { args, flags } = await this.parse(Review);
    const { out, by, key } = flags;
    const sign = flags.sign || key !== undefined ? { key } : undefined;
    const server = await startReviewServer(await openReview({ file: args.changeset, out, by, sign }));
    try {
      this.#printAddress(server.url);
      if (!flags['no-open'] && !(await openBrowser(server.url)))
        this.tell('No browser could be opened: open the address yourself.');
      const stopped = Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]).then(() => undefined);
      const settled = await Promise.race([server.settled, stopped]);
      if (settled === undefined) throw ended(args.changeset);
      for (const line of settled.lines) this.log(line);
      // What signs an approval is the result; what comes after one is only said to who can type it.
      const isApproved = settled.written['approvals'] !== undefined;
      for (const line of settled.next) {
        if (isApproved && process.stderr.isTTY) this.next(line);
        else this.log(line);
      }
      return settled;
    } finally {
      await server.close();
    }
  }

  /** It opens the review for whoever has it: to the screen, and nowhere else. Whoever reads JSON waits for the end. */
  #printAddress(url: string): void {
    const line = `Review it here: ${url}`;
    if (this.jsonEnabled()) process.stderr.write(`${line}\n`);
    else this.log(line);
    this.tell('Ends when you approve, or with Ctrl-C.');
  }
}

const ended = (changeset: string): InterruptedError =>
  new InterruptedError({
    what: 'The review has ended, and nothing was approved.',
    where: changeset,
    remedy: 'Start octosync review again: it goes on with what was saved.',
  });
