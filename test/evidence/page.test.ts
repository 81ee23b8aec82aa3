import { describe, expect, it } from 'vitest';
import { changesetDigest } from '../../src/changeset/digest.js';
import { factsOf } from '../../src/evidence/facts.js';
import { indexPage } from '../../src/evidence/index-page.js';
import { manifestOf } from '../../src/evidence/manifest.js';
import { canonicalFile, sha256 } from '../../src/model/canonical.js';
import type { JsonObject } from '../../src/model/json.js';
import { atLeastOne } from '../builders/at-least-one.js';
import { injections, steering } from '../report/injection.js';
import { besideOf, bundleFrom, changesetNamed, check, filesOf, installed, textIn, type Beside } from './bundle.js';

const plain = changesetNamed('Dev', 'Test');
const pageOf = async (beside: Beside): Promise<string> => textIn((await bundleFrom(beside)).bytes, 'index.html');

/** The same story, in which people and servers call things what they like. */
const hostile = (text: string): Beside => {
  const edited = { ...plain, made: { author: text, sync: text }, warnings: [text] };
  const changeset = { ...edited, digest: changesetDigest(edited) };
  const beside = besideOf(changeset);
  const receipt = beside['changeset.receipt.json'] as JsonObject;
  const approval = { by: `x${text}`, when: text || 'x', comment: text, digest: changeset.digest };
  return {
    ...beside,
    'changeset.receipt.json': { ...receipt, says: text, who: text },
    'changeset.approvals.json': {
      format: 'octosync-approvals/1',
      approvals: [{ ...approval, file: sha256(canonicalFile(changeset)) }],
    },
    'changeset.log.jsonl': [{ kind: 'begin', changeset: changeset.digest, text }],
  };
};

describe('The page of a bundle (rules evidence-page)', () => {
  it('has all of it: sides, snapshots, who, what became of each change, what verify found, and each digest', async () => {
    const { bytes, manifest } = await bundleFrom(besideOf(plain));
    const page = textIn(bytes, 'index.html');
    const said = [
      ...[plain.digest, manifest.file, plain.source.digest, plain.destination.digest, manifest.installed.digest],
      ...['octosync 0.1.0', 'Ada', 'CHG-1', 'complete', 'environments/Dev', 'written', '2 as meant, 0 not.', 'deploy'],
      ...manifest.files.filter(({ name }) => name !== 'index.html').map(({ digest }) => digest),
    ];
    for (const text of said) expect(page).toContain(text);
  });

  it('names what is missing', async () => {
    const page = await pageOf({ 'changeset.json': plain });
    expect(page).toMatch(/It was not applied, as far as this bundle says[^]*changeset\.verify\.json/);
  });

  it('runs no script, asks no address, and says so to the browser', async () => {
    const page = await pageOf(besideOf(plain));
    expect(page).toMatch(/<meta http-equiv="Content-Security-Policy" content="default-src (&#39;|')none/);
    expect(page).not.toMatch(/<script|<img|<link|<iframe|\son\w+=|src=|url\(/i);
    expect([...page.matchAll(/href="([^"]*)"/g)].map(([, href]) => href)).toEqual(['review.html']);
  });

  it.each(atLeastOne(Object.entries(injections)))('%s is text', async (_what, text) => {
    const files = filesOf(hostile(text));
    const facts = await factsOf(files);
    const page = indexPage(
      manifestOf(files, facts, { tool: text, installed, why: new Map([['review.html', text]]) }),
      facts,
      files,
    );
    expect(page.split('\n').filter((line) => steering.test(line.replaceAll('\t', '')))).toEqual([]);
    const tags = new Set([...page.matchAll(/<\/?([a-z][a-z0-9]*)/g)].map(([, tag]) => tag));
    const known =
      'html head meta title style body main h1 h2 section table thead tbody tr th td p a details summary pre';
    expect([...tags].filter((tag) => !known.split(' ').includes(tag ?? ''))).toEqual([]);
  });

  it('and the bundle with all of them passes', async () => {
    const { bytes } = await bundleFrom(hostile(Object.values(injections).join(' ')));
    expect((await check(bytes)).failures).toEqual([]);
  });
});
