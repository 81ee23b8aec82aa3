import { isObject, type JsonObject, type JsonValue } from '../../../model/json.js';
import { objectIn } from '../documents.js';
import { common, kinds, type Kind } from './tenant-values.js';

/** A value in the older document: which environment it is for is part of its place. */
export interface Place {
  readonly kind: Kind;
  readonly ownerId: string;
  readonly templateId: string;
  /** Empty for library variable sets, whose values the older document does not scope. */
  readonly environment: string;
  readonly value: JsonValue;
}

/** Every value that an older document holds. */
export const placesIn = (document: JsonObject): readonly Place[] =>
  kinds.flatMap((kind) =>
    Object.entries(objectIn(document, kind.older)).flatMap(([ownerId, entry]) => {
      const variables = isObject(entry) ? objectIn(entry, 'Variables') : {};
      const scopes = kind === common ? { '': variables } : variables;
      return Object.entries(scopes).flatMap(([environment, byId]) =>
        Object.entries(isObject(byId) ? byId : {})
          .filter(([, value]) => value !== null)
          .map(([templateId, value]): Place => ({ kind, ownerId, templateId, environment, value })),
      );
    }),
  );

/** A place as a value of the store. */
export const valueAt = ({ kind, ownerId, templateId, environment, value }: Place): JsonObject => ({
  [kind.ownerId]: ownerId,
  TemplateId: templateId,
  Scope: { EnvironmentIds: environment === '' ? [] : [environment] },
  Value: value,
});

/** An older document in the shape of the store, for loading. */
export const fromOlder = (document: JsonObject): JsonObject => ({
  TenantId: document['TenantId'] ?? document['Id'] ?? null,
  ...Object.fromEntries(
    kinds.map((kind) => [
      kind.list,
      placesIn(document)
        .filter((place) => place.kind === kind)
        .map(valueAt),
    ]),
  ),
});
