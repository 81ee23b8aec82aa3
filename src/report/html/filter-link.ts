import { visibleLines } from '../visible.js';

/** A link within the page to what a filter leaves: the page keeps its filter behind the `#`, and says values as shown. */
export const filterLink = (filter: Readonly<Record<string, string>>): string =>
  `#${Object.entries(filter)
    .map(([name, value]) => `${name}=${encodeURIComponent(visibleLines(value))}`)
    .join('&')}`;
