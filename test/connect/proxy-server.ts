import { createServer, request, type IncomingMessage } from 'node:http';
import { connect, type AddressInfo, type Server, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';

/** A proxy that runs: where it is, and what it was asked for, `CONNECT octopus.example.com:443`. */
export interface RunningProxy {
  readonly host: string;
  readonly asked: string[];
  /** The headers that the proxy itself could read. */
  readonly seen: string[];
}

interface Behaviour {
  /** `user:password`; without it everybody may come. */
  readonly credentials?: string;
  /** What it answers to everything. */
  readonly refuses?: number;
  /** Where it leads, whatever name it is asked for: no name of a test leads anywhere. */
  readonly to: string;
}

/** A proxy on this machine that forwards http, and tunnels what comes by CONNECT; it is gone after the test. */
export const startProxy = async ({ credentials, refuses, to }: Behaviour): Promise<RunningProxy> => {
  const running = { asked: [] as string[], seen: [] as string[] };
  const wanted = credentials === undefined ? undefined : `Basic ${Buffer.from(credentials).toString('base64')}`;
  const refusalOf = ({ method, url, headers, rawHeaders }: IncomingMessage): number | undefined => {
    running.asked.push(`${method} ${url}`);
    running.seen.push(...rawHeaders);
    return refuses ?? (wanted === undefined || headers['proxy-authorization'] === wanted ? undefined : 407);
  };
  const { hostname, port } = new URL(to);
  const server = createServer((asked, answer) => {
    const refused = refusalOf(asked);
    if (refused !== undefined) return void answer.writeHead(refused).end();
    const { pathname, search } = new URL(asked.url ?? '');
    const { method = 'GET', headers } = asked;
    const onward = request({ hostname, port, path: `${pathname}${search}`, method, headers }, (came) => {
      answer.writeHead(came.statusCode ?? 500, came.headers);
      came.pipe(answer);
    });
    asked.pipe(onward);
  });
  server.on('connect', (asked: IncomingMessage, near: Socket) => {
    const refused = refusalOf(asked);
    if (refused !== undefined) return void near.end(`HTTP/1.1 ${refused} No\r\nContent-Length: 0\r\n\r\n`);
    const far = connect({ host: hostname, port: Number(port) }, () => {
      near.write('HTTP/1.1 200 OK\r\n\r\n');
      near.pipe(far).pipe(near);
    });
    for (const socket of [near, far]) socket.on('error', () => [near, far].forEach((one) => one.destroy()));
  });
  return { ...running, host: `127.0.0.1:${await listening(server)}` };
};

/** Lets a server listen on this machine until the test ends; gives its port. */
export const listening = async (server: Server): Promise<number> => {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => sockets.add(socket));
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
};
