import { approvalsHolding, type Approval, type ApprovedFile } from '../changeset/approvals.js';
import { passingOf, type Passing } from '../changeset/approvals-accepted.js';
import { countApprovals, missingSays, type Counted, type CountedApproval } from '../changeset/approvals-counted.js';
import type { Changeset, Policy } from '../changeset/changeset.js';
import { isInForce, signersOf } from '../changeset/policy.js';
import type { Receipt } from '../changeset/receipt.js';
import { resolutionsIn, type Resolution } from '../changeset/resolutions.js';
import { BlockedError } from '../model/errors.js';
import { sameName } from '../model/names.js';
import { readApprovals } from './approvals-file.js';
import { checkSignatures } from './check-signatures.js';

/** What is to be applied, by which policies, and what flags say. */
export interface Judging {
  readonly file: string;
  readonly changeset: Changeset;
  readonly approved: Omit<ApprovedFile, 'where'>;
  /** The policy of the destination, if there is one. */
  readonly policy: Policy | undefined;
  /** That with what flags ask for. */
  readonly needed: Policy | undefined;
  /** Who is known under several names: the names of each. */
  readonly known: readonly (readonly string[])[];
  readonly allow: readonly string[];
  readonly skipBlocked: boolean;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** What approvals come to. */
export interface Judged extends Passing {
  /** Of a dry run: apply itself would be refused. */
  readonly wouldBeRefused?: true;
  /** One line for each approval that counts, where any is needed. */
  readonly lines: readonly string[];
  /** For the receipt. */
  readonly told: {
    readonly resolutions: readonly Resolution[];
    readonly record: Pick<Receipt, 'approvals' | 'policy' | 'accepted'>;
  };
}

/**
 * Whether a changeset may be applied, by the approvals beside it, before anything is asked of a server. Throws BlockedError
 * for whatever the policy requires and the approvals lack, UsageError for a damaged file of approvals (rules policy-require).
 */
export const judgeApprovals = async (judging: Judging): Promise<Judged> => {
  const { file, changeset, approved, allow, skipBlocked } = judging;
  const policy = judging.policy && isInForce(judging.policy, changeset) ? judging.policy : undefined;
  const needed = judging.needed && isInForce(judging.needed, changeset) ? judging.needed : undefined;
  const author = changeset.made?.author;
  if (policy?.notByAuthor && author === undefined)
    throw new BlockedError({
      what: 'The changeset names no author, and its author may not approve it, says the policy of the destination.',
      where: file,
      remedy: 'Make it anew with octosync diff --author NAME.',
    });
  const all = await readApprovals(file);
  const holding = approvalsHolding(all, approved);
  const counted = needed && (await countedOf(all.approvals, holding, needed, judging));
  const missing = counted && missingSays(counted, needed);
  if (missing)
    throw new BlockedError({ ...missing, where: file, remedy: 'Review it, and record it with octosync approve.' });
  const held = counted ? counted.counted : holding.map((approval): CountedApproval => ({ approval }));
  const approvals = held.map(({ approval }) => approval);
  const passing = passingOf(changeset, approvals, { allow, skipBlocked, isUnderPolicy: policy !== undefined });
  const { accepted } = passing;
  return {
    ...passing,
    lines: counted ? held.map(lineOf) : [],
    told: {
      resolutions: resolutionsIn({ ...all, approvals }, { ...approved, where: file }),
      record: {
        ...(accepted.length > 0 && { accepted }),
        ...(held.length > 0 && { approvals: held.map(recordOf) }),
        ...(policy && { policy: needed ?? policy }),
      },
    },
  };
};

/**
 * Why an approval that was recorded beside a changeset counts for nothing, by the policy that holds; undefined where it counts, or
 * where none is needed (rules policy-told). Throws BlockedError where signatures cannot be checked, UsageError as `judgeApprovals`.
 */
export const whyNotCounted = async (
  { by, file: ofBytes }: Approval,
  judging: Omit<Judging, 'approved' | 'allow' | 'skipBlocked'>,
): Promise<string | undefined> => {
  const { file, changeset, needed } = judging;
  if (needed === undefined || !isInForce(needed, changeset)) return undefined;
  const approved = { digest: changeset.digest, file: ofBytes };
  const holding = approvalsHolding(await readApprovals(file), approved);
  const { others } = await countedOf(holding, holding, needed, { ...judging, approved });
  return others.find((other) => sameName(other.by, by))?.why;
};

/** The same as a sentence, for whoever has just approved. */
export const notCountingSays = (by: string, why: string): string =>
  `This approval of ${by} does not count: ${why}. It is recorded, and lets nothing pass.`;

const countedOf = async (
  approvals: readonly Approval[],
  holding: readonly Approval[],
  policy: Policy,
  { approved, changeset, known, now }: Pick<Judging, 'approved' | 'changeset' | 'known' | 'now'>,
): Promise<Counted> => {
  const signatures = policy.signed === 'ssh' ? await checkSignatures(holding, signersOf(policy)) : undefined;
  return countApprovals(approvals, {
    ...{ approved, policy, known, now, author: changeset.made?.author },
    signatureOf: (approval) => signatures?.get(approval) ?? { kind: 'none', why: 'its signature was not checked' },
  });
};

const lineOf = ({ approval: { by, when, comment }, fingerprint }: CountedApproval): string =>
  `Approved by ${by}, ${when}${fingerprint === undefined ? '' : `, signed with ${fingerprint}`}${comment === undefined ? '' : `: ${comment}`}`;

const recordOf = ({ approval: { by, when }, fingerprint }: CountedApproval) => ({
  by,
  when,
  ...(fingerprint !== undefined && { signed: fingerprint }),
});

/** The same for a dry run, which writes nothing: what is missing is told, and it goes on with what flags and approvals say. */
export const judgeDry = async (judging: Judging): Promise<Judged> => {
  try {
    return await judgeApprovals(judging);
  } catch (error) {
    if (!(error instanceof BlockedError)) throw error;
    const judged = await judgeApprovals({ ...judging, policy: undefined, needed: undefined });
    const details = error.details.map((line) => `  ${line}`);
    return { ...judged, wouldBeRefused: true, lines: [`apply would be refused: ${error.what}`, ...details] };
  }
};
