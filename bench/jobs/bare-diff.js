// What a diff without rules would need: reads two snapshots, checks their digests, parses, compares each pair of documents
// by its canonical text, and writes those that differ.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const { directories, out } = JSON.parse(process.argv[2]);
const begun = performance.now();

const sha256 = (text) => `sha256:${createHash('sha256').update(text).digest('hex')}`;
const byText = (one, other) => (one < other ? -1 : one > other ? 1 : 0);

/** The texts of a snapshot by path, and the digest that its manifest promises, which is checked. */
const textsOf = (directory) => {
  const texts = new Map(
    readdirSync(directory, { recursive: true })
      .filter((path) => path.endsWith('.json') && path !== 'snapshot.json')
      .sort(byText)
      .map((path) => [path, readFileSync(join(directory, path), 'utf8')]),
  );
  const { digest } = JSON.parse(readFileSync(join(directory, 'snapshot.json'), 'utf8'));
  const lines = [...texts].map(([path, text]) => `${path}\0${sha256(text)}\n`).sort(byText);
  if (sha256(lines.join('')) !== digest) throw new Error(`${directory}: the digest does not match`);
  return texts;
};

/** A value with its fields in the order in which a canonical text has them. */
const inOrder = (value) => {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(inOrder);
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .map((field) => [field, inOrder(value[field])]),
  );
};
const canonical = (value) => JSON.stringify(inOrder(value));

const [source, destination] = directories
  .map(textsOf)
  .map((texts) => new Map([...texts].map(([path, text]) => [path, JSON.parse(text)])));
const changes = [...source].flatMap(([path, after]) => {
  const before = destination.get(path);
  return before !== undefined && canonical(before) === canonical(after) ? [] : [{ path, before, after }];
});
const text = canonical(changes);
writeFileSync(out, `${JSON.stringify({ changes, digest: sha256(text) }, undefined, 2)}\n`);
console.log(JSON.stringify({ values: changes.length, inside: performance.now() - begun }));
