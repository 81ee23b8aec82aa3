import type { Config } from '../../config/config-file.js';
import { examine, type Examined } from '../../doctor/examine.js';
import { wrong } from '../../doctor/finding.js';
import type { PartIn, SignIn } from '../../doctor/visit.js';
import { UsageError } from '../../model/errors.js';
import { settingsFrom } from '../flags/diff-flags.js';
import { findSecret, fromEnvironment, targetOf, wayTo, type Target } from '../flags/instance-flags.js';
import { snapshotDirectory } from '../flags/read-config.js';
import { quoted } from '../../report/review/next.js';
import { configWords, typed } from '../next/typed.js';

type GivenFlags = Parameters<typeof targetOf>[1];

/** Where a sync writes beside the snapshots: changesets, and the log and records beside them. */
const directories = ['changesets', '.'];

/**
 * Examines an instance of the configuration, or the server of the flags where there is no name. What is wrong with where its
 * configuration leads is a finding, too. Throws UsageError where no server is named.
 */
export const examineInstance = async (
  name: string | undefined,
  config: Config | undefined,
  flags: GivenFlags,
): Promise<Examined> => {
  const instance = name === undefined ? undefined : config?.instances.get(name);
  try {
    const target = await targetOf(name, flags);
    const { keyIn, space = fromEnvironment('OCTOPUS_SPACE') ?? 'Default' } = target;
    const snapshot = name === undefined ? undefined : snapshotDirectory(name);
    const patient = {
      name,
      space,
      connection: wayTo(target),
      cameFrom: (signIn: SignIn) => placeOf(keyIn, signIn),
      key: () => findSecret(keyIn),
      gitRefs: target.gitRefs,
      snapshot,
      remedies: {
        take: typed('snapshot', name, ...configWords(flags.config)),
        keep: `git add ${quoted(snapshot ?? '.')}`,
      },
      directories,
      syncs: partsOf(name, config),
    };
    return await examine(patient, Date.now);
  } catch (error) {
    if (!(error instanceof UsageError) || instance === undefined) throw error;
    const { what, where, remedy = '' } = error;
    const found = wrong(where === undefined ? what : `${what} [${where}]`, remedy);
    const { url, space } = instance;
    return { instance: name, url, space, version: undefined, requests: 0, findings: [{ check: 'url', ...found }] };
  }
};

const placeOf = (keyIn: Target['keyIn'], signIn: SignIn): string => {
  if ('file' in keyIn) return keyIn.file;
  return 'accessToken' in signIn && keyIn.orToken !== undefined ? keyIn.orToken : keyIn.variable;
};

const partsOf = (name: string | undefined, config: Config | undefined): readonly PartIn[] =>
  [...(config?.syncs.values() ?? [])].flatMap((sync) =>
    (['source', 'destination'] as const)
      .filter((side) => sync[side] === name)
      .map((side) => ({ sync: sync.name, as: side, settings: settingsFrom(sync, {}) })),
  );
