import { textOf, type JsonObject } from '../../model/json.js';
import { fromOlder, hasValues, withNewer } from '../../naming/template-values.js';
import { parentsOf, textIn, type Listed, type Reading, type SpaceReader, type TypeReader } from './reading.js';

/**
 * The values of tenants (octopus-api tenants). The bulk listing of the older document says which tenants have any;
 * where the server has the newer ones, those are read for them: only they tell to which environments a value is scoped.
 */
export const readTemplateValues: TypeReader = async (reading) => {
  const { reader, type, isWanted } = reading;
  const listed = await readOlder(reading);
  let { requests } = listed;
  let isOld = false;
  const complete = async (older: JsonObject): Promise<JsonObject> => {
    const flat = fromOlder(older);
    if (isOld || !hasValues(flat)) return flat;
    const at = `tenants/${encodeURIComponent(textIn(older, 'TenantId') ?? '')}`;
    requests += 1;
    const common = await reader.get(`${at}/commonvariables`);
    isOld = common === undefined;
    if (!common) return flat;
    requests += 1;
    return withNewer(flat, common, await reader.get(`${at}/projectvariables`));
  };
  const wanted = listed.documents.filter((older) => isWanted(type, textIn(older, 'TenantName') ?? ''));
  const [first, ...others] = [...wanted].sort((one, other) => Number(hasAny(other)) - Number(hasAny(one)));
  const documents = first ? [await complete(first), ...(await Promise.all(others.map(complete)))] : [];
  return { documents, requests };
};

/** The older documents of all tenants: in bulk, or one by one where a server has no such listing. */
const readOlder = async (reading: Reading): Promise<Listed> => {
  const { reader, bulk } = reading;
  const listed = await bulk('tenantvariables/all', 'array');
  if (listed) return listed;
  const tenants = parentsOf(reading).documents;
  const documents = await Promise.all(
    tenants.map(async ({ Id, Name }) => {
      const older = await reader.get(`tenants/${encodeURIComponent(textOf(Id))}/variables`);
      return older ? [{ TenantId: Id ?? null, TenantName: Name ?? null, ...older }] : [];
    }),
  );
  return { documents: documents.flat(), requests: 1 + tenants.length };
};

const hasAny = (older: JsonObject): boolean => hasValues(fromOlder(older));

/** The values of one tenant, as they are now. */
export const readOneTenant = async (reader: SpaceReader, tenantId: string): Promise<JsonObject | undefined> => {
  const at = `tenants/${encodeURIComponent(tenantId)}`;
  const older = await reader.get(`${at}/variables`);
  if (!older) return undefined;
  const flat = fromOlder({ TenantId: tenantId, ...older });
  const common = await reader.get(`${at}/commonvariables`);
  return common ? withNewer(flat, common, await reader.get(`${at}/projectvariables`)) : flat;
};
