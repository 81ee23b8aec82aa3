import { policy, side } from '../changeset/changeset-shape.js';
import { outcomes } from '../changeset/receipt-shape.js';
import { count, exactly, flag, list, object, oneOf, optional, text, texts } from '../model/shape.js';
import { digest } from '../model/shapes.js';
import { evidenceFormat } from './format.js';

const name = text('Its name in the bundle.');
const called = text('What it is.');

export const manifestShape = object('What lies in a bundle of evidence, and what it is about.', {
  format: exactly(evidenceFormat, 'The version of this format.'),
  tool: text('The octosync that made the bundle: its version.'),
  installed: object('The packages that this octosync runs with.', {
    from: text('Which list was digested: package-lock.json, or all installed packages as lines of NAME@VERSION.'),
    digest: digest('SHA-256 of that list.'),
  }),
  changeset: digest('The digest that the changeset states.'),
  file: digest('SHA-256 of the bytes of its file: approvals are about these.'),
  partOf: optional(digest('The digest of the changeset that it is a part of.')),
  undoes: optional(digest('The digest of the changeset that it takes back.')),
  source: side,
  destination: side,
  base: optional(side),
  policy: optional(policy),
  outcome: optional(oneOf(outcomes, 'How apply ended. Absent where it was not applied, as far as this bundle says.')),
  allowed: optional(texts('Gates that were let pass by a flag of apply.')),
  accepted: optional(texts('Findings that people accepted.')),
  approvedBy: texts('Who approved exactly these bytes.'),
  asMeant: optional(flag('Whether verify found the destination as the changeset says.')),
  files: list(
    object('A file of the bundle; this one is not among them.', {
      name,
      called,
      size: count('Bytes.'),
      digest: digest('SHA-256 of its bytes.'),
    }),
    'In the order of the bundle.',
  ),
  missing: list(object('What could be in it, and is not.', { name, called, why: text('Why.') }), 'What is not in it.'),
});
