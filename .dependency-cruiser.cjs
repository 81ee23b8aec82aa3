const pureRooms = require('./scripts/lint/pure-rooms.cjs');

// The layers of the architecture (docs/decisions/0001-rooms-and-layers.md): who may import whom.
const mayImport = {
  model: [],
  settings: ['model'],
  catalogue: ['model', 'settings'],
  octopus: ['model'],
  changeset: ['model', 'catalogue'],
  config: ['model', 'settings', 'catalogue'],
  naming: ['model', 'catalogue'],
  snapshot: ['model', 'catalogue', 'naming', 'octopus'],
  diff: ['model', 'settings', 'catalogue', 'changeset'],
  undo: ['model', 'settings', 'catalogue', 'changeset', 'diff'],
  apply: ['model', 'catalogue', 'naming', 'octopus', 'changeset', 'snapshot'],
  report: ['model', 'catalogue', 'changeset'],
  evidence: ['model', 'changeset', 'report'],
  workspace: ['model', 'catalogue', 'octopus', 'changeset', 'snapshot', 'evidence'],
  'review-server': ['model', 'changeset', 'report', 'workspace'],
  doctor: ['model', 'settings', 'catalogue', 'octopus', 'apply', 'workspace'],
  library: [
    ...['model', 'settings', 'catalogue', 'config', 'octopus', 'changeset', 'snapshot', 'diff', 'apply', 'report'],
    'workspace',
  ],
  'sandbox/server': ['model'],
  'sandbox/load': ['model', 'catalogue', 'naming', 'snapshot'],
};

/** The packages that a room may import: each package has one door, and what is pure has few. */
const mayUse = {
  model: ['@sinclair/typebox', 'json-stable-stringify', 'leven'],
  catalogue: [],
  octopus: ['formdata-node', 'got', 'http-proxy-agent', 'https-proxy-agent', 'p-queue', 'proxy-from-env'],
  changeset: ['@sinclair/typebox', 'fast-json-patch'],
  settings: [],
  config: ['yaml'],
  naming: [],
  snapshot: ['@sinclair/typebox'],
  diff: ['node-diff3'],
  undo: [],
  apply: ['p-queue'],
  report: [
    '@sinclair/typebox',
    'chalk',
    'cli-table3',
    'diff',
    'preact',
    'preact-render-to-string',
    'string-width',
    'wrap-ansi',
  ],
  evidence: ['@sinclair/typebox', 'fflate', 'preact', 'preact-render-to-string'],
  workspace: [],
  'review-server': [],
  doctor: [],
  library: [],
  'sandbox/server': ['@fastify/multipart', 'fast-json-patch', 'fastify'],
  'sandbox/load': [],
  commands: ['@oclif/core', 'chalk', 'leven', 'log-update', 'string-width'],
};

/** The way of data through `diff`: each of its rooms imports only what stands left of it. */
const insideDiff = ['select', 'terms', 'decide', 'plan', 'patch'];
/** Formats render what `report/review` decided, and know nothing of each other. */
const formats = ['table', 'markdown', 'html', 'json'];

const layerRules = Object.entries(mayImport).map(([room, allowed]) => ({
  name: `layers-${room.replace('/', '-')}`,
  severity: 'error',
  comment: `src/${room} may import only: ${allowed.join(', ') || 'nothing of ours'}.`,
  from: { path: `^src/${room}/` },
  to: { path: '^src/', pathNot: `^src/(${[room, ...allowed].join('|')})/` },
}));

const packageRules = Object.entries(mayUse).map(([room, allowed]) => ({
  name: `packages-${room.replace('/', '-')}`,
  severity: 'error',
  comment: `src/${room} may use only: ${allowed.join(', ') || 'no package'}.`,
  from: { path: `^src/${room}/` },
  to: {
    dependencyTypes: ['npm', 'npm-dev', 'npm-no-pkg', 'npm-unknown'],
    ...(allowed.length > 0 && { pathNot: `node_modules/(${allowed.join('|')})/` }),
  },
}));

const diffRules = insideDiff.slice(0, -1).map((room, index) => ({
  name: `diff-${room}`,
  severity: 'error',
  comment: `src/diff/${room} may import nothing of: ${insideDiff.slice(index + 1).join(', ')}.`,
  from: { path: `^src/diff/${room}/` },
  to: { path: `^src/diff/(${insideDiff.slice(index + 1).join('|')}|index)` },
}));

const reportRules = [
  {
    name: 'report-review-decides',
    severity: 'error',
    comment: 'The review is made before any format is known.',
    from: { path: '^src/report/review/' },
    to: { path: `^src/report/(${formats.join('|')})/` },
  },
  ...formats.map((format) => ({
    name: `report-${format}-renders`,
    severity: 'error',
    comment: 'A format knows no other format.',
    from: { path: `^src/report/${format}/` },
    to: { path: `^src/report/(${formats.filter((other) => other !== format).join('|')})/` },
  })),
];

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    ...layerRules,
    ...diffRules,
    ...reportRules,
    {
      name: 'commands-are-the-top',
      severity: 'error',
      comment: 'No room imports commands.',
      from: { path: '^src/', pathNot: '^src/(commands/|cli\\.ts)' },
      to: { path: '^src/commands/' },
    },
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'what-diff-executes-is-pure',
      severity: 'error',
      comment: 'No network, no file system, no clock: of Node only node:crypto.',
      from: { path: `^src/(${pureRooms.join('|')})/` },
      to: { dependencyTypes: ['core'], pathNot: '^(node:)?crypto$' },
    },
    ...packageRules,
    {
      name: 'diff-executes-few-packages',
      severity: 'error',
      comment: 'Patches, canonical JSON, the types of shapes and merges of texts, and nothing else, wherever it goes.',
      from: { path: '^src/diff/' },
      to: {
        path: 'node_modules/',
        pathNot: 'node_modules/(@types/)?(@sinclair/typebox|fast-json-patch|json-stable-stringify|node-diff3)/',
        reachable: true,
      },
    },
    {
      name: 'shapes-are-not-loaded',
      severity: 'error',
      comment:
        'Shapes take long to load: other files import their types, or them when a file was refused (decision 12).',
      from: { path: '^src/', pathNot: '(-shape|/shapes?|/schema)\\.ts$' },
      to: { path: '^src/.*(-shape|/shapes?)\\.ts$', dependencyTypesNot: ['type-only', 'dynamic-import'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'types', 'default'] },
  },
};
