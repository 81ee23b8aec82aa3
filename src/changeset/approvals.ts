import { UsageError, BlockedError } from '../model/errors.js';
import { isList, isObject, type JsonValue } from '../model/json.js';
import { foldName } from '../model/names.js';
import { parseJson, whyUnusable } from '../model/parse-json.js';

const approvalsFormat = 'octosync-approvals/1';

/** Who approved which changeset, and when. */
export interface Approval {
  /** The person, as they want to be known: a name or an address. */
  readonly by: string;
  /** ISO 8601, UTC. */
  readonly when: string;
  readonly comment?: string;
  /** The digest that the changeset states. */
  readonly digest: string;
  /** SHA-256 of the bytes of its file: an approval is void once a single one changes. */
  readonly file: string;
}

/** What `approve` writes beside a changeset (`changeset.approvals.json`). */
export interface Approvals {
  readonly format: typeof approvalsFormat;
  readonly approvals: readonly Approval[];
}

export const noApprovals: Approvals = { format: approvalsFormat, approvals: [] };

/** The approvals with one more; who approves the same file again replaces what they said before. */
export const withApproval = ({ approvals }: Approvals, approval: Approval): Approvals => ({
  format: approvalsFormat,
  approvals: [...approvals.filter((one) => !(isBy(one, approval.by) && one.file === approval.file)), approval],
});

const isBy = ({ by }: Approval, name: string): boolean => foldName(by) === foldName(name);

/** Reads a file of approvals from its text; `where` names it in errors. Throws UsageError for anything unknown in it. */
export const parseApprovals = (text: string, where: string): Approvals => {
  const remedy = 'Restore it from Git, or remove it and approve again.';
  const defect = (what: string): UsageError => new UsageError({ what, where, remedy });
  const parsed = parseJson(text);
  if (parsed.kind !== 'value') throw defect(`The approvals cannot be read: ${whyUnusable(parsed)}.`);
  const value = parsed.json;
  if (!isObject(value) || value['format'] !== approvalsFormat || !isList(value['approvals']))
    throw defect(`These are no approvals of the format ${approvalsFormat}.`);
  return { format: approvalsFormat, approvals: value['approvals'].map((one, index) => approvalIn(one, index, defect)) };
};

const required = ['by', 'when', 'digest', 'file'] as const;

const approvalIn = (value: JsonValue, index: number, defect: (what: string) => UsageError): Approval => {
  const place = `/approvals/${index}`;
  if (!isObject(value)) throw defect(`${place} is no approval.`);
  const wrong = [
    ...required.filter((field) => typeof value[field] !== 'string' || value[field].trim() === ''),
    ...Object.keys(value).filter((field) => !(required as readonly string[]).includes(field) && field !== 'comment'),
    ...('comment' in value && typeof value['comment'] !== 'string' ? ['comment'] : []),
  ];
  if (wrong.length > 0) throw defect(`${place} is no approval: see ${wrong.join(', ')}.`);
  return value as unknown as Approval;
};

/** The changeset as it lies there: what it says of itself, and the SHA-256 of its bytes. */
export interface ApprovedFile {
  readonly digest: string;
  readonly file: string;
  /** How errors name it. */
  readonly where: string;
}

/**
 * The approvals that hold for a changeset, one for each person. Throws BlockedError unless at least `needed` different
 * people approved exactly these bytes.
 */
export const requireApprovals = (
  { approvals }: Approvals,
  { digest, file, where }: ApprovedFile,
  needed: number,
): readonly Approval[] => {
  const holding = approvals.filter((one) => one.digest === digest && one.file === file);
  const people = [...new Map(holding.map((one) => [foldName(one.by), one])).values()];
  if (people.length >= needed) return people;
  const stale = approvals.length - holding.length;
  throw new BlockedError({
    what: `The changeset needs ${needed === 1 ? 'an approval' : `the approval of ${needed} people`} and has ${people.length === 0 ? 'none' : `that of ${people.map(({ by }) => by).join(', ')}`}${stale === 0 ? '' : `; ${stale === 1 ? '1 is' : `${stale} are`} for other bytes than these: the file has changed since`}.`,
    where,
    remedy: 'Review it, and record it with octosync approve.',
  });
};
