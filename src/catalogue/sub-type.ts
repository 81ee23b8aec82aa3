import type { JsonObject } from '../model/json.js';
import type { ResourceType } from './vocabulary.js';

/** What kind of its type a document is (`AzureServicePrincipal`); undefined where the type has no kinds, or it does not say. */
export const subTypeIn = ({ subType }: ResourceType, document: JsonObject): string | undefined => {
  const kind = subType && document[subType.field];
  return typeof kind === 'string' ? kind : undefined;
};

/** Two kinds of a type that a server never turns into one another; undefined where they are the same, or nobody knows. */
export interface OtherKind {
  readonly here: string;
  readonly wanted: string;
}

/** How what the destination has under a name is another thing than what the source has (rules seen-in-diff). */
export const otherKind = (type: ResourceType, source: JsonObject, here: JsonObject): OtherKind | undefined => {
  const [wanted, is] = [subTypeIn(type, source), subTypeIn(type, here)];
  return wanted === undefined || is === undefined || is === wanted ? undefined : { here: is, wanted };
};

/** Whether what refers to one kind can refer to the other in its place. */
export const areAlike = ({ subType }: ResourceType, { here, wanted }: OtherKind): boolean =>
  (subType?.alike ?? []).some((kinds) => kinds.includes(here) && kinds.includes(wanted));
