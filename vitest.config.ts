import { configDefaults, defineConfig } from 'vitest/config';

/** Values in, values out: what their modules hold is the same for all, so that they need not be loaded for each file. */
const pure = [
  'catalogue',
  'changeset',
  'commands',
  'config',
  'diff',
  'golden',
  'model',
  'naming',
  'report',
  'sandbox',
].map((room) => `test/${room}/**/*.test.ts`);

export default defineConfig({
  // Not the warnings of the bundler about source maps that packages leave out.
  logLevel: 'error',
  test: {
    // One fewer than there are cores unless said, which is half of two.
    maxWorkers: '100%',
    // GitHub's parser imports its schema as JSON in the way of bundlers. The built CLI is loaded as Node does it.
    server: { deps: { inline: ['@actions/workflow-parser'], external: [/\/dist\/cli\.js$/] } },
    // Only what hangs: a machine may be busy.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    projects: [
      { extends: true, test: { name: 'values', include: pure, isolate: false } },
      {
        extends: true,
        test: { name: 'runs', include: ['test/**/*.test.ts'], exclude: [...configDefaults.exclude, ...pure] },
      },
    ],
  },
});
