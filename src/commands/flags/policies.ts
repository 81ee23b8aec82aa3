import { policyHolding } from '../../library/policies.js';
import { BlockedError, OctosyncError } from '../../model/errors.js';
import type { ChangesetFile } from '../../workspace/changeset-file.js';
import {
  judgeApprovals,
  judgeDry,
  notCountingSays,
  whyNotCounted,
  type Judged,
} from '../../workspace/judge-approvals.js';
import type { Recorded } from '../../workspace/record-approval.js';

/** The flags of apply that matter here. */
interface Applying {
  readonly config?: string | undefined;
  readonly approvals?: number | undefined;
  readonly 'require-approval'?: boolean;
}

const askedBy = (flags: Applying): number => flags.approvals ?? (flags['require-approval'] ? 1 : 0);

interface Destined {
  readonly instance: string | undefined;
  readonly target: { readonly url: string; readonly space: string | undefined };
  readonly flags: Applying & {
    readonly allow: readonly string[];
    readonly 'skip-blocked': boolean;
    readonly 'dry-run'?: boolean;
  };
}

/** What the approvals beside a changeset come to, by the policy that holds. Throws as `judgeApprovals`, but for a dry run. */
export const approvedFor = async (
  file: string,
  { changeset, bytes }: ChangesetFile,
  { instance, target, flags }: Destined,
): Promise<Judged> =>
  (flags['dry-run'] ? judgeDry : judgeApprovals)({
    ...(await policyHolding(changeset, { instance, target, config: flags.config, approvals: askedBy(flags) })),
    ...{ file, changeset, approved: { digest: changeset.digest, file: bytes } },
    ...{ allow: flags.allow, skipBlocked: flags['skip-blocked'], now: Date.now() },
  });

/**
 * Why an approval that was just recorded does not count, in a sentence, by the policy that holds where the changeset was made for;
 * undefined where it counts, and where that cannot be known (rules policy-told).
 */
export const notCounting = async (file: string, { changeset, approval }: Recorded): Promise<string | undefined> => {
  try {
    const holding = await policyHolding(changeset, placeOf(changeset));
    const why = await whyNotCounted(approval, { ...holding, file, changeset, now: Date.now() });
    return why === undefined ? undefined : notCountingSays(approval.by, why);
  } catch (error) {
    if (error instanceof OctosyncError) return undefined;
    throw error;
  }
};

const placeOf = ({ destination }: Recorded['changeset']) => ({
  instance: destination.instance,
  target: destination,
});

interface StillRequired {
  readonly isMet: boolean;
  readonly lines: readonly string[];
}

/**
 * What apply would still refuse of a changeset after an approval, by the policy that holds where it was made for: told, and no error,
 * since the approval is recorded. Nothing where no policy requires anything (rules policy-told).
 */
export const stillRequired = async (file: string, { changeset, approval }: Recorded): Promise<StillRequired> => {
  try {
    const { told } = await judgeApprovals({
      ...(await policyHolding(changeset, placeOf(changeset))),
      ...{ file, changeset, approved: { digest: changeset.digest, file: approval.file } },
      ...{ allow: [], skipBlocked: false, now: Date.now() },
    });
    return {
      isMet: true,
      lines: told.record.policy ? ['The policy of the destination requires no more approvals.'] : [],
    };
  } catch (error) {
    if (!(error instanceof OctosyncError)) throw error;
    const { what, details } = error;
    if (!(error instanceof BlockedError))
      return { isMet: false, lines: [`What the policy still requires is not known: ${what}`] };
    const lines = [`apply is refused until the policy is met: ${what}`, ...details.map((line) => `  ${line}`)];
    return { isMet: false, lines };
  }
};
