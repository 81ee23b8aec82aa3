import { nameIn, type ResourceType } from '../../catalogue/index.js';
import type { JsonObject } from '../../model/json.js';
import { nothingAgain, type Again } from '../again/again.js';
import { kindOfPicture } from '../picture.js';
import { reasonOf, textIn, type RawType, type SpaceReader } from './reading.js';

interface Logos {
  /** The type, with the requests that this took, and incomplete where a picture could not be read. */
  readonly raw: RawType;
  /** By the ID of their resource. */
  readonly pictures: ReadonlyMap<string, Uint8Array>;
  readonly notes: readonly string[];
}

/**
 * The pictures of a type's documents: one request each, where nothing says that it is that of an earlier reading. What is no
 * picture is not taken, and a note says so.
 */
export const readLogos = async (reader: SpaceReader, raw: RawType, again: Again = nothingAgain): Promise<Logos> => {
  const { type, documents } = raw;
  const pictures = new Map<string, Uint8Array>();
  const notes: string[] = [];
  const failures: string[] = [];
  let asked = 0;
  const read = async (document: JsonObject): ReturnType<typeof readLogo> => {
    const earlier = await again.picture(type, document);
    if (earlier) return sorted(reader, type, document, earlier.bytes);
    asked += 1;
    return readLogo(reader, type, document);
  };
  await Promise.all(
    documents.map(async (document) => {
      try {
        const { picture, note } = await read(document);
        if (picture) pictures.set(textIn(document, 'Id') ?? '', picture);
        if (note === undefined) again.keepPicture(type, document, picture ? { bytes: picture } : {});
        else notes.push(note);
      } catch (error) {
        failures.push(reasonOf(error));
      }
    }),
  );
  const requests = raw.requests + asked;
  const [first] = failures;
  const why =
    first === undefined
      ? raw.incomplete
      : (raw.incomplete ?? `${failures.length} of ${documents.length} pictures could not be read: ${first}`);
  return { raw: { ...raw, requests, ...(why !== undefined && { incomplete: why }) }, pictures, notes };
};

/**
 * The picture of one document, and why it is not taken if it is no picture (rules incomplete-logo). Throws ApiError
 * where a server fails. None at all where it has none.
 */
export const readLogo = async (
  reader: SpaceReader,
  type: ResourceType,
  document: JsonObject,
): Promise<{ readonly picture?: Uint8Array; readonly note?: string }> => {
  const bytes = await reader.bytes(`${type.reading.path}/${encodeURIComponent(textIn(document, 'Id') ?? '')}/logo`);
  return sorted(reader, type, document, bytes);
};

/** The bytes, if they are a picture that may be written down. */
const sorted = (
  reader: SpaceReader,
  type: ResourceType,
  document: JsonObject,
  bytes: Uint8Array | undefined,
): Awaited<ReturnType<typeof readLogo>> => {
  if (!bytes || bytes.length === 0) return {};
  const whose = `The logo of ${type.singular} "${nameIn(type, document) ?? ''}"`;
  if (kindOfPicture(bytes) === undefined) return { note: `${whose} is no picture: it is left out.` };
  if (reader.holdsSecret(bytes)) return { note: `${whose} holds the API key: it is left out.` };
  return { picture: bytes };
};
