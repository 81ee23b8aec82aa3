import { exactly, flag, list, object, oneOf, optional, text, texts } from '../model/shape.js';
import { digest } from '../model/shapes.js';
import { baseSaid, lost, of, selections, since } from './changeset-shape.js';
import { openFormat } from './format.js';

export const openElement = object(
  'Something that a sync did not carry: it keeps the base that it had.',
  {
    id: text('The item, by its name on the destination: projectVariables/OctoFX.'),
    type: text('The type of resource.'),
    names: texts("The names that identify the item, its parents' first."),
    part: optional(text('The part that is meant, where it is not the whole item.')),
    since,
    base: optional(baseSaid),
    of,
    lost: optional(lost),
    isThere: optional(flag('The destination has it, and it was left as it was: it will not come again.')),
    first: text('When a sync first left it open: ISO 8601, UTC.'),
    says: optional(text('Why it was not carried.')),
    resolved: optional(
      oneOf(
        ['own', 'source'],
        'Whose word a person said is to stand: with own, the base of the part is what the source said then.',
      ),
    ),
  },
  { $id: 'openElement' },
);

export const openElements = list(
  openElement,
  'What is open. `base` is what the source said when that was last carried: null for nothing, or steps to it from what the snapshot says that was applied; absent where no base told.',
);

export const openShape = object('What is open beside the base of a sync.', {
  format: exactly(openFormat, 'The version of this format.'),
  base: digest('The digest of the snapshot that it lies beside.'),
  selections: optional(selections),
  open: openElements,
});
