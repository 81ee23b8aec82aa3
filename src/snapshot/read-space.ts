import {
  allTypes,
  isKeptInGit,
  LOGO,
  rootOf,
  typesNeededFor,
  withOwners,
  type ResourceType,
} from '../catalogue/index.js';
import type { Incompleteness } from '../model/item.js';
import { byText, type TypeName } from '../model/names.js';
import type { Progress } from '../model/progress.js';
import { nothingAgain } from './again/again.js';
import { readAsked } from './readers/asked.js';
import { readGathered } from './readers/gathered.js';
import { GitReading } from './readers/in-git.js';
import { readListing } from './readers/listing.js';
import { readOfOwner } from './readers/of-owner.js';
import { readOfParent } from './readers/of-parent.js';
import { readLogos } from './readers/logos.js';
import { bulkOnce, listingsOnce } from './readers/once.js';
import { reasonOf, type RawType, type SpaceReader, type TypeReader } from './readers/reading.js';
import type { ProjectRefs } from './readers/refs.js';
import { isReadSingly, singleRequests } from './readers/singly.js';
import { readTemplateValues } from './readers/template-values.js';
import { typesHeld } from './held.js';
import { soundType, withoutOrphans } from './sound.js';
import type { TakeListed, WhatToRead } from './what-to-read.js';

export { textIn, type RawType, type SpaceReader } from './readers/reading.js';

/** A space as its server has it, by IDs. */
export interface RawSpace {
  readonly types: ReadonlyMap<TypeName, RawType>;
  /** Where projects that keep something in Git were read. */
  readonly refs: ProjectRefs;
  readonly incomplete: readonly Incompleteness[];
  /** Pictures by the ID of their resource. */
  readonly logos: ReadonlyMap<string, Uint8Array>;
  /** What a person should know, although the space was read whole: pictures that are none. */
  readonly notes: readonly string[];
}

const readers: Readonly<Record<ResourceType['reading']['listing']['kind'], TypeReader>> = {
  all: readListing,
  pages: readListing,
  ofOwner: readOfOwner,
  ofParent: readOfParent,
  gathered: readGathered,
  templateValues: readTemplateValues,
  asked: readAsked,
  inGitOnly: () => Promise.resolve({ documents: [], requests: 0 }),
};

/** Types that are read by what others say: their parents' documents come first. */
const isAfterParents = ({ reading: { listing } }: ResourceType): boolean =>
  ['ofOwner', 'ofParent', 'templateValues'].includes(listing.kind);

/**
 * Reads the documents of all (or the given) types of a space: one listing a type, all listings at once; children
 * singly only where the server has no bulk listing, and as soon as their parents are known, so that there is always
 * something to ask. A type that cannot be read whole is marked, not left out.
 */
export const readSpace = async (
  reader: SpaceReader,
  progress: Progress,
  {
    only,
    named = only,
    types = only ? typesNeededFor(only) : allTypes,
    logos = false,
    packages,
    isWanted = () => true,
    isWantedAtRef = isWanted,
    refNamed = () => undefined,
    again = nothingAgain,
    tellRequests,
    takeListed,
  }: WhatToRead = {},
): Promise<RawSpace> => {
  const read = new Map<TypeName, RawType>();
  let toRead: readonly ResourceType[] = [];
  const bulk = bulkOnce(reader);
  const listings = listingsOnce(reader);
  const git = new GitReading({
    ...{ reader, read, isWanted: isWantedAtRef, refNamed },
    countsRefs: (type) => toRead.find(({ reading }) => reading.inGit) === type,
  });
  const readType = async (type: ResourceType): Promise<void> => {
    const raw = await readOne(readers[type.reading.listing.kind], {
      reader: listings,
      type,
      read,
      bulk: bulk.get,
      asked: packages,
      isWanted,
      again,
    });
    const shared = bulkOf(type);
    // The requests of a listing that two types share count for the first of them.
    const isCounted = shared !== undefined && toRead.find((one) => bulkOf(one) === shared) !== type;
    const requests = raw.requests - (isCounted ? await bulk.requestsOf(shared) : 0);
    read.set(type.name, soundType({ ...raw, requests }, reader));
  };
  const addInGit = async (type: ResourceType): Promise<void> => {
    await documentsRead.get(rootOf(type).name);
    const raw = read.get(type.name);
    if (raw) read.set(type.name, await git.added(raw));
  };
  const pictures = new Map<string, Uint8Array>();
  const notes: string[] = [];
  const addLogos = async (type: ResourceType): Promise<void> => {
    const raw = read.get(type.name);
    if (!logos || !raw || !Object.hasOwn(type.fields, LOGO)) return;
    const found = await readLogos(reader, raw, again);
    for (const [id, picture] of found.pictures) pictures.set(id, picture);
    notes.push(...found.notes);
    read.set(type.name, found.raw);
  };
  const done = (type: ResourceType): void => {
    const raw = read.get(type.name);
    if (raw)
      progress({ kind: 'reading', type: type.name, read: raw.documents.length, requests: raw.requests, done: true });
  };
  const documentsRead = new Map<TypeName, Promise<void>>();
  const readWhole = async (type: ResourceType): Promise<void> => {
    const before = isAfterParents(type) && type.parent ? documentsRead.get(type.parent.type) : undefined;
    const reading = before ? before.then(() => readType(type)) : readType(type);
    const whole = type.reading.inGit ? reading.then(() => addInGit(type)) : reading;
    documentsRead.set(type.name, whole);
    await whole;
    await addLogos(type);
    done(type);
  };

  const readAll = async (these: readonly ResourceType[]): Promise<void> => {
    toRead = [...toRead, ...these];
    progress({ kind: 'toRead', types: these.map(({ name }) => name) });
    for (const {
      reading: { listing },
    } of these)
      if (listing.kind === 'ofOwner') void bulk.get(listing.bulk, listing.bulkIs).catch(() => undefined);
    const [children, others] = [these.filter(isAfterParents), these.filter((type) => !isAfterParents(type))];
    await Promise.all([
      ...[...others, ...children].map(readWhole),
      ...(tellRequests ? [tellOf(these)] : []),
      ...(takeListed ? [giveListed(these, takeListed)] : []),
    ]);
  };
  const giveListed = async (these: readonly ResourceType[], take: TakeListed): Promise<void> => {
    const listed = these.filter((type) => !isReadSingly(type)).map(({ name }) => name);
    await Promise.all(listed.map(async (name) => documentsRead.get(name)));
    const { types: taken, done } = take(rawOf(listed, read));
    for (const [name, raw] of rawOf(taken, read)) read.set(name, { ...raw, documents: [] });
    bulk.forget();
    listings.forget();
    await done;
  };
  const tellOf = async (these: readonly ResourceType[]): Promise<void> => {
    const listed = async (name: TypeName | undefined): Promise<RawType['documents']> => {
      if (name === undefined) return [];
      await documentsRead.get(name);
      return read.get(name)?.documents ?? [];
    };
    const counts = these.map(async (type) => {
      const parents = await listed(isAfterParents(type) ? type.parent?.type : undefined);
      const inDatabase = parents.filter((one) => !isKeptInGit(type, one));
      const single = singleRequests(type, inDatabase, isAfterParents(type) ? [] : await listed(type.name), logos);
      if (!type.reading.inGit) return single;
      await listed(rootOf(type).name);
      return single + git.requestsFor(type);
    });
    tellRequests?.((await Promise.all(counts)).reduce((sum, count) => sum + count, 0));
  };
  await readAll(types);
  const held = withOwners(typesHeld([...read.values()].filter(({ type }) => named?.includes(type.name))));
  const more = held.filter(({ name }) => !read.has(name));
  if (more.length > 0) await readAll(more);

  const inOrder = rawOf(
    toRead.map(({ name }) => name),
    read,
  );
  return {
    types: inOrder,
    refs: await git.refs(),
    incomplete: incompleteIn([...inOrder.values()]),
    logos: pictures,
    notes: notes.sort(byText),
  };
};

/** What was read of some types, in their order. */
const rawOf = (names: readonly TypeName[], read: ReadonlyMap<TypeName, RawType>): ReadonlyMap<TypeName, RawType> =>
  new Map(
    names.flatMap((name): readonly (readonly [TypeName, RawType])[] => {
      const raw = read.get(name);
      return raw ? [[name, withoutOrphans(raw, read)]] : [];
    }),
  );

/** Types that were not read whole; then what of single projects was not, where the rest of a type was. */
const incompleteIn = (types: readonly RawType[]): readonly Incompleteness[] => [
  ...types.flatMap(({ type, incomplete: why }) => (why === undefined ? [] : [{ type: type.name, why }])),
  ...types.flatMap(({ type, unread = [] }) =>
    unread.map(({ project, why }) => ({ type: type.name, of: [project], why })),
  ),
];

/** The listing that a type may share with others. */
const bulkOf = ({ reading: { listing } }: ResourceType): string | undefined =>
  listing.kind === 'ofOwner' ? listing.bulk : undefined;

const readOne = async (readType: TypeReader, reading: Parameters<TypeReader>[0]): Promise<RawType> => {
  const { type } = reading;
  try {
    return { type, ...(await readType(reading)) };
  } catch (error) {
    return { type, documents: [], requests: 1, incomplete: reasonOf(error) };
  }
};
