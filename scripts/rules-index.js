// Writes into docs/rules.md and docs/octopus-api.md which code and which tests cite each entry. A test keeps them current.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { withIndex } from './citation-index.js';
import { citedPages, readCitations } from './citations.js';
import { notBuilt } from './not-built.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const citations = readCitations(root);
for (const page of citedPages) {
  const path = `${root}docs/${page}.md`;
  const own = citations.filter((citation) => citation.page === page);
  writeFileSync(path, withIndex(readFileSync(path, 'utf8'), own, page === 'rules' ? notBuilt : {}));
}
