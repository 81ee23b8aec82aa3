// Writes below each entry of docs/rules.md and docs/octopus-api.md which code and which tests cite it, and says what
// does not fit. An entry is a heading `### some-id`; the index of it is the lines `- Code:`, `- Tests:`, `- Not built yet:`.

/** The entries of a page, by their ids. */
export const idsOf = (markdown) => [...markdown.matchAll(/^### (\S+)$/gm)].map(([, id]) => id);

/** The page with the index of its citations. `notBuilt`: id → what is missing. */
export const withIndex = (markdown, citations, notBuilt = {}) => {
  const [head, ...entries] = markdown.split(/^(?=#{2,3} )/m);
  const text = [head, ...entries.map((entry) => withLines(entry, citations, notBuilt))].join('');
  return `${text.trimEnd()}\n`;
};

const withLines = (entry, citations, notBuilt) => {
  const [id] = idsOf(entry);
  if (id === undefined) return entry;
  const own = citations.filter((citation) => citation.id === id);
  const lines = [
    line('Code', places('src/', own)),
    line('Tests', places('test/', own)),
    line('Not built yet', notBuilt[id] ?? ''),
  ].join('');
  const text = entry.replaceAll(/^- (Code|Tests|Not built yet): .*\n/gm, '').trimEnd();
  return `${text}\n${lines === '' ? '' : `\n${lines}`}\n`;
};

const line = (what, says) => (says === '' ? '' : `- ${what}: ${says}\n`);

/** `` `judgeScope` in [diff/scope-policy.ts](…) ``; of a test, only its file. */
const places = (folder, citations) => {
  const inFolder = citations.filter(({ file }) => file.startsWith(folder));
  const files = [...new Set(inFolder.map(({ file }) => file))];
  return files.map((file) => place(folder, file, namesIn(folder, file, inFolder))).join(', ');
};

const place = (folder, file, names) => {
  const link = `[${file.slice(folder.length)}](../${file})`;
  return names.length === 0 ? link : `${names.map((name) => `\`${name}\``).join(', ')} in ${link}`;
};

const namesIn = (folder, file, citations) => {
  if (folder === 'test/') return [];
  const names = citations.filter((citation) => citation.file === file).map(({ within }) => within);
  return [...new Set(names)].filter((name) => name !== undefined);
};

/** What does not fit between a page and its citations, a sentence each. Rules need code and tests; pages need neither. */
export const defectsOf = (page, ids, citations, notBuilt = {}) => {
  const own = citations.filter((citation) => citation.page === page);
  const cited = (folder, id) => own.some((one) => one.id === id && one.file.startsWith(folder));
  const isBuilt = (id) => cited('src/', id) && cited('test/', id);
  const waits = (id) => Object.hasOwn(notBuilt, id);
  const needed = page === 'rules' ? ids.filter((id) => !waits(id)) : [];
  return [
    ...own
      .filter(({ id }) => !ids.includes(id))
      .map(({ id, file }) => `${file} cites "${id}", which ${page} does not have`),
    ...ids.filter((id, index) => ids.indexOf(id) !== index).map((id) => `${page} has ${id} twice`),
    ...needed.filter((id) => !cited('src/', id)).map((id) => `no code cites ${id}`),
    ...needed.filter((id) => !cited('test/', id)).map((id) => `no test cites ${id}`),
    ...Object.keys(notBuilt)
      .filter((id) => !ids.includes(id))
      .map((id) => `${id} is not built yet, and no rule either`),
    ...ids.filter((id) => waits(id) && isBuilt(id)).map((id) => `${id} has code and test: it is built`),
  ];
};
