import fc from 'fast-check';
import { isKeptInGit, typeNamed, typesInGit } from '../../../src/catalogue/index.js';
import { laidOut } from '../../../src/diff/terms/laid-out.js';
import { itemsOf, type Item, type SpaceSnapshot } from '../../../src/model/item.js';
import type { JsonObject } from '../../../src/model/json.js';
import type { TypeName } from '../../../src/model/names.js';
import { settings } from '../../builders/space.js';
import { maybe, type Made } from './words.js';

/* A space some of whose projects keep in Git what they can: any repository, ref, protection and state of conversion, and some unread. */

const kept = fc.record({
  url: fc.constantFrom<string>(
    'https://git.example.com/one.git',
    'https://GIT.example.com/one/',
    'https://git.example.com/two.git',
  ),
  ref: fc.constantFrom('refs/heads/main', 'refs/heads/main', 'refs/heads/release/1', 'refs/tags/v1'),
  protects: fc.constantFrom<readonly string[]>([], [], [], ['main'], ['octosync/*']),
  variables: maybe,
  runbooks: maybe,
  isUnread: fc.constantFrom(false, false, false, true),
});

type Kept = Made<typeof kept>;

/** How each project in turn is kept: nothing for the database. */
export const keeping = fc.array(fc.option(kept), { maxLength: 3 });

export type Keeping = Made<typeof keeping>;

const persistence = ({ url, ref, protects, variables, runbooks, isUnread }: Kept): JsonObject => ({
  Type: 'VersionControlled',
  Url: url,
  BasePath: '.octopus',
  DefaultBranch: 'main',
  Credentials: { Type: 'Anonymous' },
  ProtectedBranchNamePatterns: protects,
  ConversionState: { VariablesAreInGit: variables, RunbooksAreInGit: runbooks },
  ...(!isUnread && { $git: { ref } }),
});

const why = 'The repository does not answer.';

/** The same space, its projects kept as they are said to be. */
export const keptSo = (space: SpaceSnapshot, keeps: Keeping): SpaceSnapshot => {
  const projects = [...itemsOf(space, 'projects')];
  const keptBy = new Map(projects.map(([key], place) => [key, keeps[place] ?? null]));
  const converted = new Map(
    projects.map(([key, item]) => {
      const how = keptBy.get(key);
      return [key, how ? { ...item, document: { ...item.document, PersistenceSettings: persistence(how) } } : item];
    }),
  );
  const inGit = { ...space, items: new Map([...space.items, ['projects' as const, converted]]) };
  const apart = laidOut(inGit, inGit, settings());
  const unread = projects.flatMap(([key, item]) => (keptBy.get(key)?.isUnread === true ? [item.names] : []));
  const isUnread = (type: TypeName, { names }: Item): boolean => {
    const project = [...converted.values()].find(({ names: [own] }) => own === names[0]);
    return (
      project !== undefined &&
      unread.some(([name]) => name === names[0]) &&
      isKeptInGit(typeNamed(type), project.document)
    );
  };
  return {
    ...apart,
    items: new Map(
      [...apart.items].map(([type, items]) => [type, new Map([...items].filter(([, item]) => !isUnread(type, item)))]),
    ),
    incomplete: [
      ...apart.incomplete,
      ...unread.flatMap((names) =>
        typesInGit
          .map(({ name }) => name)
          .filter((type) => isUnread(type, { type, names, key: projects[0]?.[0] ?? ('' as never), document: {} }))
          .map((type) => ({ type, why, of: names })),
      ),
    ],
  };
};
