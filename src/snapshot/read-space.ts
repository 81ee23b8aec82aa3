import {
  allTypes,
  isKeptInGit,
  LOGO,
  nameIn,
  rootOf,
  typesNeededFor,
  withOwners,
  type ResourceType,
} from '../catalogue/index.js';
import type { Incompleteness } from '../model/item.js';
import type { JsonObject } from '../model/json.js';
import { byText, type TypeName } from '../model/names.js';
import type { Progress } from '../model/progress.js';
import { nothingAgain, type Again } from './again/again.js';
import { readAsked } from './readers/asked.js';
import { readAtRefs, type AtRefs } from './readers/at-ref.js';
import { readRefs, type ProjectRefs, type RefNamed } from './readers/refs.js';
import { readGathered } from './readers/gathered.js';
import { readListing } from './readers/listing.js';
import { readOfOwner } from './readers/of-owner.js';
import { readOfParent } from './readers/of-parent.js';
import { readLogos } from './readers/logos.js';
import { reasonOf, type Listed, type RawType, type SpaceReader, type TypeReader } from './readers/reading.js';
import { isReadSingly, requestsAtRefs, singleRequests } from './readers/singly.js';
import { readTemplateValues } from './readers/template-values.js';
import { typesHeld } from './held.js';
import { soundType, withoutOrphans } from './sound.js';

export { textIn, type RawType, type SpaceReader } from './readers/reading.js';

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

export interface WhatToRead {
  readonly types?: readonly ResourceType[];
  /** Pictures are one request each. */
  readonly logos?: boolean;
  /** Whether a document of its own is worth a request, by its parent's name; all are unless said. */
  readonly isWanted?: (type: ResourceType, parent: string) => boolean;
  /** The same of what a project keeps in Git, by the project's name; as of other documents unless said. */
  readonly isWantedAtRef?: (type: ResourceType, project: string) => boolean;
  /** The only types to write down; what they refer to is read for its names. */
  readonly only?: readonly TypeName[] | undefined;
  /** The types whose documents are named: what they hold IDs of is read too. */
  readonly named?: readonly TypeName[] | undefined;
  /** Packages to read: IDs, wildcards, `ID@VERSION`. */
  readonly packages?: readonly string[] | undefined;
  /** The ref to read of a project that keeps something in Git, by its name; its default branch unless said (rules git-ref). */
  readonly refNamed?: RefNamed | undefined;
  /** What is taken over from an earlier reading; nothing unless given. */
  readonly again?: Again;
  /** Told, as soon as the lists are read, how many requests it takes at most to read what has none. */
  readonly tellRequests?: ((requests: number) => void) | undefined;
  /** Told what was listed, as soon as all lists are read. Documents that it takes over are no part of what `readSpace` gives. */
  readonly takeListed?: TakeListed | undefined;
}

/** Gives the types whose documents it takes over, and when it is done with them. */
export type TakeListed = (listed: ReadonlyMap<TypeName, RawType>) => {
  readonly types: readonly TypeName[];
  readonly done: Promise<void>;
};

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
  const bulk = readOnce(reader);
  const listings = readListingsOnce(reader);
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
  let refs: Promise<ProjectRefs> | undefined;
  const addAtRefs = async (type: ResourceType): Promise<void> => {
    const owner = rootOf(type);
    await documentsRead.get(owner.name);
    const raw = read.get(type.name);
    if (!raw || !type.reading.inGit) return;
    refs ??= readRefs(reader, owner, inGitOf(owner), typesInGit, refNamed);
    // The refs count for the first of the types that are read there.
    const isFirst = toRead.find(({ reading }) => reading.inGit) === type;
    const asked = isFirst ? (await refs).size : 0;
    const found = await readAtRefs({ reader, type, read, isWanted: isWantedAtRef }, await refs);
    read.set(type.name, withAtRefs(raw, { ...found, requests: found.requests + asked }));
  };
  /** The projects of which something in Git is wanted. */
  const inGitOf = (owner: ResourceType): readonly JsonObject[] =>
    (read.get(owner.name)?.documents ?? []).filter((one) =>
      typesInGit.some((type) => isKeptInGit(type, one) && isWantedAtRef(type, nameIn(owner, one) ?? '')),
    );
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
    const whole = type.reading.inGit ? reading.then(() => addAtRefs(type)) : reading;
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
      const owner = rootOf(type);
      await listed(owner.name);
      const isFirst = toRead.find(({ reading }) => reading.inGit) === type;
      const owners = inGitOf(owner);
      return (
        single + requestsAtRefs(type, owners, read.get(type.parent?.type ?? owner.name)) + (isFirst ? owners.length : 0)
      );
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
  const incomplete = [...inOrder.values()].flatMap((raw) =>
    raw.incomplete === undefined ? [] : [{ type: raw.type.name, why: raw.incomplete }],
  );
  const inGit = [...inOrder.values()].flatMap(({ type, unread = [] }) =>
    unread.map(({ project, why }) => ({ type: type.name, of: [project], why })),
  );
  return {
    types: inOrder,
    refs: (await refs) ?? new Map(),
    incomplete: [...incomplete, ...inGit],
    logos: pictures,
    notes: notes.sort(byText),
  };
};

/** The types of which a project may keep its own in Git. */
const typesInGit: readonly ResourceType[] = allTypes.filter(({ reading }) => reading.inGit !== undefined);

const withAtRefs = (raw: RawType, { documents, inGit, unread, requests }: AtRefs): RawType => ({
  ...raw,
  documents: [...raw.documents, ...documents],
  requests: raw.requests + requests,
  ...(documents.length > 0 && { inGit }),
  ...(unread.length > 0 && { unread }),
});

/** What was read of some types, in their order. */
const rawOf = (names: readonly TypeName[], read: ReadonlyMap<TypeName, RawType>): ReadonlyMap<TypeName, RawType> =>
  new Map(
    names.flatMap((name): readonly (readonly [TypeName, RawType])[] => {
      const raw = read.get(name);
      return raw ? [[name, withoutOrphans(raw, read)]] : [];
    }),
  );

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

/** Two types may be in one listing, teams of the space and of the server: it counts for the first. */
const readListingsOnce = (reader: SpaceReader): SpaceReader & { readonly forget: () => void } => {
  const reads = new Map<string, Promise<Listed>>();
  return {
    ...reader,
    forget: () => {
      reads.clear();
    },
    list: async (reach, path, query) => {
      const key = [reach, path, query].join(' ');
      const earlier = reads.get(key);
      const read = earlier ?? reader.list(reach, path, query);
      reads.set(key, read);
      return earlier ? { ...(await earlier), requests: 0 } : read;
    },
  };
};

/** Several types may share one bulk listing (the variable sets of projects and of library sets): it is read once. */
const readOnce = (reader: SpaceReader) => {
  const reads = new Map<string, Promise<Listed | undefined>>();
  const get = async (path: string, is: 'array' | 'pages'): Promise<Listed | undefined> => {
    const read = reads.get(path) ?? reader.bulk(path, is);
    reads.set(path, read);
    return read;
  };
  const requestsOf = async (path: string): Promise<number> =>
    (await reads.get(path)?.catch(() => undefined))?.requests ?? 1;
  const forget = (): void => {
    reads.clear();
  };
  return { get, requestsOf, forget };
};
