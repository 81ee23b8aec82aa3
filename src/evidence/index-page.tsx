import type { VNode } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { visible, visibleLines } from '../report/visible.js';
import type { Facts } from './facts.js';
import { manifestName, indexName } from './format.js';
import { Facts as FactList, Table } from './index-parts.js';
import { Commits } from './index-commits.js';
import { Approvals, DryRun, Left, Outcome, Verified } from './index-sections.js';
import { contentSecurityPolicy, style } from './index-style.js';
import type { Manifest } from './manifest.js';
import type { Files } from './zip.js';

/**
 * All of a bundle on one page, for who audits (rules evidence-page): needs no script, no network and nothing beside it. The same
 * bundle gives the same page. The manifest that it is made from cannot know the page yet.
 */
export const indexPage = (manifest: Manifest, facts: Facts, files: Files): string => {
  // Over the whole of the finished markup, so that no text on its way into the page can miss it.
  const body = visibleLines(renderToString(<Body manifest={manifest} facts={facts} files={files} />));
  const title = visible(`Evidence: changeset ${manifest.changeset}`);
  return [
    '<!doctype html>',
    '<html lang="en">',
    renderToString(<Head title={title} />),
    `<body>${body}</body>`,
    '</html>\n',
  ].join('\n');
};

const Head = ({ title }: { readonly title: string }): VNode => (
  <head>
    <meta charset="utf-8" />
    <meta http-equiv="Content-Security-Policy" content={contentSecurityPolicy} />
    <meta name="referrer" content="no-referrer" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>{title}</title>
    <style dangerouslySetInnerHTML={{ __html: style }} />
  </head>
);

interface Given {
  readonly manifest: Manifest;
  readonly facts: Facts;
  readonly files: Files;
}

const Body = ({ manifest, facts, files }: Given): VNode => (
  <main>
    <h1>Evidence: what was decided, approved and done</h1>
    <About manifest={manifest} made={facts.changeset.made} />
    <Outcome facts={facts} />
    <Commits facts={facts} />
    <Approvals manifest={manifest} facts={facts} />
    <Verified verified={facts.verified} />
    <DryRun planned={facts.planned} />
    <Left facts={facts} />
    <Texts files={files} />
    <FileList manifest={manifest} />
  </main>
);

const About = ({
  manifest,
  made,
}: {
  readonly manifest: Manifest;
  readonly made: Facts['changeset']['made'];
}): VNode => {
  const { source, destination, base, policy } = manifest;
  const side = ({ space, url, version, instance }: Manifest['source']): string =>
    `space "${space}" of ${url}${instance === undefined ? '' : ` (${instance})`}, Octopus ${version}`;
  const snapshot = ({ digest, takenAt, revision }: Manifest['source']): string =>
    [digest, takenAt && `taken ${takenAt}`, revision && `commit ${revision}`].filter(Boolean).join(', ');
  return (
    <section>
      <h2>What it is about</h2>
      <FactList
        rows={[
          ['Changeset', manifest.changeset],
          ['SHA-256 of its file', manifest.file],
          ['Part of', manifest.partOf],
          ['Takes back', manifest.undoes],
          ['Source', side(source)],
          ['Snapshot of the source', snapshot(source)],
          ['Destination', side(destination)],
          ['Snapshot of the destination', snapshot(destination)],
          ['Base', base && snapshot(base)],
          ['Sync', made?.sync],
          ['Made by', made?.author],
          ['Made with', made?.tool && `octosync ${made.tool}`],
          ['Policy in force', policy ? JSON.stringify(policy) : 'None.'],
          ['Bundle made with', `octosync ${manifest.tool}`],
          [`SHA-256 of its ${manifest.installed.from}`, manifest.installed.digest],
        ]}
      />
      <p>
        What it would change, as reviewers saw it: <a href="review.html">review.html</a>.
      </p>
    </section>
  );
};

/** More of a text than this is found in its file. */
const longestText = 200_000;

const texts = [
  { name: 'review.md', title: 'The changes, with every field' },
  { name: 'changeset.decisions.json', title: 'Decisions' },
  { name: 'changeset.journal.jsonl', title: 'Journal' },
  { name: 'changeset.log.jsonl', title: 'Log' },
] as const;

const Texts = ({ files }: { readonly files: Files }): VNode => (
  <section>
    <h2>Texts</h2>
    {texts.map(({ name, title }) => {
      const text = Buffer.from(files.get(name) ?? []).toString('utf8');
      if (text === '') return null;
      const isCut = text.length > longestText;
      return (
        <details key={name}>
          <summary>
            {title} ({name}
            {isCut && `, the first ${longestText} of ${text.length} characters`})
          </summary>
          <pre>{isCut ? text.slice(0, longestText) : text}</pre>
        </details>
      );
    })}
  </section>
);

const FileList = ({ manifest }: { readonly manifest: Manifest }): VNode => (
  <section>
    <h2>Files</h2>
    <Table
      columns={['File', 'What it is', 'Bytes', 'SHA-256']}
      rows={manifest.files
        .filter(({ name }) => name !== indexName)
        .map(({ name, called, size, digest }) => [name, called, String(size), digest])}
    />
    <p>
      This page cannot state its own digest: it stands in {manifestName}, and the digest of the whole bundle at its end.
      octosync evidence --check compares all of them.
    </p>
    <h2>Missing</h2>
    <Table
      columns={['File', 'What it would be', 'Why']}
      rows={manifest.missing.map(({ name, called, why }) => [name, called, why])}
      none="Nothing is missing."
    />
  </section>
);
