import { exactly, flag, list, object, oneOf, optional, text, texts } from '../model/shape.js';
import { digest } from '../model/shapes.js';
import { acceptance, resolution } from './approvals-shape.js';
import { policy, selections, side, undoes } from './changeset-shape.js';
import { receiptFormat } from './format.js';
import { openElements } from './open-shape.js';

/** What became of a change. */
export const becameWords = ['written', 'done already', 'failed', 'not attempted', 'drifted'] as const;

/** How an apply ended. Complete: nothing failed, drifted or was interrupted. */
export const outcomes = ['complete', 'failed', 'drifted', 'interrupted'] as const;

export const receiptShape = object('What became of a changeset: octosync apply leaves it beside the changeset.', {
  format: exactly(receiptFormat, 'The version of this format.'),
  changeset: digest('The digest of the changeset.'),
  sync: optional(text('The sync of the configuration.')),
  source: side,
  destination: side,
  tool: text('The octosync that applied it: its version.'),
  when: text('When the apply ended: ISO 8601, UTC.'),
  who: optional(text('Who applied it, as the destination knows the API key.')),
  options: object('What was given at apply.', {
    allow: texts('Gates that were let pass.'),
    skipBlocked: flag('Blocked entries were left out.'),
    allowDrift: flag('What had drifted was left out.'),
  }),
  outcome: oneOf(outcomes, 'How it ended.'),
  says: optional(text('Why, where it is not complete.')),
  changes: list(
    object('What became of a change.', {
      id: text('The change.'),
      action: optional(oneOf(['create', 'update', 'delete'], 'What it was to do.')),
      became: oneOf(becameWords, 'What became of it.'),
      created: optional(texts('Of what was created: the IDs that the server gave it.')),
      why: optional(text('Of one that failed: the error.')),
    }),
    'In the order of the changeset.',
  ),
  git: optional(
    list(
      object('What became commits of a project.', {
        project: text('The project.'),
        branch: text('The branch that they are on.'),
        from: text('The ref that the branch was made from; the branch itself, where they were made there.'),
        changes: texts('The changes, each one commit.'),
      }),
      'What was committed, by project.',
    ),
  ),
  selections,
  resolved: list(
    object('What a person decided of something that is not carried.', {
      ...resolution,
      by: text('Who.'),
    }),
    'What approvals resolved.',
  ),
  accepted: optional(
    list(
      object('What a person accepted of what would have stopped apply.', { ...acceptance, by: text('Who.') }),
      'What approvals accepted.',
    ),
  ),
  approvals: optional(
    list(
      object('An approval that counted.', {
        by: text('Who.'),
        when: text('When: ISO 8601, UTC.'),
        signed: optional(text('The fingerprint of the key that signed it.')),
      }),
      'Who approved these bytes.',
    ),
  ),
  policy: optional(policy),
  undoes: optional(undoes),
  open: openElements,
  base: object('What became of the base of the sync.', {
    moved: flag('The source that was applied is the base now.'),
    says: text('Where it is, or why it stays.'),
  }),
});
