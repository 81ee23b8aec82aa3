import { request } from 'node:http';

export interface Got {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: string;
}

export interface Sent {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** Sends just these headers, with the path as it is given: neither a browser nor fetch would. */
export const raw = (base: string, path: string, { method = 'GET', headers = {}, body }: Sent = {}): Promise<Got> => {
  const { hostname, port } = new URL(base);
  return new Promise((resolve, reject) => {
    const asked = request({ hostname, port, path, method, headers, agent: false }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('end', () => {
        const text = Buffer.concat(chunks).toString('utf8');
        resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: text });
      });
    });
    asked.on('error', reject);
    asked.end(body);
  });
};

/** The path of an address, with its token. */
export const pathOf = (url: string): string => new URL(url).pathname;

/** What the page itself sends. */
export const asPage = (url: string, body: unknown): Sent => ({
  method: 'POST',
  headers: { origin: new URL(url).origin, 'sec-fetch-site': 'same-origin', 'content-type': 'application/json' },
  body: JSON.stringify(body),
});

export const nothingDecided = { leftOut: [], resolved: [], accepted: [], saved: '' } as const;
