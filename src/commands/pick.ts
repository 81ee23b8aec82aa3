import { Args, Flags } from '@oclif/core';
import { splitFilter } from '../config/settle.js';
import { pickPart } from '../workspace/pick-part.js';
import { commitLines } from '../report/review/commits.js';
import { BaseCommand } from './display/base-command.js';
import { plural } from './display/progress-display.js';
import { toShow } from './next/to-review.js';
import { textFlag } from './flags/text-flag.js';

export default class Pick extends BaseCommand {
  static override summary = 'Take a part of a changeset: a smaller one, without what is left out.';
  static override description =
    'Writes a changeset with a digest of its own, to be reviewed, approved and applied like any other. What a change depends on comes with it, and what depends on something left out goes with that. The next diff proposes again what was left out. Without --only and --except, it takes the decisions beside the changeset, which octosync review writes.';
  static override usage =
    'pick [CHANGESET] [--only THINGS…] [--except THINGS…] [--why TEXT] [--by NAME] [--strict] --out FILE';
  static override examples = [
    '<%= config.bin %> pick changeset.json --only projects/OctoFX --out part.json',
    '<%= config.bin %> pick changeset.json --except runbooks --why Later --out b.json',
  ];
  static override args = {
    changeset: Args.string({ ignoreStdin: true, description: 'File that diff wrote.', default: 'changeset.json' }),
  };
  static override flags = {
    only: Flags.string({
      description:
        'What to take, with what it depends on: TYPE, or TYPE/NAME with wildcards, with all that belongs to it.',
      helpValue: 'THINGS',
      multiple: true,
      multipleNonGreedy: true,
      default: [],
    }),
    except: Flags.string({
      description: 'What to leave out, with what depends on it.',
      helpValue: 'THINGS',
      multiple: true,
      multipleNonGreedy: true,
      default: [],
    }),
    why: textFlag({ description: 'Why it is left out.', helpValue: 'TEXT' }),
    by: textFlag({ description: 'Who leaves it out.', helpValue: 'NAME' }),
    strict: Flags.boolean({ description: 'Refuse to add or to leave out what nobody named.' }),
    out: Flags.string({ description: 'File to write.', helpValue: 'FILE', required: true }),
  };

  async run(): Promise<unknown> {
    const { args, flags } = await this.parse(Pick);
    const { why, by, strict, out } = flags;
    const picked = await pickPart(args.changeset, {
      ...{ only: flags.only.flatMap(patternsIn), except: flags.except.flatMap(patternsIn) },
      ...{ why, by, strict, out },
    });
    const { whole, part, added, follows, decisions } = picked;
    for (const id of added) this.tell(`Added, since what is wanted depends on it: ${id}`);
    for (const { id, because } of follows) this.tell(`Left out, too: ${id} depends on ${because}`);
    const { of = whole.digest, leftOut = [] } = part.part ?? {};
    this.log(
      `${out}: ${part.changes.length} of ${plural(whole.changes.length, 'change')}, a part of ${of}. What is left out is in ${decisions}.`,
    );
    // Another digest means another branch.
    for (const { text } of commitLines(part)) this.tell(`${text}.`);
    this.next(toShow(out, part));
    return { file: out, digest: part.digest, of, changes: part.changes.length, leftOut, added, decisions };
  }
}

/** A list that names nothing fits nothing, which is an error, and is not as if it were not given. */
const patternsIn = (list: string): readonly string[] => {
  const patterns = splitFilter(list);
  return patterns.length > 0 ? patterns : [list];
};
