// Loaded before the program that is measured: says at its exit how long it lived and how much memory it needed at most.
import { subscribe } from 'node:diagnostics_channel';
import { writeFileSync } from 'node:fs';

/** Where it leaves what the program asked, in the order of asking, if somebody wants to know. */
const { BENCH_ASKED: askedFile } = process.env;
const asked = [];
if (askedFile) subscribe('http.client.request.start', ({ request }) => asked.push(request.path));

process.on('exit', () => {
  const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
  const cost = { ms: performance.now(), cpu: (userCPUTime + systemCPUTime) / 1000, megabytes: maxRSS / 1024 };
  writeFileSync(process.env.BENCH_USAGE, JSON.stringify(cost));
  if (askedFile) writeFileSync(askedFile, JSON.stringify(asked));
});
