import { ApiError } from '../model/errors.js';

/**
 * Sends a write; where its answer was lost, or a repetition was refused as stale, looks whether it was done after all.
 * `find` reads what the server has now, and gives undefined if that is not what was meant. A refusal stays a refusal.
 */
export const orFind = async <Stored>(
  send: () => Promise<Stored>,
  find: () => Promise<Stored | undefined>,
): Promise<Stored> => {
  try {
    return await send();
  } catch (error) {
    if (!(error instanceof ApiError) || !mayBeDone(error.status)) throw error;
    const found = await find().catch(() => undefined);
    if (found === undefined) throw error;
    return found;
  }
};

/** No answer at all, an answer on behalf of the server, or a version that our own first attempt made stale. */
const mayBeDone = (status: number | undefined): boolean =>
  status === undefined || status === 409 || status === 502 || status === 504;
