// What snapshot asks of a server, by a program that does nothing else: the same requests, as many at once; each document of an answer
// becomes a file. Nothing is checked, named, sorted or digested.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { join } from 'node:path';

const { url, asked, out, atOnce } = JSON.parse(process.argv[2]);
const agent = new Agent({ keepAlive: true, maxSockets: atOnce });
const headers = { 'x-octopus-apikey': process.env.OCTOPUS_API_KEY };

/** The bytes of an answer; none where the server has no such picture. */
const get = (path) =>
  new Promise((resolve, reject) => {
    const sent = request(`${url}${path}`, { agent, headers }, (answer) => {
      const chunks = [];
      answer.on('data', (chunk) => chunks.push(chunk));
      answer.on('error', reject);
      answer.on('end', () => resolve(answer.statusCode < 300 ? Buffer.concat(chunks) : Buffer.alloc(0)));
    });
    sent.on('error', reject);
    sent.end();
  });

mkdirSync(out, { recursive: true });
const paths = JSON.parse(readFileSync(asked, 'utf8'));
let files = 0;

const keep = (value) => {
  const items = Array.isArray(value) ? value : (value.Items ?? [value]);
  for (const item of items) writeFileSync(join(out, `${(files += 1)}.json`), JSON.stringify(item, undefined, '  '));
};

const left = paths.values();
const worker = async () => {
  for (const path of left) {
    const bytes = await get(path);
    if (path.endsWith('/logo')) writeFileSync(join(out, `${(files += 1)}.png`), bytes);
    else keep(JSON.parse(bytes.toString('utf8')));
  }
};
await Promise.all(Array.from({ length: atOnce }, worker));
agent.destroy();
console.log(JSON.stringify({ files, asked: paths.length }));
