// The yardstick of diff: the shortest way to have two snapshots in memory as JSON values.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const { directories } = JSON.parse(process.argv[2]);
const begun = performance.now();
const values = directories.flatMap((directory) =>
  readdirSync(directory, { recursive: true })
    .filter((path) => path.endsWith('.json'))
    .map((path) => JSON.parse(readFileSync(join(directory, path), 'utf8'))),
);
console.log(JSON.stringify({ values: values.length, inside: performance.now() - begun }));
