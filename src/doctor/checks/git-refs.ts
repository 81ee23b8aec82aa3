import { saysSo } from '../../catalogue/index.js';
import { livesInGit } from '../../catalogue/fields/git.js';
import { ApiError } from '../../model/errors.js';
import { isObject, textOf, type JsonObject } from '../../model/json.js';
import { isMissingRoute } from '../../octopus/index.js';
import { attention, right, wrong, type Found } from '../finding.js';
import type { Visit } from '../visit.js';

/** So many projects are looked at: a doctor asks little of a server. */
const most = 10;

/** Whether the server can read the branches of the projects that keep their process in Git. */
export const checkGitRefs = async ({ client: connected, space }: Visit): Promise<Found> => {
  const [client, { id }] = [await connected(), await space()];
  const projects = await client.array(`${id}/projects/all`).catch((error: unknown) => {
    if (isMissingRoute(error)) return { documents: [] };
    throw error;
  });
  const inGit = projects.documents.filter((project) => saysSo(project, livesInGit));
  if (inGit.length === 0) return right('No project keeps its process in Git.');
  const looked = inGit.slice(0, most);
  const unread: string[] = [];
  for (const project of looked) {
    const why = await whyUnread(project, (route) => client.get(`${id}/${route}`));
    if (why !== undefined) unread.push(why);
  }
  const whole = `${inGit.length} ${inGit.length === 1 ? 'project keeps its' : 'projects keep their'} process in Git`;
  if (unread.length > 0)
    return wrong(
      `The server cannot read ${unread.join('; ')}.`,
      'Test the connection in the project, under Settings, Version Control: repository, credential and branch.',
    );
  if (looked.length < inGit.length)
    return attention(`${whole}; the branches of ${most} can be read.`, 'The others were not asked for.');
  return right(`${whole}; the branches can be read.`);
};

/** Undefined for a branch that is there. */
const whyUnread = async (
  { Id: id, Name: name, PersistenceSettings: settings }: JsonObject,
  get: (route: string) => Promise<JsonObject>,
): Promise<string | undefined> => {
  const branch = isObject(settings) ? textOf(settings['DefaultBranch']) : '';
  try {
    await get(`projects/${textOf(id)}/git/branches/${encodeURIComponent(branch)}`);
    return undefined;
  } catch (error) {
    if (!(error instanceof ApiError) || error.status === 429 || error.status === undefined) throw error;
    return `branch "${branch}" of project "${textOf(name)}" (status ${error.status})`;
  }
};
