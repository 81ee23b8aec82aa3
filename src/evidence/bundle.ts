import { reviewChangeset } from '../report/review/review-changeset.js';
import { htmlReport } from '../report/html/page.js';
import { markdownReport } from '../report/markdown/markdown.js';
import type { Contents } from './contents.js';
import { factsOf, type Facts } from './facts.js';
import { indexName, manifestName, parts } from './format.js';
import { indexPage } from './index-page.js';
import { manifestOf, manifestText, type About, type Manifest } from './manifest.js';
import { zipOf, type Files } from './zip.js';

/** A bundle of evidence: its bytes, and what its manifest says. */
export interface Bundle {
  readonly bytes: Uint8Array;
  readonly manifest: Manifest;
}

/** Makes a bundle of what goes into it (rules evidence-bytes): the same contents give the same bytes. Throws UsageError. */
export const bundleOf = async ({ files, why }: Contents, about: Omit<About, 'why'>): Promise<Bundle> => {
  const { all, manifest } = withMade(files, await factsOf(files), { ...about, why });
  return { bytes: zipOf(all), manifest };
};

/** The files of a bundle, from those that were there: with the pages that octosync makes of them, and the manifest of all. */
export const withMade = (
  given: Files,
  facts: Facts,
  about: About,
): { readonly all: Files; readonly manifest: Manifest } => {
  const review = reviewChangeset(facts.changeset);
  const files = new Map(parts.flatMap(({ name }) => entryOf(given, name)));
  files.set('review.html', bytesOf(htmlReport(review)));
  files.set('review.md', bytesOf(markdownReport(review, { extent: 'all' })));
  const before = manifestOf(files, facts, about);
  files.set(indexName, bytesOf(indexPage(before, facts, files)));
  const manifest = manifestOf(files, facts, about);
  return { all: new Map([[manifestName, bytesOf(manifestText(manifest))], ...files]), manifest };
};

const entryOf = (files: Files, name: string): readonly (readonly [string, Uint8Array])[] => {
  const bytes = files.get(name);
  return bytes === undefined ? [] : [[name, bytes]];
};

const bytesOf = (text: string): Uint8Array => Buffer.from(text, 'utf8');
