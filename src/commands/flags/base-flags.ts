import { Flags } from '@oclif/core';
import type { Config, Sync } from '../../config/config-file.js';
import { chooseSync } from '../../config/choose.js';
import type { Base } from '../../diff/index.js';
import type { SpaceSnapshot } from '../../model/item.js';
import { readBase, type FoundBase } from '../../workspace/base-at.js';
import { findBaseInGit } from '../../workspace/base-in-history.js';
import { refuseAsBase, type BasePlaces } from '../../workspace/move-base.js';
import { receiptBeside } from '../../workspace/receipt-file.js';
import type { KnownTexts } from '../../snapshot/read.js';
import { readConfig } from '../../library/read-config.js';
import { snapshotDirectory } from './read-config.js';
import { instanceOf } from './told.js';

export const baseFlag = {
  base: Flags.string({
    description:
      'What the source said when it was last synced: a directory, REVISION:DIRECTORY, git (the receipts in its history tell) or none; that of the sync by default.',
    helpValue: 'DIR',
  }),
};

interface Compared {
  readonly config: Config | undefined;
  readonly sync: Sync | undefined;
  readonly from: string;
  readonly to: string;
  readonly source: SpaceSnapshot;
  readonly destination: SpaceSnapshot;
  /** The changeset's file: beside it lies the receipt. */
  readonly out: string;
  /** What was read of the source. */
  readonly known: KnownTexts;
  readonly tell: (line: string) => void;
}

/** The base that is meant, and one line about which that is. Nothing where none is meant, or there is none yet. */
export const baseFor = async (place: string | undefined, compared: Compared): Promise<Base | undefined> => {
  const { config, from, to, tell } = compared;
  if (place === undefined || place === 'none') return undefined;
  refuseAsBase(place, from, to);
  const found = await (place === 'git'
    ? findBaseInGit(wanted(compared), compared.known)
    : readBase(place, compared.known));
  if (found === undefined) {
    tell('No base yet: it cannot be told who changed.');
    return undefined;
  }
  tell(lineAbout(found));
  const { snapshot, open, selections, revision } = found;
  const instance = instanceOf(config, snapshot.identity);
  const told = { ...(instance !== undefined && { instance }), ...(revision !== undefined && { revision }) };
  return { snapshot, open, ...(selections && { selections }), told };
};

const wanted = ({ sync, from, source, destination, out }: Compared): Parameters<typeof findBaseInGit>[0] => ({
  receipt: receiptBeside(out),
  source: from,
  sync: sync?.name,
  from: source.identity,
  to: destination.identity,
});

const lineAbout = ({ place, snapshot: { digest, takenAt }, open, revision }: FoundBase): string => {
  const commit = revision === undefined || place.startsWith(`${revision}:`) ? '' : `, commit ${revision}`;
  // What only keeps its base, and was told of nowhere, is nothing that a person could decide.
  const told = open.filter(({ says }) => says !== undefined).length;
  const left = told === 0 ? 'nothing is open' : `${told} ${told === 1 ? 'is' : 'are'} open`;
  return `Base: ${place}, ${digest.slice(0, 'sha256:'.length + 12)}, taken ${takenAt ?? 'at an unknown time'}${commit}; ${left}.`;
};

interface GivenPlaces {
  readonly config?: string | undefined;
  readonly sync?: string | undefined;
  readonly base?: string | undefined;
  readonly source?: string | undefined;
}

/**
 * The sync that a changeset is of, and where its base and the snapshot of its source are: as flags say, or the
 * configuration. Throws UsageError for a sync that somebody names and that is not there.
 */
export const basePlacesOf = async (
  flags: GivenPlaces,
  made: { readonly sync?: string | undefined } = {},
): Promise<BasePlaces & { readonly sync: string | undefined }> => {
  const name = flags.sync ?? made.sync;
  const config = name === undefined ? undefined : await readConfig(flags.config);
  const sync = flags.sync === undefined ? config?.syncs.get(name ?? '') : chooseSync(config, flags.sync);
  const base = flags.base ?? sync?.base;
  const source = flags.source ?? (sync && snapshotDirectory(sync.source));
  refuseAsBase(base, source);
  return { sync: name, base, source };
};
