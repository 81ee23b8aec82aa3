// Writes docs/requests.md from the catalogue. Build first.
import { writeFileSync } from 'node:fs';
import { allTypes } from '../dist/catalogue/index.js';
import { requestsReference } from '../dist/report/reference/requests-reference.js';
import { requestsOf } from '../dist/catalogue/requests.js';

writeFileSync('docs/requests.md', requestsReference(allTypes.map(requestsOf)));
