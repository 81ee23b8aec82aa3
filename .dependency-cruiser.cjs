// The layers of the architecture (docs/decisions/0001-rooms-and-layers.md): who may import whom.
const mayImport = {
  model: [],
  catalogue: ['model'],
  octopus: ['model'],
  changeset: ['model'],
  config: ['model', 'catalogue'],
  naming: ['model', 'catalogue'],
  snapshot: ['model', 'catalogue', 'naming', 'octopus'],
  diff: ['model', 'catalogue', 'changeset', 'config'],
  apply: ['model', 'catalogue', 'naming', 'octopus', 'changeset', 'snapshot'],
  report: ['model', 'changeset'],
  'sandbox/server': ['model'],
  'sandbox/load': ['model', 'catalogue', 'naming', 'snapshot'],
};

const layerRules = Object.entries(mayImport).map(([room, allowed]) => ({
  name: `layers-${room.replace('/', '-')}`,
  severity: 'error',
  comment: `src/${room} may import only: ${allowed.join(', ') || 'nothing of ours'}.`,
  from: { path: `^src/${room}/` },
  to: { path: '^src/', pathNot: `^src/(${[room, ...allowed].join('|')})/` },
}));

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    ...layerRules,
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'diff-is-pure',
      severity: 'error',
      comment: 'diff imports no network, no file system, no clock: of Node only node:crypto.',
      from: { path: '^src/(diff|model|changeset)/' },
      to: { dependencyTypes: ['core'], pathNot: '^(node:)?crypto$' },
    },
    {
      name: 'diff-has-few-packages',
      severity: 'error',
      from: { path: '^src/diff/' },
      to: { dependencyTypes: ['npm'], pathNot: 'node_modules/(fast-json-patch|json-stable-stringify|picomatch)/' },
    },
    {
      name: 'not-to-dev-dependency',
      severity: 'error',
      from: { path: '^(src|bin)/' },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'types', 'default'] },
  },
};
