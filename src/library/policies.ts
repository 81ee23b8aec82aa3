import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { knownIn, plainPolicy, stricter, strictest } from '../changeset/policy.js';
import type { Policy } from '../changeset/changeset.js';
import type { Config, Instance } from '../config/config-file.js';
import { UsageError } from '../model/errors.js';
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

/** What holds for an apply: the policy of the destination, if there is one, and that with what flags ask for beside it. */
export interface Holding {
  readonly policy: Policy | undefined;
  readonly needed: Policy | undefined;
  /** Who is known under several names: the names of each. */
  readonly known: readonly (readonly string[])[];
}

/** Where a changeset goes, and what is asked beside the policies. */
interface Going {
  /** How the configuration calls the destination, where somebody names it. */
  readonly instance?: string | undefined;
  readonly target: { readonly url: string; readonly space: string | undefined };
  /** A configuration beside the usual one. */
  readonly config?: string | undefined;
  /** Approvals that are wanted in any case. */
  readonly approvals?: number | undefined;
}

/**
 * The policy that holds where a changeset is to be applied: the strictest of what it says itself and of what this
 * configuration says of that place, whatever way it is named. Another configuration that is named comes beside the
 * usual one, since nothing makes it laxer. Throws UsageError for a configuration that is broken (rules policy-stricter).
 */
export const policyHolding = async (
  { policy, destination }: { readonly policy?: Policy | undefined; readonly destination: Place },
  { instance, target, config: file, approvals = 0 }: Going,
): Promise<Holding> => {
  const urls = [target.url, destination.url];
  const spaces = [destination.space, ...(target.space === undefined ? [] : [target.space])];
  const places = urls.flatMap((url) => spaces.map((space) => ({ url, space })));
  const named = file !== undefined && resolve(file) !== resolve(defaultConfig);
  const configs = [await readConfig(undefined), ...(named ? [await readConfig(file)] : [])];
  const found = await Promise.all(configs.map((config) => policiesIn(config, instance, places)));
  const policies = [policy, ...found.flat()].filter((one) => one !== undefined);
  const held = strictest(policies);
  const asked = approvals === 0 ? undefined : { ...plainPolicy, approvals };
  return { policy: held, needed: held && asked ? stricter(held, asked) : (held ?? asked), known: knownIn(policies) };
};
