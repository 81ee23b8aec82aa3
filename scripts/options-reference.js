// Writes docs/options.md from the table in src/config/options.ts (compiled: run the build before). A test keeps it current.
import { writeFileSync } from 'node:fs';
import { optionsReference } from '../dist/report/options-reference.js';
import { options, selectable } from '../dist/config/options.js';

writeFileSync('docs/options.md', optionsReference(options, selectable));
