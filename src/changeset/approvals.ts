import type { Static } from '@sinclair/typebox';
import { defectsIn } from '../model/defects.js';
import { UsageError } from '../model/errors.js';
import { isObject } from '../model/json.js';
import { foldName, type Digest } from '../model/names.js';
import { parseJson, whyUnusable } from '../model/parse-json.js';
import type { approval, approvalsShape } from './approvals-shape.js';
import { isApprovals } from './checks.js';
import { approvalsFormat } from './format.js';

/** Who approved which changeset, and when. */
export type Approval = Static<typeof approval>;

/** What `approve` writes beside a changeset (`changeset.approvals.json`). */
export type Approvals = Static<typeof approvalsShape>;

export const noApprovals: Approvals = { format: approvalsFormat, approvals: [] };

/** The approvals with one more; who approves the same file again replaces what they said before. */
export const withApproval = ({ approvals }: Approvals, approval: Approval): Approvals => ({
  format: approvalsFormat,
  approvals: [...approvals.filter((one) => !isSame(one, approval)), approval],
});

/** An approval with what the same person resolved and accepted of the same file before, unless they say it anew. */
export const goingOn = ({ approvals }: Approvals, approval: Approval): Approval => {
  const before = approvals.find((one) => isSame(one, approval));
  const resolved = withAnew(before?.resolved, approval.resolved, ({ element }) => element);
  const accepted = withAnew(before?.accepted, approval.accepted, ({ finding }) => finding);
  return { ...approval, ...(resolved.length > 0 && { resolved }), ...(accepted.length > 0 && { accepted }) };
};

const isSame = (one: Approval, other: Approval): boolean => isBy(one, other.by) && one.file === other.file;

const withAnew = <One>(
  before: readonly One[] = [],
  anew: readonly One[] = [],
  nameOf: (one: One) => string,
): readonly One[] => {
  const names = new Set(anew.map(nameOf));
  return [...before.filter((one) => !names.has(nameOf(one))), ...anew];
};

const isBy = ({ by }: Approval, name: string): boolean => foldName(by) === foldName(name);

/** Reads a file of approvals from its text; `where` names it in errors. Throws UsageError for anything unknown in it. */
export const parseApprovals = async (text: string, where: string): Promise<Approvals> => {
  const value = parse(text, where);
  if (isApprovals(value)) return value;
  if (!isObject(value) || value['format'] !== approvalsFormat)
    throw new UsageError({ what: `These are no approvals of the format ${approvalsFormat}.`, where, remedy });
  // What can say why is loaded only here: it takes longer than all the rest.
  const { approvalsShape } = await import('./approvals-shape.js');
  const details = await defectsIn(approvalsShape, value);
  throw new UsageError({ what: 'The approvals are damaged.', where, details, remedy });
};

const remedy = 'Restore the file from Git, or remove it and approve again.';

const parse = (text: string, where: string): unknown => {
  const parsed = parseJson(text);
  if (parsed.kind === 'value') return parsed.json;
  throw new UsageError({ what: `The approvals cannot be read: ${whyUnusable(parsed)}.`, where, remedy });
};

/** The changeset as it lies there: what it says of itself, and the SHA-256 of its bytes. */
export interface ApprovedFile {
  readonly digest: Digest;
  readonly file: Digest;
  /** How errors name it. */
  readonly where: string;
}

/** The approvals of exactly these bytes. */
export const approvalsHolding = (
  { approvals }: Approvals,
  { digest, file }: Pick<ApprovedFile, 'digest' | 'file'>,
): readonly Approval[] => approvals.filter((one) => one.digest === digest && one.file === file);
