import { ApiError } from '../model/errors.js';
import { isList, isObject, type JsonObject, type JsonValue } from '../model/json.js';
import { usualPage, type PageShape } from '../model/page.js';
import { isMissingRoute } from './answer.js';
import { pastLimit, theLimits, type Limits } from './limits.js';

export interface Listing {
  readonly documents: readonly JsonObject[];
  /** How many requests it took. */
  readonly requests: number;
}

/** How much one page asks for. Servers default to 10, 15, 20 or 30, so it is always said. */
export const pageSize = 500;

/** One page: its items, and with most servers the total and `ItemsPerPage`. */
export type GetPage = (skip: number, take: number) => Promise<JsonObject>;

/** So often a listing that changes under our eyes is read again. */
const mostReadings = 3;

/**
 * Everything of a paged listing. What was added or deleted meanwhile shifts pages, so that documents would be missing:
 * then all is read again. Throws ApiError where the listing stays incomplete: the server ignores `skip`, a page is
 * missing, pages and total do not fit, somebody keeps changing it; a part is never given out as the whole
 * (rules incomplete-unknown). Of its own, a 404 of the first page passes through: the server may not have the listing.
 */
export const readPages = async (
  getPage: GetPage,
  where: string,
  shape: PageShape = usualPage,
  limits: Most = theLimits,
): Promise<Listing> => {
  let requests = 0;
  for (let reading = 1; ; reading += 1) {
    const read = await readOnce(getPage, where, shape, limits);
    requests += read.requests;
    if (read.isWhole) return { documents: read.documents, requests };
    if (reading === mostReadings) throw notWhole(read.documents.length, read.total, where);
  }
};

interface Reading extends Listing {
  readonly total: number | undefined;
  readonly isWhole: boolean;
}

type Most = Pick<Limits, 'pages' | 'documents'>;

const readOnce = async (getPage: GetPage, where: string, shape: PageShape, limits: Most): Promise<Reading> => {
  const documents = new Map<unknown, JsonObject>();
  const totals = new Set<number | undefined>();
  let skip = 0;
  for (let requests = 1; ; requests += 1) {
    if (requests > limits.pages) throw pastLimit(`The listing has more than ${limits.pages} pages.`, where);
    const page = await (skip === 0 ? getPage(0, pageSize) : laterPage(getPage, skip, where));
    const items = itemsOf(page[shape.items], where);
    const total = totalOf(page[shape.total]);
    totals.add(total);
    const before = documents.size;
    for (const item of items) documents.set(item['Id'] ?? item, item);
    skip += items.length;
    if (documents.size > limits.documents)
      throw pastLimit(`The listing has more than ${limits.documents} documents.`, where);

    const isLast = items.length === 0 || (total === undefined ? isShort(page, items.length) : skip >= total);
    const isRepeated = items.length > 0 && documents.size === before;
    if (!isLast && !isRepeated) continue;
    // Each document came once, and as many as the server says.
    const isWhole = isLast && totals.size === 1 && documents.size === skip && skip === (total ?? skip);
    return { documents: [...documents.values()], requests, total, isWhole };
  }
};

/** A page after the first. The server has the listing: that it has not this page means nothing. */
const laterPage = async (getPage: GetPage, skip: number, where: string): Promise<JsonObject> => {
  try {
    return await getPage(skip, pageSize);
  } catch (error) {
    if (!isMissingRoute(error)) throw error;
    const what = `The page that begins at ${skip} is missing (${error.status ?? ''}), although those before it are there.`;
    throw new ApiError({ what, where, status: 200, remedy: tryAgain }, { cause: error });
  }
};

/** The members of a list in an answer. Throws ApiError if it is none, or one of them is no document. */
const itemsOf = (items: JsonValue | undefined, where: string): readonly JsonObject[] => {
  if (isList(items)) return documentsIn(items, where);
  throw new ApiError({ what: 'The answer is not a page of items.', where, status: 200, remedy: checkUrl });
};

/** The documents of a list. Throws ApiError if one of its members is none. */
export const documentsIn = (items: readonly JsonValue[], where: string): readonly JsonObject[] => {
  const documents = items.filter(isObject);
  if (documents.length === items.length) return documents;
  const what = `${items.length - documents.length} of ${items.length} members of the listing are no documents.`;
  throw new ApiError({ what, where, status: 200, remedy: checkUrl });
};

/** How many there are, as the server says; undefined where it says nothing, or no number that could be one. */
const totalOf = (total: JsonValue | undefined): number | undefined => (typeof total === 'number' ? total : undefined);

/** Whether a page without a total is the last one: it is not full, and names no next one. */
const isShort = (page: JsonObject, items: number): boolean => {
  const links = page['Links'];
  return items < sizeOf(page) && !(isObject(links) && typeof links['Page.Next'] === 'string');
};

/** How many items make a full page: a server may give less than was asked for, and says so. */
const sizeOf = (page: JsonObject): number => {
  const said = page['ItemsPerPage'];
  return typeof said === 'number' && said > 0 ? Math.min(said, pageSize) : pageSize;
};

export const checkUrl = 'Check that the URL is that of an Octopus Server.';

const tryAgain = 'Somebody may be changing it, or the server does not page it: try again when it is quiet.';

const notWhole = (read: number, total: number | undefined, where: string): ApiError =>
  new ApiError({
    what:
      total !== undefined && read >= total
        ? `The listing does not fit its total: it has ${read} documents, some more than once perhaps, and says ${total}.`
        : `Only ${read}${total === undefined ? '' : ` of ${total}`} documents of the listing could be read.`,
    where,
    remedy: tryAgain,
    status: 200,
  });
