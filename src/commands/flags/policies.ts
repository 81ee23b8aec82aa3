import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { knownIn, plainPolicy, stricter, strictest } from '../../changeset/policy.js';
import type { Changeset, Policy } from '../../changeset/changeset.js';
import type { Config, Instance } from '../../config/config-file.js';
import { BlockedError, OctosyncError, UsageError } from '../../model/errors.js';
import type { ChangesetFile } from '../../workspace/changeset-file.js';
import { judgeApprovals, judgeDry, type Judged } from '../../workspace/judge-approvals.js';
import type { Recorded } from '../../workspace/record-approval.js';
import { lettersOf, serverOf, type Place } from './place.js';
import { defaultConfig, readConfig } from './read-config.js';

/**
 * What the instances of a configuration require that are one of these places, or have this name: the strictest of all;
 * undefined where none requires anything. Throws UsageError for a file of allowed signers that cannot be read.
 */
export const policyIn = async (...meant: Parameters<typeof policiesIn>): Promise<Policy | undefined> =>
  strictest(await policiesIn(...meant));

const policiesIn = async (
  config: Config | undefined,
  name: string | undefined,
  places: readonly Place[],
): Promise<readonly Policy[]> => {
  if (config === undefined) return [];
  const meant = [...config.instances.values()].filter(
    (one) => one.name === name || places.some((place) => isPlace(one, place)),
  );
  const policies = await Promise.all(meant.map((instance) => policyOf(instance, dirname(config.where))));
  return policies.filter((policy) => policy !== undefined);
};

const policyOf = async ({ name, require }: Instance, folder: string): Promise<Policy | undefined> => {
  if (require === undefined || require.when === 'never') return undefined;
  const { signersFile, ...policy } = require;
  return {
    ...policy,
    ...(signersFile !== undefined && { signers: await readSigners(resolve(folder, signersFile), name) }),
  };
};

const readSigners = async (file: string, instance: string): Promise<readonly string[]> => {
  const text = await readFile(file, 'utf8').catch(() => {
    throw new UsageError({
      what: `The file of allowed signers of instance "${instance}" cannot be read.`,
      where: file,
      remedy: 'Check its path, which is relative to the configuration: docs/approval-policy.md says how to write one.',
    });
  });
  const lines = text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'));
  if (lines.length > 0) return lines;
  throw new UsageError({
    what: `The file of allowed signers of instance "${instance}" names nobody.`,
    where: file,
    remedy: 'Write a line for each person: ada@example.com ssh-ed25519 AAAA…',
  });
};

const isPlace = (instance: Place, place: Place): boolean =>
  serverOf(instance.url) === serverOf(place.url) && isSameSpace(instance.space, place.space);

/** A space may be given by its name, its slug or its ID; an ID may be that of any. */
const isSameSpace = (one: string, other: string): boolean =>
  [one, other].some((space) => /^spaces-\d+$/i.test(space.trim())) || lettersOf(one) === lettersOf(other);

/** The flags of apply that matter here. */
interface Applying {
  readonly config?: string | undefined;
  readonly approvals?: number | undefined;
  readonly 'require-approval'?: boolean;
}

/** What holds for an apply: the policy of the destination, if there is one, and that with what flags ask for beside it. */
interface Holding {
  readonly policy: Policy | undefined;
  readonly needed: Policy | undefined;
  /** Who is known under several names: the names of each. */
  readonly known: readonly (readonly string[])[];
}

/**
 * The policy that holds where a changeset is to be applied: the strictest of what it says itself and of what this
 * configuration says of that place, whatever way it is named. Another configuration that a flag names comes beside the
 * usual one, since a flag makes nothing laxer. Throws UsageError for a configuration that is broken (rules policy-stricter).
 */
const policyHolding = async (
  { policy, destination }: Pick<Changeset, 'policy' | 'destination'>,
  instance: string | undefined,
  target: { readonly url: string; readonly space: string | undefined },
  flags: Applying,
): Promise<Holding> => {
  const urls = [target.url, destination.url];
  const spaces = [destination.space, ...(target.space === undefined ? [] : [target.space])];
  const places = urls.flatMap((url) => spaces.map((space) => ({ url, space })));
  const named = flags.config !== undefined && resolve(flags.config) !== resolve(defaultConfig);
  const configs = [await readConfig(undefined), ...(named ? [await readConfig(flags.config)] : [])];
  const found = await Promise.all(configs.map((config) => policiesIn(config, instance, places)));
  const policies = [policy, ...found.flat()].filter((one) => one !== undefined);
  const held = strictest(policies);
  const asked = flags.approvals ?? (flags['require-approval'] ? 1 : 0);
  const byFlag = asked === 0 ? undefined : { ...plainPolicy, approvals: asked };
  return { policy: held, needed: held && byFlag ? stricter(held, byFlag) : (held ?? byFlag), known: knownIn(policies) };
};

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
    ...(await policyHolding(changeset, instance, target, flags)),
    ...{ file, changeset, approved: { digest: changeset.digest, file: bytes } },
    ...{ allow: flags.allow, skipBlocked: flags['skip-blocked'], now: Date.now() },
  });

/**
 * What apply would still refuse of a changeset after an approval, by the policy that holds where it was made for: told, and no error,
 * since the approval is recorded. Nothing where no policy requires anything (rules policy-told).
 */
export const stillRequired = async (file: string, { changeset, approval }: Recorded): Promise<readonly string[]> => {
  const { destination } = changeset;
  try {
    const { told } = await judgeApprovals({
      ...(await policyHolding(changeset, destination.instance, destination, {})),
      ...{ file, changeset, approved: { digest: changeset.digest, file: approval.file } },
      ...{ allow: [], skipBlocked: false, now: Date.now() },
    });
    return told.record.policy ? ['The policy of the destination requires no more approvals.'] : [];
  } catch (error) {
    if (!(error instanceof OctosyncError)) throw error;
    if (!(error instanceof BlockedError)) return [`What the policy still requires is not known: ${error.what}`];
    return [`apply is refused until the policy is met: ${error.what}`, ...error.details.map((line) => `  ${line}`)];
  }
};
