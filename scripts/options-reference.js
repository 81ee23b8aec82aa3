// Writes docs/options.md from the table in src/config/options.ts (compiled: run the build before). A test keeps it current.
import { writeFileSync } from 'node:fs';
import { optionsReference } from '../dist/report/reference/options-reference.js';
import { gates, options, selectable } from '../dist/config/options.js';
import { formerParametersOf } from '../dist/config/predecessor.js';

writeFileSync('docs/options.md', optionsReference(options, selectable, gates, formerParametersOf));
