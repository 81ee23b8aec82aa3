import { routeAtRef } from '../../catalogue/index.js';
import { ApiError } from '../../model/errors.js';
import { shortRef } from '../../model/git-refs.js';
import type { JsonObject } from '../../model/json.js';
import { readerFor } from '../../snapshot/reader.js';
import { refIn } from '../../snapshot/readers/refs.js';
import { apiPath, type Destination } from '../destination.js';
import { refuseOther, type Place } from './places.js';

/**
 * Makes sure, before a commit, that the branch for it is there and that it is one to commit to (rules git-branch): it is made from the
 * ref that `diff` read. Where the answer was lost, or somebody made it in between, it is used: what it has is tested like all else.
 * Throws BlockedError for a branch that nothing may be committed to, ApiError where it cannot be made.
 */
export const makeReady = async (place: Place, destination: Destination): Promise<void> => {
  refuseOther(place);
  if (place.isThere || !place.isOwn) return;
  const { isProtected } = refIn(await makeBranch(place, destination), place.ref);
  place.isThere = true;
  place.isProtected = isProtected === true;
  refuseOther(place);
};

const makeBranch = async (place: Place, destination: Destination): Promise<JsonObject> => {
  const { client, space, onWrite } = destination;
  const { owner, projectId, ref, from } = place;
  const path = apiPath(owner, space, routeAtRef(owner.reading.repository?.branches ?? '', { project: projectId, ref }));
  onWrite('POST', path);
  try {
    return await client.post(path, {
      ProjectId: projectId,
      SpaceId: space.id,
      BaseGitRef: from,
      NewBranchName: shortRef(ref),
    });
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    const found = await readerFor(client, space)
      .get(routeAtRef(owner.reading.repository?.refs ?? '', { project: projectId, ref }))
      .catch(() => undefined);
    if (!found) throw error;
    return found;
  }
};
