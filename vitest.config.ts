import { configDefaults, defineConfig } from 'vitest/config';

/** Minutes of killed and broken runs: left out by `npm run test:quick`. */
const slow = ['test/faults/kill.test.ts', 'test/faults/faults.test.ts'];

export default defineConfig({
  // Not the warnings of the bundler about source maps that packages leave out.
  logLevel: 'error',
  test: {
    include: ['test/**/*.test.ts'],
    exclude: [...configDefaults.exclude, ...(process.env['OCTOSYNC_QUICK'] === '1' ? slow : [])],
    // A test that expects nothing cannot fail: it counts as failed.
    expect: { requireAssertions: true },
    // GitHub's parser imports its schema as JSON in the way of bundlers.
    server: { deps: { inline: ['@actions/workflow-parser'] } },
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
