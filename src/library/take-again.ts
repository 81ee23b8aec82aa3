import { readFile } from 'node:fs/promises';
import { readGranted } from '../apply/preflight/granted.js';
import { canonicalText } from '../model/canonical.js';
import { UsageError } from '../model/errors.js';
import type { SpaceIdentity } from '../model/item.js';
import { isTypeName, type Digest } from '../model/names.js';
import type { OctopusClient, Space } from '../octopus/index.js';
import { nothingAgain, takingAgain, type Again, type Earlier } from '../snapshot/again/again.js';
import { eventsSince, markNow, type Doubt, type Since } from '../snapshot/again/audit.js';
import { pathInside } from '../snapshot/file-name.js';
import { keptFormat } from '../snapshot/kept-format.js';
import type { KeptFile, Mark } from '../snapshot/kept-shape.js';
import type { Manifest } from '../snapshot/manifest.js';
import { isPicture } from '../snapshot/picture.js';
import { readManifest } from '../snapshot/read.js';
import type { SpaceReader } from '../snapshot/read-space.js';
import type { WhatToRead } from '../snapshot/what-to-read.js';
import type { TakenSnapshot } from '../snapshot/take.js';
import { readKept, writeKept } from '../workspace/kept-file.js';

/**
 * What a snapshot is to take over from an earlier one: pictures whose cache-buster is the same, unless said; `incremental`: also
 * what no event names; `full`: nothing, but what the next incremental one needs is kept.
 */
export type How = 'incremental' | 'full' | undefined;

/** The space that is taken, and where to. */
export interface Going {
  readonly client: OctopusClient;
  readonly reader: SpaceReader;
  readonly space: Space;
  readonly source: SpaceIdentity;
  readonly out: string;
  readonly what: WhatToRead;
}

export interface Prepared {
  readonly again: Again;
  /** Whether all that has no list is asked for, but for pictures whose cache-buster says what they are. */
  readonly asksAll: boolean;
  /** Keeps what the next one needs, once the snapshot is in its place. Gives what a person should know. */
  readonly finish: (taken: TakenSnapshot) => Promise<readonly string[]>;
}

/**
 * Finds out, before anything is listed, what a snapshot can take over (rules again-pictures, again-events), and what is in doubt
 * (rules again-doubt). Throws ApiError only where no answer comes at all.
 */
export const prepareAgain = async (going: Going, how: How): Promise<Prepared> => {
  const manifest = how === 'full' ? undefined : await manifestAt(going.out);
  const ofSame = manifest?.source.installation === going.source.installation ? manifest : undefined;
  if (how === undefined)
    return { again: withoutKeeping(takingAgain(earlierOf(going, ofSame)).again), asksAll: true, finish: noNotes };
  const rights = await rightsOf(going);
  const before = how === 'full' ? { doubt: '' } : await since(going, rights, manifest);
  const [found, doubt] = 'doubt' in before ? [undefined, before.doubt] : [before, ''];
  const mark = found?.mark ?? ('doubt' in rights ? rights : await markNow(going.reader));
  const { again, kept } = takingAgain(earlierOf(going, ofSame, found));
  return {
    again,
    asksAll: found === undefined,
    finish: async (taken) => {
      const said = found ? [tookOver(kept().taken)] : readAll(how, doubt);
      if ('doubt' in rights || 'doubt' in mark) return [...said, ...readNext(mark, doubt)];
      return [...said, ...(await keep(going, keptOf(going, rights, mark, taken, kept())))];
    },
  };
};

const noNotes = (): Promise<readonly string[]> => Promise.resolve([]);

const readAll = (how: How, doubt: string): readonly string[] =>
  how === 'full' ? [] : [`Everything was read: ${doubt}.`];

/** What was said already is not said again. */
const readNext = (found: Mark | Doubt, said: string): readonly string[] =>
  'doubt' in found && found.doubt !== said ? [`The next --incremental will read everything: ${found.doubt}.`] : [];

/** The snapshot is in its place already: what cannot be kept beside it is no failure of it. */
const keep = async ({ out }: Going, kept: KeptFile): Promise<readonly string[]> => {
  try {
    await writeKept(out, kept);
    return [];
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    return readNext({ doubt: error.message }, '');
  }
};

const tookOver = (taken: number): string =>
  `${taken === 1 ? '1 document or picture was' : `${taken} documents and pictures were`} taken over from the snapshot before: no event since names them.`;

const withoutKeeping = (again: Again): Again => ({
  ...again,
  keepAnswer: nothingAgain.keepAnswer,
  keepPicture: nothingAgain.keepPicture,
});

/** What was kept, and the events since. */
interface Found extends Since {
  readonly kept: KeptFile;
}

/** What may be taken over, or the first thing that puts it in doubt (rules again-doubt). */
const since = async (going: Going, rights: Rights | Doubt, manifest: Manifest | undefined): Promise<Found | Doubt> => {
  if ('doubt' in rights) return rights;
  const kept = await readKept(going.out);
  if ('doubt' in kept) return kept;
  const doubt = doubtAbout(kept, going, rights, manifest);
  if (doubt !== undefined) return { doubt };
  const told = await eventsSince(going.reader, kept.mark);
  return 'doubt' in told ? told : { ...told, kept };
};

const doubtAbout = (
  kept: KeptFile,
  { source, space, what, out }: Going,
  rights: Rights,
  manifest: Manifest | undefined,
): string | undefined => {
  if (!manifest) return `there is no snapshot at ${out} that can be read`;
  if (kept.snapshot !== manifest.digest) return `the snapshot at ${out} is not the one that something was kept of`;
  if (kept.installation !== source.installation) return 'the snapshot is of another installation';
  if (kept.space !== space.id) return 'the snapshot is of another space';
  if (kept.version !== source.version) return `the server was ${kept.version} then, and is ${source.version} now`;
  if (kept.asked !== askedFor(what)) return 'other types, packages or pictures were asked for then';
  if (kept.rights !== rights.digest)
    return 'the API key is that of somebody else, or its user may do other things than then';
  return undefined;
};

const askedFor = ({ only, packages, logos = false }: WhatToRead): string =>
  canonicalText({ only: only ? [...only].sort() : null, packages: packages ? [...packages] : null, logos });

/** What the user of the key may do. */
interface Rights {
  readonly digest: Digest;
}

/**
 * A digest of what the user of the key may do: who may see less would not see what was taken over. Doubt where the key sees not all
 * of the audit.
 */
const rightsOf = async ({ client, space }: Going): Promise<Rights | Doubt> => {
  const granted = await readGranted(client, space);
  if (!granted)
    return { doubt: 'the server does not say what the API key may do, and so not whether it sees all events' };
  const may = granted.has('EventView');
  if (may === 'yes') return { digest: granted.rights };
  return {
    doubt:
      may === 'no'
        ? 'the API key may not see the audit (EventView)'
        : 'the API key sees the audit of certain projects, environments or tenants only (EventView)',
  };
};

const manifestAt = async (out: string): Promise<Manifest | undefined> => {
  try {
    return await readManifest(out);
  } catch (error) {
    if (error instanceof UsageError) return undefined;
    throw error;
  }
};

const earlierOf = ({ out }: Going, manifest: Manifest | undefined, found?: Found): Earlier => {
  const told = manifest?.pictures ?? [];
  const files = new Map(
    [...(found?.kept.pictures ?? []), ...told].flatMap(({ id, file }) =>
      file === undefined ? [] : [[id, file] as const],
    ),
  );
  return {
    busters: new Map(told.map((one) => [one.id, one])),
    bytesOf: (id) => pictureAt(out, files.get(id)),
    ...(found && {
      since: {
        ...found.kept,
        answers: found.kept.answers.flatMap(typed),
        pictures: found.kept.pictures.flatMap(typed),
        named: found.named,
      },
    }),
  };
};

/** What is kept of a type that this octosync does not know is of no use to it. */
const typed = <One extends { readonly type: string }>({ type, ...one }: One) =>
  isTypeName(type) ? [{ ...one, type }] : [];

const pictureAt = async (out: string, file: string | undefined): Promise<Uint8Array | undefined> => {
  if (file === undefined || !isPicture(`/${file}`)) return undefined;
  try {
    return await readFile(pathInside(out, file));
  } catch {
    // It is asked for, then.
    return undefined;
  }
};

const keptOf = (
  { source, space, what }: Going,
  rights: Rights,
  mark: Mark,
  { manifest, pictures: files }: TakenSnapshot,
  kept: { readonly answers: KeptFile['answers']; readonly pictures: KeptFile['pictures'] },
): KeptFile => {
  // What was not read whole is read again (rules again-events).
  const isWhole = ({ type }: { readonly type: string }): boolean =>
    isTypeName(type) && manifest.types[type]?.complete === true;
  return {
    format: keptFormat,
    snapshot: manifest.digest,
    ...{ installation: source.installation, version: source.version, space: space.id },
    ...{ rights: rights.digest, asked: askedFor(what), mark },
    answers: kept.answers.filter(isWhole),
    pictures: kept.pictures.filter(isWhole).map((one) => {
      const file = files.get(one.id);
      return { ...one, ...(file !== undefined && { file }) };
    }),
  };
};
