/* What a bundle of evidence is, and how large. */

export const evidenceFormat = 'octosync-evidence/1';

export const manifestName = 'manifest.json';
export const indexName = 'index.html';

/** What may lie in a bundle beside what octosync makes of it: name, and what it is. */
export interface Part {
  readonly name: string;
  /** What the file is called beside a changeset, behind its name: receipt.json. */
  readonly ending: string;
  readonly called: string;
  /** Whether a bundle without it is complete: not everybody decides in the page, or runs apply without writing first. */
  readonly isOptional?: true;
  /** Whether it is taken only if somebody asks for it. */
  readonly isAskedFor?: true;
}

const part = (ending: string, called: string, more: Pick<Part, 'isOptional' | 'isAskedFor'> = {}): Part => ({
  name: `changeset.${ending}`,
  ending,
  called,
  ...more,
});

/** In the order of what happens: this is the order of a bundle, too. */
export const parts = [
  part('json', 'the changeset'),
  part('decisions.json', 'what people decided before they approved', { isOptional: true }),
  part('approvals.json', 'the approvals'),
  part('dry-run.json', 'what a dry run would have sent', { isOptional: true }),
  part('journal.jsonl', 'the journal of apply'),
  part('before.jsonl', 'what was there before', { isOptional: true, isAskedFor: true }),
  part('log.jsonl', 'the log of what was sent and answered'),
  part('receipt.json', 'the receipt of apply'),
  part('cleanup.json', 'what is left for a person'),
  part('cleanup.md', 'the same, to read', { isOptional: true }),
  part('cleanup.csv', 'the same, as a table', { isOptional: true }),
  part('verify.json', 'what verify found'),
] as const;

/** What octosync makes of the changeset and of all the rest. */
export const madeFiles = [
  { name: 'review.html', called: 'the page that reviewers see' },
  { name: 'review.md', called: 'the same as Markdown, with every field' },
  { name: indexName, called: 'all of it on one page' },
] as const;

/** Bytes that a bundle may have: what is larger is read by nobody, and a zip without extensions ends at four times that. */
export const largestBundle = 2 ** 30;
