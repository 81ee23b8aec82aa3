import { isYes } from './list-filters.js';
import type { JsonObject } from '../../../model/json.js';
import { textIn, textsIn } from '../documents.js';
import { bodyOf, ok, type Answer, type Query } from './exchange.js';
import { compareVersions } from '../rules/package-names.js';
import { notFound, Refusal, badRequest } from '../refusal.js';
import { remove } from '../remove.js';
import type { Call, Handler } from './route-table.js';

/** What a write does when there is one of the same ID and version already. */
export type Overwrite = 'fail' | 'overwrite' | 'ignore';

/** Reads `OverwriteMode`, or the older flag `Replace`. Throws a 400 for a mode that there is not. */
export const overwriteIn = (mode: string | undefined, replace: boolean): Overwrite => {
  if (mode === undefined || mode === '') return replace ? 'overwrite' : 'fail';
  const modes: Readonly<Record<string, Overwrite>> = {
    failifexists: 'fail',
    overwriteexisting: 'overwrite',
    ignoreifexists: 'ignore',
  };
  const overwrite = modes[mode.toLowerCase()];
  if (!overwrite) throw badRequest("'OverwriteMode' must be one of FailIfExists, OverwriteExisting, IgnoreIfExists.");
  return overwrite;
};

/** Throws a 409 where something exists that must not. */
export const refuseExisting = (existing: JsonObject | undefined, overwrite: Overwrite): void => {
  if (existing && overwrite === 'fail')
    throw new Refusal(409, [
      `'${textIn(existing, 'PackageId')}' ${textIn(existing, 'Version')} exists already; send an overwrite mode to replace it.`,
    ]);
};

/** What a list of packages or build information takes in its query. */
export const versionedFilters = [
  'skip',
  'take',
  'nuGetPackageId',
  'packageId',
  'partialPackageId',
  'filter',
  'latest',
] as const;

/** Those of packages or build information that a query asks for: by ID, the newest version first. */
export const versionedList = (documents: readonly JsonObject[], query: Query): readonly JsonObject[] => {
  const { nuGetPackageId, packageId = nuGetPackageId, partialPackageId = '', filter = '', latest } = query;
  const has = (document: JsonObject, field: string, fragment: string): boolean =>
    textIn(document, field).toLowerCase().includes(fragment.toLowerCase());
  const wanted = documents
    .filter((one) => packageId === undefined || textIn(one, 'PackageId').toLowerCase() === packageId.toLowerCase())
    .filter((one) => has(one, 'PackageId', partialPackageId))
    .filter((one) => has(one, 'PackageId', filter) || has(one, 'Version', filter))
    .sort(
      (one, other) =>
        textIn(one, 'PackageId').localeCompare(textIn(other, 'PackageId')) ||
        compareVersions(textIn(other, 'Version'), textIn(one, 'Version')),
    );
  const isFirst = (one: JsonObject, index: number): boolean => one['PackageId'] !== wanted[index - 1]?.['PackageId'];
  return isYes(latest) ? wanted.filter(isFirst) : wanted;
};

/** DELETE of several: the IDs are in the body, or in the query before 2022. */
export const removeSeveral =
  (path: string): Handler =>
  ({ instance, space, request }: Call): Answer => {
    // The vendor's client asks in the query, whatever the page says.
    const asked = request.query['ids'];
    const isInBody = instance.generation === '2026' && asked === undefined;
    const ids = isInBody ? textsIn(bodyOf(request), 'Ids') : (asked ?? '').split(',');
    const unknown = ids.find((id) => !space.find(path, id));
    if (unknown !== undefined) throw notFound(unknown);
    for (const id of ids) remove(instance, space, path, id);
    return ok(null);
  };
