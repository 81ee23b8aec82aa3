import type { JsonObject } from '../../../model/json.js';
import { textIn } from '../documents.js';
import { slugOf } from '../ids.js';
import type { Space } from '../space.js';

/** What stands by slug in files, besides steps and runbooks, which have no other name there. */
const slugged: ReadonlySet<string> = new Set([
  'environments',
  'channels',
  'feeds',
  'accounts',
  'workerpools',
  'git-credentials',
  'certificates',
  'tenants',
  'teams',
  'projects',
  'machines',
]);

/** Channels are called by slug among those of their project only. */
const within = (space: Space, path: string, projectId: string): readonly JsonObject[] =>
  space.all(path).filter((one) => path !== 'channels' || one['ProjectId'] === projectId);

/** What has no slug of its own is called by one that is made of its name. Teams of the whole server are `global/…`. */
const slugIn = (path: string, document: JsonObject): string => {
  const slug = textIn(document, 'Slug') || slugOf(textIn(document, 'Name'));
  return path === 'teams' && textIn(document, 'SpaceId') === '' ? `global/${slug}` : slug;
};

/** How a file calls what has an ID here; the ID itself for what is not here, or is called by its ID there, too. */
export const toSlug = (space: Space, projectId: string, path: string, id: string): string => {
  if (!slugged.has(path)) return id;
  const found = within(space, path, projectId).find((one) => one['Id'] === id);
  return found ? slugIn(path, found) : id;
};

/** The ID of what a file calls by slug, or by ID; undefined for what is not here. */
export const toId = (space: Space, projectId: string, path: string, called: string): string | undefined => {
  if (!slugged.has(path)) return called;
  const here = within(space, path, projectId);
  const found =
    here.find((one) => slugIn(path, one) === called.toLowerCase()) ?? here.find((one) => one['Id'] === called);
  return found && textIn(found, 'Id');
};

/** Whether a text can only be meant as an ID: `Environments-9`. */
export const looksLikeId = (called: string): boolean => /^[A-Z][A-Za-z]*-\d+$/.test(called);
