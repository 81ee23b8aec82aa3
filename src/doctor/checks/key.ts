import { ApiError } from '../../model/errors.js';
import { textOf } from '../../model/json.js';
import { right, wrong, type Found } from '../finding.js';
import type { SignIn, Visit } from '../visit.js';

/** Whose key it is. */
export const checkKey = async ({ user, patient }: Visit): Promise<Found> => {
  try {
    const [{ Username: name, IsService: isService }, secret] = await Promise.all([user(), patient.key()]);
    const called = isToken(secret) ? 'access token' : 'key';
    return right(`The ${called} is that of "${textOf(name)}"${isService === true ? ', a service account' : ''}.`);
  } catch (error) {
    if (!(error instanceof ApiError) || error.status !== 401) throw error;
    return refused(await patient.key(), patient);
  }
};

const isToken = (signIn: SignIn): boolean => 'accessToken' in signIn;

const refused = (signIn: SignIn, { cameFrom }: Visit['patient']): Found => {
  const [called, remedy] = isToken(signIn)
    ? ['access token', 'Such a token lives for a short time: let the job log in again, and put the new one into']
    : ['key', 'Make a new one in the profile of its user, and put it into'];
  return wrong(
    `The server does not take the ${called}: it is wrong, expired, or of another server.`,
    `${remedy} ${cameFrom(signIn)}.`,
  );
};

/** Whether the key sees the space. */
export const checkSpace = async ({ space }: Visit): Promise<Found> => {
  const { name, id } = await space();
  return right(`The space "${name}" is ${id}.`);
};
