import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { declarationOf, knownCollections } from '../../scripts/declaration.js';
import { allTypes } from '../../src/catalogue/index.js';
import { atLeastOne } from '../builders/at-least-one.js';

const page = await readFile(new URL('../../docs/resources.md', import.meta.url), 'utf8');

/** `| releases | why |`, below the heading that says what is never synced. */
const excused = new Map(
  [...page.slice(page.indexOf('## What is never synced')).matchAll(/^\| `([a-z-]+)`\s*\| (.+?)\s*\|$/gm)].map(
    ([, path = '', why = '']) => [path, why] as const,
  ),
);

const declared = new Set(allTypes.map(({ reading: { path } }) => path.toLowerCase()));

describe('Every collection of the vendor', () => {
  it('is declared, or docs/resources.md says why it is not', () =>
    expect([...knownCollections().keys()].filter((path) => !declared.has(path) && !excused.has(path))).toEqual([]));

  it('is excused only if it is there, and not declared', () =>
    expect([...excused.keys()].filter((path) => declared.has(path) || !knownCollections().has(path))).toEqual([]));

  it('is excused for a reason', () =>
    expect([...atLeastOne([...excused])].filter(([, why]) => why.length < 20)).toEqual([]));
});

describe('A declaration that a script begins', () => {
  const freezes = knownCollections().get('deploymentfreezes');
  if (!freezes) throw new Error('The vendor has deployment freezes.');
  const begun = declarationOf(freezes, {
    name: 'deploymentFreezes',
    singular: 'deployment freeze',
    comparedOnly: true,
  });

  it('says how the vendor lists it', () => {
    expect(begun).toContain(`listing: { kind: 'pages', page: { items: 'DeploymentFreezes', total: 'Count' } },`);
    expect(begun).toContain(`reach: 'server',`);
    expect(begun).toContain('= comparedOnly({');
  });

  it('has a line to decide for every field of the model', () =>
    expect(Object.keys(freezes.members).filter((field) => field !== 'Id' && !begun.includes(`// ${field}: `))).toEqual(
      [],
    ));
});

it('no declaration has anything left to decide', async () => {
  const files = allTypes.map(({ name }) => new URL(`../../src/catalogue/types/${name}.ts`, import.meta.url));
  const texts = await Promise.all(files.map((file) => readFile(file, 'utf8')));
  expect(texts.filter((text) => text.includes('DECIDE')).map((text) => /export const (\w+)/.exec(text)?.[1])).toEqual(
    [],
  );
});
