import { configDefaults, defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Values in, values out: what their modules hold is the same for all, so that they need not be loaded for each file. */
const pure = [
  'catalogue',
  'changeset',
  'commands',
  'config',
  'diff',
  'evidence',
  'golden',
  'model',
  'naming',
  'report',
  'sandbox',
].map((room) => `test/${room}/**/*.test.ts`);

/**
 * Command lines in the test's own process: what they load is loaded once, as for the lines of one file. None of these rooms
 * has nock, which stays between every request and the network for as long as the process lives (lint says so).
 */
const lines = [
  'apply',
  'connect',
  'docs',
  'e2e',
  'faults',
  'library',
  'property',
  'review-server',
  'settings',
  'situations',
  'snapshot',
  'workspace',
].map((room) => `test/${room}/**/*.test.ts`);

/** What takes longest begins first, so that no core waits for another at the end. */
const longest = [
  'faults/kill',
  'faults/faults',
  'ci/github',
  'package/image',
  'property/applied',
  'property/sends',
  'bench',
  'e2e/help',
  'faults',
  'browser',
  'ci',
];

/** How long (ms) a test may take before it counts as hung; the long forms try ten times as much. */
const patience = process.env['OCTOSYNC_LONG'] === '1' ? 3_600_000 : 300_000;

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification): number => {
      const at = longest.findIndex((begin) => moduleId.includes(`/test/${begin}`));
      return at < 0 ? longest.length : at;
    };
    return (await super.sort(files)).sort((one, other) => rank(one) - rank(other));
  }
}

export default defineConfig({
  // Not the warnings of the bundler about source maps that packages leave out.
  logLevel: 'error',
  test: {
    // A test that expects nothing cannot fail: it counts as failed.
    expect: { requireAssertions: true },
    // One fewer than there are cores unless said, which is half of two.
    maxWorkers: '100%',
    sequence: { sequencer: LongestFirst },
    // GitHub's parser imports its schema as JSON in the way of bundlers. The built CLI is loaded as Node does it.
    server: { deps: { inline: ['@actions/workflow-parser'], external: [/\/dist\/cli\.js$/] } },
    // Only what hangs: a machine may be busy.
    // No proxy, server or token of whoever runs the tests stands between them and their servers.
    env: Object.fromEntries(
      [
        ...['HTTP', 'HTTPS', 'ALL'].flatMap((of) => [`${of}_PROXY`, `${of.toLowerCase()}_proxy`]),
        ...['URL', 'SPACE', 'ACCESS_TOKEN'].map((of) => `OCTOPUS_${of}`),
      ].map((name) => [name, '']),
    ),
    testTimeout: patience,
    hookTimeout: patience,
    projects: [
      { extends: true, test: { name: 'values', include: pure, isolate: false } },
      { extends: true, test: { name: 'lines', include: lines, isolate: false } },
      {
        extends: true,
        test: { name: 'runs', include: ['test/**/*.test.ts'], exclude: [...configDefaults.exclude, ...pure, ...lines] },
      },
    ],
  },
});
