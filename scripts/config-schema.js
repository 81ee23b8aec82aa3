// Writes schema/octosync.schema.json from the table in src/settings/options.ts (compiled: run the build before). A test keeps it current.
import { mkdirSync, writeFileSync } from 'node:fs';
import { configSchema } from '../build/config/schema.js';

mkdirSync('schema', { recursive: true });
writeFileSync('schema/octosync.schema.json', `${JSON.stringify(configSchema(), null, 2)}\n`);
