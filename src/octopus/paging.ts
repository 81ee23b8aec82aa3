import { ApiError } from '../model/errors.js';
import { isList, isObject, type JsonObject } from '../model/json.js';
import { usualPage, type PageShape } from '../model/page.js';

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
 * then all is read again. Throws ApiError where the listing stays incomplete, because the server ignores `skip` or
 * somebody keeps changing it; a part is never given out as the whole (rules incomplete-unknown).
 */
export const readPages = async (getPage: GetPage, where: string, shape: PageShape = usualPage): Promise<Listing> => {
  let requests = 0;
  for (let reading = 1; ; reading += 1) {
    const read = await readOnce(getPage, where, shape);
    requests += read.requests;
    if (read.isWhole) return { documents: read.documents, requests };
    if (reading === mostReadings) throw notWhole(read.documents.length, read.total, where);
  }
};

interface Reading extends Listing {
  readonly total: number | undefined;
  readonly isWhole: boolean;
}

const readOnce = async (getPage: GetPage, where: string, shape: PageShape): Promise<Reading> => {
  const documents = new Map<unknown, JsonObject>();
  const totals = new Set<number | undefined>();
  let skip = 0;
  for (let requests = 1; ; requests += 1) {
    const page = await getPage(skip, pageSize);
    const found = page[shape.items];
    const items = isList(found) ? found.filter(isObject) : undefined;
    if (!items)
      throw new ApiError({ what: 'The answer is not a page of items.', where, status: 200, remedy: checkUrl });
    const said = page[shape.total];
    const total = typeof said === 'number' ? said : undefined;
    totals.add(total);
    const before = documents.size;
    for (const item of items) documents.set(item['Id'] ?? item, item);
    skip += items.length;

    const isLast = items.length === 0 || (total === undefined ? items.length < sizeOf(page) : skip >= total);
    const isRepeated = documents.size === before;
    if (!isLast && !isRepeated) continue;
    const isWhole =
      isLast && totals.size === 1 && documents.size >= (total ?? 0) && (!isRepeated || items.length === 0);
    return { documents: [...documents.values()], requests, total, isWhole };
  }
};

/** How many items make a full page: a server may give less than was asked for, and says so. */
const sizeOf = (page: JsonObject): number => {
  const said = page['ItemsPerPage'];
  return typeof said === 'number' && said > 0 ? Math.min(said, pageSize) : pageSize;
};

export const checkUrl = 'Check that the URL is that of an Octopus Server.';

const notWhole = (read: number, total: number | undefined, where: string): ApiError =>
  new ApiError({
    what: `Only ${read}${total === undefined ? '' : ` of ${total}`} documents of the listing could be read.`,
    where,
    remedy: 'Somebody may be changing it, or the server does not page it: try again when it is quiet.',
    status: 200,
  });
