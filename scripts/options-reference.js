// Writes docs/options.md from the table in src/settings/options.ts (compiled: run the build before). A test keeps it current.
import { writeFileSync } from 'node:fs';
import { optionsReference } from '../build/report/reference/options-reference.js';
import { options, selectable } from '../build/config/options.js';
import { formerParametersOf } from '../build/config/predecessor.js';
import { gates } from '../build/settings/options.js';

writeFileSync('docs/options.md', optionsReference(options, selectable, gates, formerParametersOf));
