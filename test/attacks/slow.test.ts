import { existsSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { octopus } from '../../src/octopus/index.js';
import { workFolder } from '../e2e/cli.js';

const serve = async (answer: RequestListener): Promise<string> => {
  const server = createServer(answer);
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
};

it('a file that comes byte by byte is given up after its time, and not begun again (rules network-limits)', async () => {
  const url = await serve((_request, response) => {
    const drip = setInterval(() => response.write('x'), 5);
    response.on('close', () => clearInterval(drip));
  });
  const file = join(await workFolder(), 'a.zip');
  const client = octopus({ url, apiKey: 'API-SLOW', limits: { fileTime: 100 }, timeout: 60_000 });
  await expect(client.download('x', file)).rejects.toThrow('did not answer in time');
  expect([client.sent(), existsSync(file)]).toEqual([1, false]);
});
