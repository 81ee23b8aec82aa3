// Writes docs/options.md from the table in src/settings/options.ts (compiled: run the build before). A test keeps it current.
import { writeFileSync } from 'node:fs';
import { optionsReference } from '../dist/report/reference/options-reference.js';
import { options, selectable } from '../dist/config/options.js';
import { formerParametersOf } from '../dist/config/predecessor.js';
import { gates } from '../dist/settings/options.js';

writeFileSync('docs/options.md', optionsReference(options, selectable, gates, formerParametersOf));
