import type { CleanUpList } from '../review/clean-up-list.js';
import { taskSections } from './markdown-tasks.js';
import { code } from './markdown-text.js';

/** The list of what is to be done by hand, in Markdown (rules apply-clean-up): names and values in it stay text. */
export const cleanUpAsMarkdown = ({ destination, groups }: CleanUpList): string => {
  const head = `# To do by hand in space ${code(destination.space)} of ${code(destination.url)}`;
  const lines = groups.length === 0 ? ['', 'Nothing.'] : taskSections(groups);
  return `${[head, ...lines].join('\n')}\n`;
};
