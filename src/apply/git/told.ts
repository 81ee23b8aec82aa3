import { ApiError } from '../../model/errors.js';
import { shortRef } from '../../model/git-refs.js';
import type { Place } from './places.js';

/** Does something at a ref; what the server refuses names project, branch and what a person can do about it (rules git-refused). */
export const toldOf = async <Result>(place: Place, work: () => Promise<Result>): Promise<Result> => {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof ApiError) || error.status === undefined || ![400, 404].includes(error.status)) throw error;
    const { what, where, details, status, messages } = error;
    throw new ApiError(
      {
        what: `Project "${place.project}", branch ${shortRef(place.ref)}: ${what}`,
        ...(where !== undefined && { where }),
        remedy: remedyFor(messages.join(' '), place),
        ...{ details, status, messages },
      },
      { cause: error },
    );
  }
};

/** By the words of a server, which has one status for all of it. */
const remedyFor = (says: string, { ref, from }: Place): string => {
  if (/protected/i.test(says))
    return `Let people commit to ${shortRef(ref)} in the version control settings of the project, and run it again.`;
  if (/sensitive/i.test(says)) return 'No secret goes into a repository: make it a sensitive variable of the project.';
  if (/access|connect|remote|credential|authenticat|clone|fetch|push/i.test(says))
    return 'Test the connection in the version control settings of the project, and run it again: what was committed is recognized.';
  return `Look at the branch and at ${from} in the repository, and run it again: what was committed is recognized.`;
};
