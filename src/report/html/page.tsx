import type { VNode } from 'preact';
import { renderToString } from 'preact-render-to-string';
import type { Review } from '../review/review.js';
import { visible, visibleLines } from '../visible.js';
import { actionWord } from '../review/words.js';
import { anchorsOf } from './anchors.js';
import { assets, decidingAssets, type Assets } from './assets.js';
import { DecideBar } from './decide-bar.js';
import { DecidingContext, type Deciding } from './deciding.js';
import { Decisions } from './decisions.js';
import type { Showing } from './showing.js';
import { Filters } from './filters.js';
import { Findings } from './findings.js';
import { Header, Summary } from './header.js';
import { OrderPicture } from './order-picture.js';
import { Lists, Things } from './sections.js';
import { Next, Tasks } from './tasks.js';

/**
 * A review as one HTML file that needs nothing else: no network, no server; the same review gives the same bytes. Without
 * its script it is a plain list that can be read, searched and printed.
 */
export const htmlReport = (review: Review): string => pageOf(review, assets);

/** The same page with the decisions that a person may take on it, and what a browser may do with it (rules review-decisions). */
export const decidingPage = (
  review: Review,
  deciding: Deciding,
): { readonly html: string; readonly contentSecurityPolicy: string } => {
  const own = decidingAssets();
  return { html: pageOf(review, own, deciding), contentSecurityPolicy: own.contentSecurityPolicy };
};

const pageOf = (review: Review, own: Assets, deciding?: Deciding): string => {
  const showing: Showing = {
    titles: { before: review.before, after: review.after },
    pictures: review.pictures ?? {},
    actions: {
      create: actionWord(review.kind, 'create'),
      update: actionWord(review.kind, 'update'),
      delete: actionWord(review.kind, 'delete'),
    },
    anchors: anchorsOf(review),
  };
  // Over the whole of the finished markup, so that no text on its way into the page can miss it.
  const body = visibleLines(
    renderToString(
      <DecidingContext.Provider value={deciding}>
        <Body review={review} showing={showing} />
      </DecidingContext.Provider>,
    ),
  );
  return [
    '<!doctype html>',
    '<html lang="en">',
    renderToString(<Head title={visible(review.headline)} own={own} isServed={deciding !== undefined} />),
    `<body>${body}${renderToString(<script dangerouslySetInnerHTML={{ __html: own.script }} />)}</body>`,
    '</html>\n',
  ].join('\n');
};

const Head = ({
  title,
  own: { style, contentSecurityPolicy },
  isServed,
}: {
  readonly title: string;
  readonly own: Assets;
  readonly isServed: boolean;
}): VNode => (
  <head>
    <meta charset="utf-8" />
    <meta http-equiv="Content-Security-Policy" content={contentSecurityPolicy} />
    <meta name="referrer" content="no-referrer" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="color-scheme" content="light dark" />
    <title>{title}</title>
    {isServed && <link rel="icon" href="data:," />}
    <style dangerouslySetInnerHTML={{ __html: style }} />
  </head>
);

const Body = ({ review, showing }: { readonly review: Review; readonly showing: Showing }): VNode => (
  <>
    <a class="skip" href="#things">
      Skip to the things that change
    </a>
    <Header review={review} />
    <main>
      <Decisions anchors={showing.anchors} />
      <Findings asks={review.asks} anchors={showing.anchors} />
      <div class="listing">
        <Filters review={review} />
        <Things review={review} showing={showing} />
        <Lists lists={review.lists} />
      </div>
      <Tasks tasks={review.tasks} anchors={showing.anchors} />
      <Summary summary={review.summary} />
      {review.kind === 'changeset' && review.changes.length > 0 && <OrderPicture changes={review.changes} />}
      <Next next={review.next} />
      <DecideBar />
    </main>
  </>
);
