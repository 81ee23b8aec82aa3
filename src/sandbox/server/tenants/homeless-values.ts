import type { JsonObject } from '../../../model/json.js';
import { textIn } from '../documents.js';
import type { Space } from '../space.js';
import type { Instance } from '../state.js';
import { faultsInPlace } from '../rules/tenant-value-rules.js';
import { connection, environmentsOf, keepValues, kinds, valuesIn, type Kind } from './tenant-values.js';

/**
 * Deletes the values that a change of a tenant, a project or a library variable set leaves without a place. A value
 * for several environments stays for those that are left.
 */
export const dropHomelessValues = (instance: Instance, space: Space): void => {
  for (const tenant of space.all('tenants')) {
    const tenantId = textIn(tenant, 'Id');
    for (const kind of kinds) {
      const values = valuesIn(space, tenantId, kind);
      const kept = values.flatMap((value) => {
        const narrowed = withinConnection(tenant, kind, value);
        return narrowed && faultsInPlace(space, tenant, kind, narrowed).length === 0 ? [narrowed] : [];
      });
      const isChanged = kept.length < values.length || kept.some((value, index) => value !== values[index]);
      if (isChanged) keepValues(instance, space, tenantId, { [kind.list]: kept });
    }
  }
};

/** A value without the environments its tenant has given up; undefined if that leaves it none. */
const withinConnection = (tenant: JsonObject, kind: Kind, value: JsonObject): JsonObject | undefined => {
  const environments = environmentsOf(value);
  const connected = kind.owners === 'projects' ? connection(tenant, textIn(value, kind.ownerId)) : undefined;
  if (!connected || environments.length === 0) return value;
  const left = environments.filter((id) => connected.includes(id));
  if (left.length === environments.length) return value;
  return left.length === 0 ? undefined : { ...value, Scope: { EnvironmentIds: left } };
};
