// What apply asks of a server, by a program that does nothing else: the same requests in the same order, as many at once; what is
// written is what was read just before. Nothing is checked, named, compared or written down.
import { readFileSync } from 'node:fs';
import { Agent, request } from 'node:http';

const { url, plan, writesAtOnce } = JSON.parse(process.argv[2]);
const { reads, stages } = JSON.parse(readFileSync(plan, 'utf8'));
/** As in apply, while some are being written, as many others are being read. */
const inWork = 2 * writesAtOnce;
const agent = new Agent({ keepAlive: true, maxSockets: inWork });

const ask = (method, path, body) =>
  new Promise((resolve, reject) => {
    const headers = {
      'x-octopus-apikey': process.env.OCTOPUS_API_KEY,
      ...(body !== undefined && { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }),
    };
    const sent = request(`${url}${path}`, { method, agent, headers }, (answer) => {
      const chunks = [];
      answer.on('data', (chunk) => chunks.push(chunk));
      answer.on('error', reject);
      answer.on('end', () => {
        const text = Buffer.concat(chunks).toString('utf8');
        if (answer.statusCode < 300) resolve(text);
        else reject(new Error(`${method} ${path}: ${answer.statusCode} ${text.slice(0, 300)}`));
      });
    });
    sent.on('error', reject);
    sent.end(body);
  });

const eachAtOnce = async (items, atOnce, work) => {
  const left = items.values();
  const worker = async () => {
    for (const item of left) await work(item);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
};

let free = writesAtOnce;
const waiting = [];
const inSlot = async (write) => {
  if (free > 0) free -= 1;
  else await new Promise((resolve) => waiting.push(resolve));
  try {
    return await write();
  } finally {
    const next = waiting.shift();
    if (next) next();
    else free += 1;
  }
};

const change = async (requests) => {
  let read = '';
  for (const { method, path, body = read } of requests) {
    if (method === 'GET') read = await ask(method, path);
    else await inSlot(() => ask(method, path, body));
  }
};

await eachAtOnce(reads, inWork, (path) => ask('GET', path));
for (const changes of stages) await eachAtOnce(changes, inWork, change);
agent.destroy();
