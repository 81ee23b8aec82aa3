import type { Changeset } from '../changeset/changeset.js';

/** The list of what a person must still do, in Markdown. Names and values are escaped. */
export const cleanUpList = (
  { changes, destination }: Changeset,
  isSupplied: (changeId: string, pointer: string) => boolean = () => false,
): string => {
  const entries = changes
    .map(({ id, cleanUp }) => ({ id, cleanUp: cleanUp.filter(({ at }) => !isSupplied(id, at)) }))
    .filter(({ cleanUp }) => cleanUp.length > 0);
  const head = `# To do by hand in space ${escape(destination.space)} of ${escape(destination.url)}\n`;
  if (entries.length === 0) return `${head}\nNothing.\n`;
  const sections = entries.map(({ id, cleanUp }) =>
    [
      `## ${escape(id)}`,
      '',
      ...cleanUp.map(({ at, says }) => `- [ ] ${escape(says)}${at === '' ? '' : ` (${escape(at)})`}`),
    ].join('\n'),
  );
  return `${head}\n${sections.join('\n\n')}\n`;
};

const escape = (text: string): string => text.replaceAll(/[\r\n]+/g, ' ').replaceAll(/[\\`*_[\]<>#|]/g, '\\$&');
