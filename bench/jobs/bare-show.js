// The least that showing a changeset takes: it is read, parsed and digested, every list in it is walked once, and one line is printed.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

const { file } = JSON.parse(process.argv[2] ?? '{}');
const changeset = JSON.parse(readFileSync(file, 'utf8'));
const digest = createHash('sha256').update(JSON.stringify(changeset)).digest('hex');

let values = 0;
const walk = (value) => {
  values += 1;
  if (typeof value === 'object' && value !== null) Object.values(value).forEach(walk);
};
walk(changeset);

console.log(JSON.stringify({ digest, values }));
