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
    'begin with `/api/`. A server that has no `/all` for a type is read in pages; one that does not have a type at all answers',
    '404, and the type is empty. `octosync snapshot` says for each type how many resources it read in how many requests, and so',
    'does `snapshot.json`. Two requests come on top: `/api` for the version, `/api/spaces/all` for the space.',
    '',
    '| type | requests | how many |',
    '|---|---|---|',
    ...rows.map(({ type, routes, count }) => `| ${type} | ${routes} | ${count} |`),
    '',
  ].join('\n');
