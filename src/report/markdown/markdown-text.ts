import { visible } from '../visible.js';

/*
 * Ways to say a name or a value in Markdown so that it stays text. Names go into code: nothing in it is a link, a
 * mention, an issue or a formula, on any of the platforms. Sentences cannot all be code: they are escaped.
 */

/** A name in code. Backticks within it make its fence longer. In a table `|` has to be escaped even there. */
export const code = (text: string): string => {
  const shown = visible(text);
  const fence = '`'.repeat(longestRun(shown) + 1);
  const space = /^[` ]|[` ]$/.test(shown) || shown === '' ? ' ' : '';
  return fence + space + shown + space + fence;
};

/**
 * A sentence of which parts come from the spaces. Backslashes take the meaning from what Markdown knows; what the
 * platforms recognize in rendered text (@mentions, #123, GH-1, addresses, :emoji:, digests of commits) is broken up by a
 * character that is not seen.
 */
export const sentence = (text: string): string =>
  visible(text.trim()).replaceAll(active, (found: string) => {
    if (branch.test(found)) return code(found);
    if (found === '<') return '&lt;';
    if (found === '&') return '&amp;';
    if (/^[\\`*_[\]>|~$]$/.test(found)) return `\\${found}`;
    return /^[-+=]|^\d+$/.test(found) ? unseen + found : found.slice(0, 1) + unseen + found.slice(1);
  });

/** The branch of a changeset, which people copy: it goes into code, where nothing is broken up. */
const branch = /\boctosync\/[\da-f]{12}\b/i;

/** What the platforms make links, people and pictures of. */
const linked = [
  branch,
  /[@#]/,
  /\b(?:www(?=\.)|(?:https?|ftp|mailto|xmpp)(?=:)|GH(?=-\d))/,
  /:(?=[\w+-]+:)/,
  /\b[\da-f]{7,40}\b/,
];
const anyOf = (patterns: readonly RegExp[]): RegExp => new RegExp(patterns.map(({ source }) => source).join('|'), 'gi');

const active = anyOf([
  // Markdown and HTML.
  /[\\`*_[\]<>|~&$]/,
  // What makes a list or a heading at the beginning.
  /^[-+=]+/,
  /^\d+(?=[.)])/,
  ...linked,
]);
const activeInHtml = anyOf([/[\\`*_[\]<>|~&$"']/, ...linked]);
const unseen = '&#8203;';

/** A name in code where only HTML is read: in `<summary>`. */
export const htmlCode = (text: string): string =>
  `<code>${visible(text).replaceAll(/[&<>"'`]/g, (character) => `&#${character.charCodeAt(0)};`)}</code>`;

/** A sentence where only HTML is read: in `<summary>`. What Markdown knows is harmless there, and what the platforms know is broken up. */
export const htmlSentence = (text: string): string =>
  visible(text.trim()).replaceAll(activeInHtml, (found: string) => {
    if (branch.test(found)) return htmlCode(found);
    if (/^[\\`*_[\]<>|~&$"']$/.test(found)) return `&#${found.charCodeAt(0)};`;
    return found.slice(0, 1) + unseen + found.slice(1);
  });

/** Lines as a block of code; the fence is longer than every run of backticks in them. Tabs stay. */
export const fenced = (language: string, lines: readonly string[]): readonly string[] => {
  const shown = lines.map((line) => line.split('\t').map(visible).join('\t'));
  const fence = '`'.repeat(Math.max(3, ...shown.map((line) => longestRun(line) + 1)));
  return [fence + language, ...shown, fence];
};

/** Lines that are folded away until somebody opens them. `summary` is HTML. */
export const folded = (summary: string, lines: readonly string[], isOpen = false): readonly string[] => [
  '',
  `<details${isOpen ? ' open' : ''}><summary>${summary}</summary>`,
  '',
  ...lines,
  '',
  '</details>',
];

/** No more than so many characters of a text, none of them cut in two; three dots say that there is more. */
export const cutText = (text: string, longest: number): string => {
  if (text.length <= longest) return text;
  const cut = text.slice(0, Math.max(longest - 1, 0));
  return `${/[\ud800-\udbff]$/.test(cut) ? cut.slice(0, -1) : cut}…`;
};

const longestRun = (text: string): number => Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length));
