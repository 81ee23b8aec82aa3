interface Row {
  readonly type: string;
  readonly routes: string;
  readonly count: string;
}

/** `docs/requests.md`: which requests a snapshot makes for each type, as Markdown. */
export const requestsReference = (rows: readonly Row[]): string =>
  [
    '# The requests that a snapshot makes',
    '',
    '<!-- Written by scripts/requests-reference.js from the catalogue; do not edit. -->',
    '',
    'Everything is read with GET, in bulk wherever the API has a bulk listing. Routes are below `/api/{spaceId}`, unless they',
    'begin with `/api/`. A server that has no `/all` for a type is read in pages. `octosync snapshot` says for each type how many',
    'resources it read in how many requests, and so does `snapshot.json`. Two requests come on top: `/api` for the version,',
    '`/api/spaces/all` for the space.',
    '',
    'What has no list is not asked for again while nothing says that it changed: logos by the cache-buster of their link, with',
    '`--incremental` logos, settings and values of tenants by the events of the audit ([how](commands.md#what-is-not-read-again)).',
    'That takes four requests more: `/api/users/me` and the permissions of that user, and two or more for the events (`events`).',
    '',
    'What a project keeps in Git is read at its ref, project by project, as the API has no list of it over several; it is always read, as a push makes',
    'no event: [projects in Git](git-projects.md).',
    '',
    'A 404 means that the server does not have a type only where that is possible (“since” below), and only if the version that `/api`',
    'tells is older, or the root of the space names other listings but not this one. Every other 404 (of a proxy, of a later page, of a type that',
    'all servers have), documents without ID or name, documents of another space, and pages that do not fit their total make the type',
    '_incomplete_: what was read is kept, the reason is in `snapshot.json`, and `diff` blocks what depends on it. What is too',
    'much for any honest server is an error: [the limits](commands.md#limits).',
    '',
    '| type | requests | how many |',
    '|---|---|---|',
    ...rows.map(({ type, routes, count }) => `| ${type} | ${routes} | ${count} |`),
    '',
  ].join('\n');
