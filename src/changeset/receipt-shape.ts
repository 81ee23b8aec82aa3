import { anyJson, exactly, flag, list, object, oneOf, optional, text, texts } from '../model/shape.js';
import { digest } from '../model/shapes.js';
import { since, side } from './changeset-shape.js';
import { openFormat, receiptFormat } from './format.js';

/** What became of a change. */
export const becameWords = ['written', 'done already', 'failed', 'not attempted', 'drifted'] as const;

/** How an apply ended. Complete: nothing failed, drifted or was interrupted. */
export const outcomes = ['complete', 'failed', 'drifted', 'interrupted'] as const;

export const openElement = object(
  'Something that a sync did not carry: it keeps the base that it had.',
  {
    id: text('The item, by its name on the destination: projectVariables/OctoFX.'),
    type: text('The type of resource.'),
    names: texts("The names that identify the item, its parents' first."),
    part: optional(text('The part that is meant, where it is not the whole item.')),
    since,
    base: optional(anyJson()),
    first: text('When a sync first left it open: ISO 8601, UTC.'),
    says: optional(text('Why it was not carried.')),
    resolved: optional(
      oneOf(['source'], 'Whose word a person said is to stand; that of the destination is open no more.'),
    ),
  },
  { $id: 'openElement' },
);

export const openElements = list(
  openElement,
  'What is open. `base` is what the source said when that was last carried: null for nothing; absent where no base told.',
);

export const openShape = object('What is open beside the base of a sync.', {
  format: exactly(openFormat, 'The version of this format.'),
  open: openElements,
});

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
  changes: list(
    object('What became of a change.', {
      id: text('The change.'),
      became: oneOf(becameWords, 'What became of it.'),
      why: optional(text('Of one that failed: the error.')),
    }),
    'In the order of the changeset.',
  ),
  resolved: list(
    object('What a person decided of a conflict.', {
      element: text('The item and, after a #, its part.'),
      by: text('Who.'),
      takes: oneOf(['own', 'source'], 'Whose word stands.'),
    }),
    'What approvals resolved.',
  ),
  open: openElements,
  base: object('What became of the base of the sync.', {
    moved: flag('The source that was applied is the base now.'),
    says: text('Where it is, or why it stays.'),
  }),
});
