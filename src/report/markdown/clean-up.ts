import type { CleanUpList } from '../review/clean-up-list.js';
import { code, sentence } from './markdown-text.js';

/** The list of what is to be done by hand, in Markdown (rules apply-clean-up): names and values in it stay text. */
export const cleanUpAsMarkdown = ({ destination, groups }: CleanUpList): string => {
  const head = `# To do by hand in space ${code(destination.space)} of ${code(destination.url)}\n`;
  if (groups.length === 0) return `${head}\nNothing.\n`;
  const sections = groups.map(({ title, means, says, tasks }) =>
    [
      `## ${sentence(title)}`,
      '',
      `${sentence(says)}. ${sentence(means)}`,
      '',
      ...tasks.map(({ called, says: todo, at, page }) => {
        const where = at === undefined ? '' : ` (${code(at)})`;
        const link = page === undefined ? '' : ` ${linkTo(page)}`;
        return `- [ ] ${code(called)}: ${sentence(todo)}${where}${link}`;
      }),
    ].join('\n'),
  );
  return `${head}\n${sections.join('\n\n')}\n`;
};

/** The address of a page in the portal: made by us, of the server's URL and of IDs. Whatever else it is stays text. */
const linkTo = (page: string): string => (/^https?:\/\/[^\s<>"`\\]+$/.test(page) ? `<${page}>` : code(page));
