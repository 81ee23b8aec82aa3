import { ApiError } from '../../model/errors.js';
import { textOf } from '../../model/json.js';
import { right, wrong, type Found } from '../finding.js';
import type { Visit } from '../visit.js';

/** Whose key it is. */
export const checkKey = async ({ user, patient }: Visit): Promise<Found> => {
  try {
    const [{ Username: name, IsService: isService }, secret] = await Promise.all([user(), patient.key()]);
    const called = 'accessToken' in secret ? 'access token' : 'key';
    return right(`The ${called} is that of "${textOf(name)}"${isService === true ? ', a service account' : ''}.`);
  } catch (error) {
    if (!(error instanceof ApiError) || error.status !== 401) throw error;
    return wrong(
      'The server does not take the key or token: it is wrong, expired, or of another server.',
      `Make a new one, for a key in the profile of its user, and put it into ${patient.keyIn}.`,
    );
  }
};

/** Whether the key sees the space. */
export const checkSpace = async ({ space }: Visit): Promise<Found> => {
  const { name, id } = await space();
  return right(`The space "${name}" is ${id}.`);
};
