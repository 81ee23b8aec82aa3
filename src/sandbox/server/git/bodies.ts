import { isObject, type JsonObject } from '../../../model/json.js';
import type { RequestContract, Shape } from '../contract.js';
import { textIn } from '../documents.js';
import { refuseIfAny } from '../refusal.js';
import { bodyOf } from '../routes/exchange.js';
import type { Call } from '../routes/route-table.js';
import { received } from '../rules/received.js';
import { requestFaults } from '../write.js';

const text: Shape = { is: 'string' };
const some: Shape = { is: 'string', min: 1 };
const flag: Shape = { is: 'boolean' };

const contract = (members: Readonly<Record<string, Shape>>, required: readonly string[]): RequestContract => ({
  members: { ProjectId: text, SpaceId: text, ...members },
  writable: Object.keys(members),
  required,
});

/** Bodies of the routes below `git` (octopus-api projects, branches). */
export const bodies = {
  branch: contract({ BaseGitRef: text, NewBranchName: some }, ['BaseGitRef', 'NewBranchName']),
  validate: contract({ GitRef: text }, ['GitRef']),
  connectivity: contract({ BasePath: text, Credentials: { is: 'any' }, DefaultBranch: text, Url: some }, [
    'Credentials',
    'DefaultBranch',
    'Url',
  ]),
  migrateVariables: contract({ Branch: text, CommitMessage: some, CreateBranch: flag }, ['Branch', 'CommitMessage']),
  migrateRunbooks: contract({ Branch: text, CommitMessage: text, CreateBranch: flag }, []),
  // The page wants ChangeDescription, the vendor's client sends CommitMessage alone.
  convert: contract(
    {
      ChangeDescription: some,
      CommitMessage: text,
      InitialCommitBranchName: text,
      VersionControlSettings: { is: 'any' },
    },
    ['VersionControlSettings'],
  ),
} as const;

/** The body of a request, as a contract and its path have it. Throws a 400. */
export const gitBody = (call: Call, shape: RequestContract, projectId: string): JsonObject => {
  const body = received(shape, bodyOf(call.request));
  const sent = textIn(body, 'ProjectId');
  refuseIfAny([
    ...requestFaults(shape, body, call.space),
    ...(sent === '' || sent === projectId ? [] : [`'ProjectId' is '${sent}', but the path says '${projectId}'.`]),
  ]);
  return body;
};

/** The persistence settings that a body carries, as the project will have them: whole, with their type. Throws a 400. */
export const persistenceIn = (call: Call, settings: unknown): JsonObject => {
  const persistence = call.instance.contract['projects']?.update.members['PersistenceSettings'];
  const sent = isObject(settings) ? { Type: 'VersionControlled', ...settings } : {};
  const shape: RequestContract = {
    members: { VersionControlSettings: persistence ?? { is: 'any' } },
    writable: [],
    required: ['VersionControlSettings'],
  };
  const body = received(shape, { VersionControlSettings: sent });
  refuseIfAny(requestFaults(shape, body, call.space));
  const { VersionControlSettings: whole = null } = body;
  return isObject(whole) ? whole : {};
};
