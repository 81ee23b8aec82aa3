import { findType, parentNames, typeNamed, type ResourceType } from '../catalogue/index.js';
import type { Entry } from '../changeset/changeset.js';
import { isObject, type JsonObject } from '../model/json.js';
import type { OctopusClient, Space } from '../octopus/index.js';
import type { LiveSpace } from './live/live-space.js';
import { parentIdOf } from './reread.js';

/**
 * The address, in the Octopus portal, of what a change or an entry is about: as the server says it (`Links.Web`), else as the type
 * declares it; of the parent for what has no page. Undefined for what does not exist.
 */
export const portalPages =
  (live: LiveSpace, { url }: Pick<OctopusClient, 'url'>, space: Space) =>
  ({ type, names }: Pick<Entry, 'type' | 'names'>): string | undefined => {
    const page = (of: ResourceType, named: readonly string[]): string | undefined => {
      const said = webLink(live.find(of.name, named)?.raw);
      if (said !== undefined) return `${url}${said}`;
      const id = live.idOf(of.name, named);
      const parentId = parentIdOf(of, named, live);
      const isKnown = of.writing.portal?.includes('{id}') ? id !== undefined : !of.parent || parentId !== undefined;
      if (of.writing.portal !== undefined && isKnown) {
        const path = of.writing.portal.replace('{id}', encode(id)).replace('{parent}', encode(parentId));
        return `${url}/app#/${space.id}/${path}`;
      }
      if (!of.parent) return undefined;
      return page(typeNamed(of.parent.type), parentNames(of, named));
    };
    const declared = findType(type);
    return declared && page(declared, names);
  };

const encode = (id: string | undefined): string => encodeURIComponent(id ?? '');

/** Below the server's own address, or nothing: a link that leads elsewhere is not passed on. */
const webLink = (raw: JsonObject | undefined): string | undefined => {
  const links = raw?.['Links'];
  const web = isObject(links) ? links['Web'] : undefined;
  return typeof web === 'string' && /^\/app#\/[\w\-/]+$/.test(web) ? web : undefined;
};
