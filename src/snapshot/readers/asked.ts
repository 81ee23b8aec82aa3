import type { JsonObject } from '../../model/json.js';
import { parseFilter } from '../../model/filter.js';
import { bareName } from '../../model/versions.js';
import { absentOr } from './absence.js';
import type { TypeReader } from './reading.js';

/** What grows without end on a server is read only for the package IDs that a person asked for. */
export const readAsked: TypeReader = async ({ reader, type, asked }) => {
  const {
    reading: { listing },
  } = type;
  if (listing.kind !== 'asked') return { documents: [], requests: 0 };
  if (!asked) return { documents: [], requests: 0, incomplete: 'not read: snapshot --packages FILTER reads them' };
  const documents: JsonObject[] = [];
  let requests = 0;
  for (const [index, query] of queriesFor(asked, listing.idQuery).entries()) {
    const listed = await reader.pages(type.reading.reach, type.reading.path, query).catch((error: unknown) => {
      if (index > 0) throw error;
      return absentOr(error, { reader, type }, 1);
    });
    if ('absent' in listed) return listed;
    documents.push(...listed.documents);
    requests += listed.requests;
  }
  // One version that is excluded leaves the others.
  const ids = parseFilter(asked.filter((item) => !/^!.*@/.test(item)).map(bareName));
  return {
    documents: documents.filter(({ PackageId }) => typeof PackageId === 'string' && ids.includes(PackageId)),
    requests,
  };
};

/** One listing an exact ID; one of everything where a wildcard is among them. */
const queriesFor = (asked: readonly string[], parameter: string): readonly (string | undefined)[] => {
  const ids = new Set(asked.map(bareName));
  const isOpen = [...ids].some((id) => /[*?!]/.test(id) || id.toLowerCase() === 'all');
  return isOpen ? [undefined] : [...ids].map((id) => `${parameter}=${encodeURIComponent(id)}`);
};
