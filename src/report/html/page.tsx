import type { VNode } from 'preact';
import { renderToString } from 'preact-render-to-string';
import type { Review } from '../review/review.js';
import { visible, visibleLines } from '../visible.js';
import { contentSecurityPolicy, script, style } from './assets.js';
import type { Showing } from './change.js';
import { Filters } from './filters.js';
import { Findings } from './findings.js';
import { Header, Summary } from './header.js';
import { OrderPicture } from './order-picture.js';
import { Changes, Lists } from './sections.js';

/**
 * A review as one HTML file that needs nothing else: no network, no server; the same review gives the same bytes. Without
 * its script it is a plain list that can be read, searched and printed.
 */
export const htmlReport = (review: Review): string => {
  const showing: Showing = {
    titles: { before: review.before, after: review.after },
    pictures: review.pictures ?? {},
    anchors: new Map(review.changes.map(({ id }, index) => [id, `c${index + 1}`])),
  };
  // Over the whole of the finished markup, so that no text on its way into the page can miss it.
  const body = visibleLines(renderToString(<Body review={review} showing={showing} />));
  return [
    '<!doctype html>',
    '<html lang="en">',
    renderToString(<Head title={pageTitle(review)} />),
    `<body>${body}${renderToString(<script dangerouslySetInnerHTML={{ __html: script }} />)}</body>`,
    '</html>\n',
  ].join('\n');
};

const pageTitle = (review: Review): string =>
  visible(`${review.title}: ${review.sides.map(({ space }) => space).join(' → ')}`);

const Head = ({ title }: { readonly title: string }): VNode => (
  <head>
    <meta charset="utf-8" />
    <meta http-equiv="Content-Security-Policy" content={contentSecurityPolicy} />
    <meta name="referrer" content="no-referrer" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="color-scheme" content="light dark" />
    <title>{title}</title>
    <style dangerouslySetInnerHTML={{ __html: style }} />
  </head>
);

const Body = ({ review, showing }: { readonly review: Review; readonly showing: Showing }): VNode => (
  <>
    <a class="skip" href="#changes">
      Skip to the changes
    </a>
    <Header review={review} />
    <main>
      <Findings review={review} anchors={showing.anchors} />
      <Summary summary={review.summary} />
      {review.kind === 'changeset' && review.changes.length > 0 && <OrderPicture changes={review.changes} />}
      <Filters review={review} />
      <Changes review={review} showing={showing} />
      <Lists lists={review.lists} />
    </main>
  </>
);
