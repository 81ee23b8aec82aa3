import { allTypes, defaultBranchIn, isProtectedBranch, routeToRef, saysSo } from '../../catalogue/index.js';
import { livesInGit } from '../../catalogue/fields/git.js';
import { ApiError } from '../../model/errors.js';
import { refNamedIn } from '../../model/git-refs.js';
import { isObject, textOf, type JsonObject } from '../../model/json.js';
import { isMissingRoute } from '../../octopus/index.js';
import { attention, right, wrong, type Found } from '../finding.js';
import type { Visit } from '../visit.js';

/** So many projects are looked at: a doctor asks little of a server. */
const most = 10;

/** Whether the server has the refs at which the projects in Git will be read, and which of their default branches it protects. */
export const checkGitRefs = async ({ client: connected, space, patient }: Visit): Promise<Found> => {
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
    const ref = refNamedIn(patient.gitRefs, textOf(project['Name'])) ?? textOf(settingsOf(project)['DefaultBranch']);
    const why = await whyUnread(project, ref, (route) => client.get(`${id}/${route}`));
    if (why !== undefined) unread.push(why);
  }
  const whole = `${inGit.length} ${inGit.length === 1 ? 'project keeps its' : 'projects keep their'} process in Git`;
  if (unread.length > 0)
    return wrong(
      `The server cannot read ${unread.join('; ')}.`,
      'Test the connection in the project, under Settings, Version Control: repository, credential and branch; or correct gitRefs of the instance.',
    );
  const told = protectedIn(inGit);
  if (looked.length < inGit.length)
    return attention(`${whole}; the refs of ${most} can be read.${told}`, 'The others were not asked for.');
  return right(`${whole}; the refs can be read.${told}`);
};

const settingsOf = ({ PersistenceSettings: settings = null }: JsonObject): JsonObject =>
  isObject(settings) ? settings : {};

/** Undefined for a ref that is there. */
const whyUnread = async (
  { Id: id, Name: name }: JsonObject,
  ref: string,
  get: (path: string) => Promise<JsonObject>,
): Promise<string | undefined> => {
  if (ref === '') return `the default branch of project "${textOf(name)}", which names none`;
  try {
    for (const { reading } of allTypes)
      if (reading.repository) await get(routeToRef(reading.repository, { project: textOf(id), ref }));
    return undefined;
  } catch (error) {
    if (!(error instanceof ApiError) || error.status === 429 || error.status === undefined) throw error;
    return `"${ref}" of project "${textOf(name)}" (status ${error.status})`;
  }
};

/** Where nobody may write to the default branch: what is applied is a commit on another one anyhow. */
const protectedIn = (projects: readonly JsonObject[]): string => {
  const names = projects
    .filter((one) => isProtectedBranch(settingsOf(one), defaultBranchIn(settingsOf(one))))
    .map(({ Name: name }) => `"${textOf(name)}"`);
  if (names.length === 0) return '';
  const [called, others] = [names.slice(0, 3).join(', '), names.length - 3];
  return ` The default branch of ${called}${others > 0 ? ` and ${others} more` : ''} is protected: commits go to a branch of octosync's own.`;
};
