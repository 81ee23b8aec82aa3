import { digestOf, sha256 } from '../../model/canonical.js';
import type { ResourceType } from '../../catalogue/index.js';
import { textOf, type JsonObject } from '../../model/json.js';
import type { Digest, TypeName } from '../../model/names.js';
import { cacheBusterOf } from './cache-buster.js';
import { idsIn } from './ids-in.js';

/** What a document without a bulk listing, or a picture, belongs to, and what of it was listed. */
export interface Belongs {
  readonly type: ResourceType;
  /** The ID of its owner. */
  readonly owner: string;
  /** Documents of its owner that were listed now: if they are not what they were, it is read again. */
  readonly listed: readonly JsonObject[];
}

/** The answer to a request, as an earlier run had it. */
export interface KeptAnswer {
  readonly route: string;
  readonly type: TypeName;
  readonly owner: string;
  /** Of what was listed of its owner. */
  readonly listed: Digest;
  readonly document: JsonObject;
}

/** A picture as an earlier run had it; no digest where there was none. */
export interface KeptPicture {
  readonly id: string;
  readonly type: TypeName;
  readonly listed: Digest;
  readonly digest?: Digest;
}

/** A picture, or that there is none. */
export interface Picture {
  readonly bytes?: Uint8Array;
}

/** What is taken over from an earlier reading instead of being asked for, and what is kept for the next one. */
export interface Again {
  /** The answer of then, where nothing says that another would come now. */
  readonly answer: (route: string, of: Belongs) => JsonObject | undefined;
  readonly keepAnswer: (route: string, of: Belongs, document: JsonObject) => void;
  readonly picture: (type: ResourceType, document: JsonObject) => Promise<Picture | undefined>;
  readonly keepPicture: (type: ResourceType, document: JsonObject, picture: Picture) => void;
}

/** Asks for everything, and keeps nothing. */
export const nothingAgain: Again = {
  answer: () => undefined,
  keepAnswer: () => undefined,
  picture: () => Promise.resolve(undefined),
  keepPicture: () => undefined,
};

/** What an earlier reading has left. */
export interface Earlier {
  /** The pictures whose cache-buster says what they are, by the ID of their resource. */
  readonly busters: ReadonlyMap<string, { readonly cacheBuster: string; readonly digest: Digest }>;
  /** The bytes of a picture of then; undefined where they are not there any more, or are others. */
  readonly bytesOf: (id: string, digest: Digest) => Promise<Uint8Array | undefined>;
  /** What may be taken over because of the events since; undefined where everything is read. */
  readonly since?: {
    readonly answers: readonly KeptAnswer[];
    readonly pictures: readonly KeptPicture[];
    /** The IDs that events name. */
    readonly named: ReadonlySet<string>;
  };
}

/** What was taken over, what was read, and what is kept for the next time. */
export interface Kept {
  readonly answers: readonly KeptAnswer[];
  readonly pictures: readonly KeptPicture[];
  /** How many documents and pictures were taken over from the earlier reading. */
  readonly taken: number;
}

/**
 * Takes over from an earlier reading what cannot have changed since (rules again-pictures, again-events), and keeps what the next
 * one needs. Answers are those of the server, by IDs: whatever is called otherwise now is named when they are used.
 */
export const takingAgain = (earlier: Earlier): { readonly again: Again; readonly kept: () => Kept } => {
  const { busters, bytesOf, since } = earlier;
  const before = new Map(since?.answers.map((one) => [one.route, one]));
  const picturesBefore = new Map(since?.pictures.map((one) => [one.id, one]));
  const answers = new Map<string, KeptAnswer>();
  const pictures = new Map<string, KeptPicture>();
  let taken = 0;
  const isNamed = (id: string): boolean => since?.named.has(id) ?? true;
  const holdsNamed = (document: JsonObject): boolean => idsIn(JSON.stringify(document)).some(isNamed);

  const answer: Again['answer'] = (route, of) => {
    const found = before.get(route);
    const { readAgain } = of.type.reading;
    if (!found || readAgain === undefined || found.owner !== of.owner || isNamed(of.owner)) return undefined;
    if (found.listed !== digestOf([...of.listed])) return undefined;
    if (readAgain === 'ownerAndHeld' && holdsNamed(found.document)) return undefined;
    answers.set(route, found);
    taken += 1;
    return found.document;
  };

  const pictureOf = async (id: string, digest: Digest): Promise<Picture | undefined> => {
    const bytes = await bytesOf(id, digest);
    return bytes && sha256(bytes) === digest ? { bytes } : undefined;
  };

  const pictureBefore = async (type: ResourceType, document: JsonObject): Promise<Picture | undefined> => {
    const id = textOf(document['Id']);
    const buster = busters.get(id);
    if (buster && buster.cacheBuster === cacheBusterOf(document)) return pictureOf(id, buster.digest);
    const found = picturesBefore.get(id);
    if (!found || type.reading.readAgain === undefined || isNamed(id)) return undefined;
    if (found.listed !== digestOf(document)) return undefined;
    return found.digest === undefined ? {} : pictureOf(id, found.digest);
  };

  return {
    again: {
      answer,
      keepAnswer: (route, { type, owner, listed }, document) => {
        if (type.reading.readAgain === undefined) return;
        answers.set(route, { route, type: type.name, owner, listed: digestOf([...listed]), document });
      },
      picture: async (type, document) => {
        const picture = await pictureBefore(type, document);
        if (picture) taken += 1;
        return picture;
      },
      keepPicture: (type, document, { bytes }) => {
        const id = textOf(document['Id']);
        const digest = bytes && sha256(bytes);
        pictures.set(id, { id, type: type.name, listed: digestOf(document), ...(digest && { digest }) });
      },
    },
    kept: () => ({ answers: [...answers.values()], pictures: [...pictures.values()], taken }),
  };
};
