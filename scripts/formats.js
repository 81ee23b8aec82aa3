// Writes what follows from the shapes of the file formats (compiled: run the build before): the schemas in schema/, and the
// checks in src/*/checks.ts. A test keeps them current.
import { mkdirSync, writeFileSync } from 'node:fs';
import * as changeset from '../build/changeset/schema.js';
import * as evidence from '../build/evidence/schema.js';
import { checkSource } from '../build/model/check-source.js';
import * as report from '../build/report/json/schema.js';
import * as snapshot from '../build/snapshot/schema.js';

mkdirSync('schema', { recursive: true });
const schemas = { ...changeset.schemas, ...snapshot.schemas, ...report.schemas, ...evidence.schemas };
for (const [name, schema] of Object.entries(schemas))
  writeFileSync(`schema/${name}.schema.json`, `${JSON.stringify(schema, null, 2)}\n`);
writeFileSync('src/changeset/checks.ts', checkSource(changeset.checked));
writeFileSync('src/snapshot/checks.ts', checkSource(snapshot.checked));
writeFileSync('src/evidence/checks.ts', checkSource(evidence.checked));
