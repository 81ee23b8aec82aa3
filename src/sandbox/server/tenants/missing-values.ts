import type { JsonObject } from '../../../model/json.js';
import { textIn } from '../documents.js';
import type { Space } from '../space.js';
import { connection, environmentsOf, ownersFor, templatesOf, valuesIn, type Kind } from './tenant-values.js';

/** The values that a tenant's projects need and it does not have, with the defaults of their templates. */
export const missingValues = (space: Space, tenant: JsonObject, kind: Kind): readonly JsonObject[] => {
  const values = valuesIn(space, textIn(tenant, 'Id'), kind);
  return ownersFor(space, tenant, kind).flatMap((owner) => {
    const ownerId = textIn(owner, 'Id');
    return templatesOf(space, kind, ownerId).flatMap((template) => {
      const given = values.filter((value) => value[kind.ownerId] === ownerId && value['TemplateId'] === template['Id']);
      const scopes = given.map(environmentsOf);
      const missing = (connection(tenant, ownerId) ?? []).filter((id) => !scopes.flat().includes(id));
      const isGiven = kind.owners === 'projects' ? missing.length === 0 : given.length > 0;
      if (isGiven || scopes.some((scope) => scope.length === 0)) return [];
      return [
        {
          [kind.ownerId]: ownerId,
          TemplateId: textIn(template, 'Id'),
          Scope: { EnvironmentIds: missing },
          Value: template['DefaultValue'] ?? null,
        },
      ];
    });
  });
};
