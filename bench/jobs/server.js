// A sandbox with a generated space, in a process of its own so that it takes no time from the client's.
import { setInterval } from 'node:timers';
import { startSandbox } from '../../build/sandbox/server/index.js';
import { instanceOf } from '../generate/spec.js';

const { name, space } = JSON.parse(process.argv[2]);
const sandbox = await startSandbox([instanceOf(name, space)]);
const [{ url, requests, faults }] = sandbox.instances;

// When requests came in: looked at every few milliseconds, which is exact enough for runs of seconds.
let [first, last, seen] = [0, 0, 0];
setInterval(() => {
  if (requests.length === seen) return;
  if (seen === 0) first = performance.now();
  last = performance.now();
  seen = requests.length;
}, 5).unref();

const count = (matches) => requests.filter(matches).length;

const answers = {
  /** Latency in milliseconds, and a budget that the server keeps and states. */
  behave: ({ latency = 0, limit }) => {
    faults.clear();
    faults.latency = latency;
    if (limit) faults.limit({ ...limit, isStated: true }, Date.now());
    [first, last, seen] = [0, 0, 0];
    requests.length = 0;
    return {};
  },
  /** What was asked since. */
  tell: () => ({
    requests: requests.length,
    writes: count(({ method }) => method !== 'GET'),
    refused: count(({ status }) => status === 429),
    /** Milliseconds from the first of them to the last. */
    servedFor: last - first,
  }),
};

process.on('message', ({ ask, ...about }) => process.send(answers[ask](about)));
process.on('disconnect', () => process.exit(0));
process.send({ url });
