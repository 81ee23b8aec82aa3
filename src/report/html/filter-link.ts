import { visibleLines } from '../visible.js';

/** A link within the page to what a filter leaves: the page keeps its filter behind the `#`. */
export const filterLink = (filter: Readonly<Record<string, string>>): string =>
  `#${Object.entries(filter)
    .map(([name, value]) => `${name}=${encodeURIComponent(asOnPage(value))}`)
    .join('&')}`;

/** As the page itself says it; half a surrogate pair has no UTF-8. */
const asOnPage = (value: string): string => visibleLines(value).replaceAll(/\p{Cs}/gu, '\ufffd');
