// Loaded before the program that is measured: says at its exit how long it lived and how much memory it needed at most.
import { writeFileSync } from 'node:fs';

process.on('exit', () => {
  const { maxRSS } = process.resourceUsage();
  writeFileSync(process.env.BENCH_USAGE, JSON.stringify({ ms: performance.now(), megabytes: maxRSS / 1024 }));
});
