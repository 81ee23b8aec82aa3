import { lookup } from 'node:dns/promises';
import { once } from 'node:events';
import { connect } from 'node:net';

/** The address of a host, as the machine resolves names; undefined for one that it does not know. */
export const addressOf = async (hostname: string): Promise<string | undefined> => {
  const found = await lookup(bare(hostname)).catch(() => undefined);
  return found?.address;
};

/** Whether something takes connections there: nothing is sent. Gives the code of the error where nothing does. */
export const openPort = async (url: URL, patience: number): Promise<{ readonly code?: string }> => {
  const port = Number(url.port) || (url.protocol === 'https:' ? 443 : 80);
  const socket = connect({ host: bare(url.hostname), port });
  try {
    await once(socket, 'connect', { signal: AbortSignal.timeout(patience) });
    return {};
  } catch (error) {
    return { code: error instanceof Error && 'code' in error ? String(error.code) : 'ETIMEDOUT' };
  } finally {
    socket.destroy();
  }
};

/** URLs have addresses of IPv6 in brackets. */
const bare = (hostname: string): string => hostname.replace(/^\[|\]$/g, '');
