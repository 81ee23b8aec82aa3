// Writes docs/requests.md from the catalogue. Build first.
import { writeFileSync } from 'node:fs';
import { allTypes } from '../build/catalogue/index.js';
import { requestsReference } from '../build/report/reference/requests-reference.js';
import { requestsOf } from '../build/catalogue/requests.js';

writeFileSync('docs/requests.md', requestsReference(allTypes.map(requestsOf)));
