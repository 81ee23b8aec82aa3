import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { defectsOf, idsOf, withIndex } from '../../scripts/citation-index.js';
import { citationsIn, citedPages, readCitations, sourcesIn } from '../../scripts/citations.js';
import { notBuilt } from '../../scripts/not-built.js';
import { atLeastOne } from '../builders/at-least-one.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const citations = readCitations(root);

describe.each(atLeastOne(citedPages))('docs/%s.md', (page) => {
  const own = citations.filter((citation) => citation.page === page);
  const waiting = page === 'rules' ? notBuilt : {};

  it('says where each entry is cited: node scripts/rules-index.js', async () => {
    const text = await readFile(`${root}docs/${page}.md`, 'utf8');
    expect(text).toBe(withIndex(text, own, waiting));
  });

  it('fits what code and tests cite', async () => {
    const ids = idsOf(await readFile(`${root}docs/${page}.md`, 'utf8'));
    expect(defectsOf(page, ids, own, waiting)).toEqual([]);
  });
});

it('what code and tests cite is in this repository', async () => {
  const files = await Promise.all(
    sourcesIn(root).map(async (file) => [file, await readFile(`${root}${file}`, 'utf8')] as const),
  );
  const elsewhere = files.filter(([, text]) => leadsOut.test(text)).map(([file]) => file);
  expect(elsewhere).toEqual([]);
});

/** Pages that our rules were made from, in the ways that comments once cited them. */
const leadsOut = new RegExp(['sync[-]rules', '[§] ?\\d', 'octopus-api[/]README', '\\([a-z-]+ page\\)'].join('|'), 'i');

/** A citation as code has it; this file is read for citations, too. */
const cite = (ids: string, page = 'rules'): string => ['(', page, ' ', ids, ')'].join('');

describe('A citation', () => {
  it.each<[string, string, readonly (readonly [string, string | undefined])[]]>([
    ['before a declaration', `/** The table ${cite('a-b')}. */\nexport const judge = 1;`, [['a-b', 'judge']]],
    ['inside a function', `export function merge() {\n  // why ${cite('a-b')}\n  return 1;\n}`, [['a-b', 'merge']]],
    [
      'of several, over two lines',
      `/**\n * ${cite('a-b,\n * c-d')}\n */\ntype T = 1;`,
      [
        ['a-b', 'T'],
        ['c-d', 'T'],
      ],
    ],
    ['before the imports', `// ${cite('a-b')}\nimport 'x';`, [['a-b', undefined]]],
  ])('%s names what holds it', (_where, text, found) => {
    expect(citationsIn('src/x.ts', text).map(({ id, within }) => [id, within])).toEqual(found);
  });
});

describe('What does not fit is said', () => {
  const at = (file: string, id = 'a-b') => ({ page: 'rules', id, file, within: 'x' });
  const [code, test] = [at('src/x.ts'), at('test/x.test.ts')];

  it.each<[string, readonly string[], readonly (typeof code)[], Readonly<Record<string, string>>, readonly string[]]>([
    ['nothing', ['a-b'], [code, test], {}, []],
    ['a rule without code', ['a-b'], [test], {}, ['no code cites a-b']],
    ['a rule without a test', ['a-b'], [code], {}, ['no test cites a-b']],
    ['a citation without a rule', [], [code], {}, ['src/x.ts cites "a-b", which rules does not have']],
    ['a rule that is there twice', ['a-b', 'a-b'], [code, test], {}, ['rules has a-b twice']],
    ['a rule that is not built yet may lack both', ['a-b'], [], { 'a-b': 'all of it' }, []],
    ['… but not once it has both', ['a-b'], [code, test], { 'a-b': 'x' }, ['a-b has code and test: it is built']],
    ['… and it must be a rule', [], [], { 'a-b': 'x' }, ['a-b is not built yet, and no rule either']],
  ])('%s', (_what, ids, cited, waiting, says) => {
    expect(defectsOf('rules', ids, cited, waiting)).toEqual(says);
  });
});
