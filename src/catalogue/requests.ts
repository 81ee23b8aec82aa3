import { catalogue } from './all-types.js';
import { LOGO } from './words.js';
import type { ReadAgain, ResourceType } from './vocabulary.js';

/** What a snapshot asks of a server for one type. */
export interface TypeRequests {
  readonly type: string;
  /** The routes, below `/api/{spaceId}` or (server-wide types) below `/api`. */
  readonly routes: string;
  /** How many requests that takes. */
  readonly count: string;
}

/** What `--incremental` asks for again. */
const again: Readonly<Record<ReadAgain, string>> = {
  owner: '',
  ownerAndHeld: '; with --incremental, only where an event names its owner or something that it names',
};

const pageSize = '1 for every 500';

/** The requests that a snapshot makes for a type, in words: for the documentation, from the declaration itself. */
export const requestsOf = (type: ResourceType): TypeRequests => {
  const { routes, count: often } = withGit(type, ofListing(type));
  const { since, readAgain } = type.reading;
  const later = `${often}${readAgain === undefined ? '' : again[readAgain]}`;
  const count = since === undefined ? later : `${later}; since ${since}`;
  const base = type.reading.reach === 'server' ? '/api/' : '';
  const at = routes.map((route) => `\`GET ${base}${route}\``);
  if (!Object.hasOwn(type.fields, LOGO)) return { type: type.name, routes: at.join(', '), count };
  const logo = `\`GET ${type.reading.path}/{id}/logo\``;
  return {
    type: type.name,
    routes: [...at, logo].join(', '),
    count: `${count}, and 1 each for logos (not with --no-logos${readAgain === undefined ? '' : '; with --incremental, only where an event names its owner'})`,
  };
};

/** What is read at the ref of each project that keeps it in Git. */
const withGit = ({ reading, parent }: ResourceType, { routes, count }: Listed): Listed => {
  const { inGit, repository } = reading;
  if (repository)
    return {
      routes: [...routes, repository.refs],
      count: `${count}, and 1 for each project in Git`,
    };
  if (!inGit) return { routes, count };
  const above = parent && catalogue[parent.type];
  const each = above?.reading.inGit && inGit.list === undefined ? above.singular : 'project';
  return {
    routes: [...routes, inGit.list ?? inGit.route],
    count: routes.length === 0 ? `1 for each ${each} in Git` : `${count}; 1 for each ${each} in Git`,
  };
};

interface Listed {
  readonly routes: readonly string[];
  readonly count: string;
}

const ofListing = ({ reading: { listing, path } }: ResourceType): Listed => {
  switch (listing.kind) {
    case 'all': {
      const all = `${path}/all${listing.query === undefined ? '' : `?${listing.query}`}`;
      if (listing.also === undefined) return { routes: [all], count: '1' };
      return { routes: [all, `${path}?${listing.also}`], count: `1, and ${pageSize}` };
    }
    case 'pages':
    case 'gathered':
      return { routes: [path], count: pageSize };
    case 'ofOwner':
      return {
        routes: [listing.bulk],
        count: `${listing.bulkIs === 'array' ? '1' : pageSize}, shared by the types that it holds; 1 each for what it lacks`,
      };
    case 'ofParent':
      return { routes: [listing.route.replace('{parent}', '{id}')], count: '1 each: the API has no list' };
    case 'templateValues':
      return {
        routes: ['tenantvariables/all', 'tenants/{id}/commonvariables', 'tenants/{id}/projectvariables'],
        count:
          '1, and 2 for each tenant that gives any value, or may give one that the list does not tell (servers with scoped values; no list)',
      };
    case 'inGitOnly':
      return { routes: [], count: '' };
    case 'asked':
      return { routes: [path], count: `none, unless --packages is given: ${pageSize}, for each ID` };
  }
};
