import { createServer, request as send, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A write that the proxy has let through to the server. */
export interface Forwarded {
  readonly method: string;
  readonly path: string;
  readonly body: string;
  readonly status: number;
}

/**
 * What becomes of a write: `drop` keeps it from the server, `swallow` lets the server do it and keeps the answer, the
 * other two keep it from the server and answer 500 with all that was asked, as JSON of Octopus or as a plain text.
 */
export type Fate = 'pass' | 'drop' | 'swallow' | 'echo-json' | 'echo-text';

export interface WriteProxy {
  readonly url: string;
  /** Writes that the server has got. */
  readonly forwarded: Forwarded[];
  readonly close: () => Promise<void>;
}

export interface WriteHooks {
  /** Asked when a write has come in whole, before the server hears of it. */
  readonly fateOf: (body: string) => Fate;
  /** Waited for while neither an answer nor a broken connection has told the client anything. */
  readonly onTrouble?: () => Promise<void>;
}

/** Starts a proxy on 127.0.0.1 that passes all reading on, and lets a test decide about each write. */
export const startProxy = async (target: string, { fateOf, onTrouble }: WriteHooks): Promise<WriteProxy> => {
  const forwarded: Forwarded[] = [];
  const handle = async (incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> => {
    const body = await bytesOf(incoming);
    const { method = 'GET', url: path = '/' } = incoming;
    const isWrite = method !== 'GET';
    const fate = isWrite ? fateOf(body.toString('utf8')) : 'pass';
    if (fate === 'echo-json' || fate === 'echo-text') {
      const asked = `${JSON.stringify(incoming.headers)} ${body.toString('utf8')}`;
      const said = JSON.stringify({ ErrorMessage: `Cannot handle ${body.toString('utf8')}`, Errors: [asked] });
      const isJson = fate === 'echo-json';
      outgoing.writeHead(500, { 'content-type': isJson ? 'application/json' : 'text/plain' });
      outgoing.end(isJson ? said : asked);
      return;
    }
    if (fate === 'drop') {
      await onTrouble?.();
      outgoing.destroy();
      return;
    }
    const { status, headers, bytes } = await forward(target, incoming, body);
    if (isWrite) forwarded.push({ method, path, body: body.toString('utf8'), status });
    if (fate === 'swallow') {
      await onTrouble?.();
      outgoing.destroy();
      return;
    }
    outgoing.writeHead(status, headers).end(bytes);
  };
  const server = createServer((incoming, outgoing) => {
    handle(incoming, outgoing).catch(() => outgoing.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => {
        resolve();
      });
      server.closeAllConnections();
    });
  return { url: `http://127.0.0.1:${port}`, forwarded, close };
};

const bytesOf = async (stream: AsyncIterable<unknown>): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
};

interface Answered {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly bytes: Buffer;
}

const forward = (target: string, { method, url, headers }: IncomingMessage, body: Buffer): Promise<Answered> =>
  new Promise((resolve, reject) => {
    const outgoing = send(`${target}${url ?? ''}`, { method, headers }, (answer) => {
      bytesOf(answer).then(
        (bytes) => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, bytes }),
        reject,
      );
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });
