// Writes schema/changeset.schema.json and schema/comparison.schema.json from src/changeset/schema.ts (compiled: run the build before). A test keeps them current.
import { mkdirSync, writeFileSync } from 'node:fs';
import { changesetSchema, comparisonSchema } from '../dist/changeset/schema.js';

mkdirSync('schema', { recursive: true });
for (const [name, schema] of Object.entries({ changeset: changesetSchema, comparison: comparisonSchema }))
  writeFileSync(`schema/${name}.schema.json`, `${JSON.stringify(schema, null, 2)}\n`);
