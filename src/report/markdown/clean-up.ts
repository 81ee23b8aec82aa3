import type { CleanUpList } from '../review/clean-up-list.js';
import { code, sentence } from './markdown-text.js';

/** The list of what is to be done by hand, in Markdown (rules apply-clean-up): names and values in it stay text. */
export const cleanUpAsMarkdown = ({ destination, items }: CleanUpList): string => {
  const head = `# To do by hand in space ${code(destination.space)} of ${code(destination.url)}\n`;
  if (items.length === 0) return `${head}\nNothing.\n`;
  const sections = items.map(({ id, page, todo }) =>
    [
      `## ${code(id)}`,
      '',
      ...(page === undefined ? [] : [linkTo(page), '']),
      ...todo.map(({ at, says }) => `- [ ] ${sentence(says)}${at === '' ? '' : ` (${code(at)})`}`),
    ].join('\n'),
  );
  return `${head}\n${sections.join('\n\n')}\n`;
};

/** The address of a page in the portal: made by us, of the server's URL and of IDs. Whatever else it is stays text. */
const linkTo = (page: string): string => (/^https?:\/\/[^\s<>"`\\]+$/.test(page) ? `<${page}>` : code(page));
