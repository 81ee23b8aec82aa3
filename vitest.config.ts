import { configDefaults, defineConfig } from 'vitest/config';

/** Minutes of killed and broken runs: `npm run test:faults`. */
const slow = ['test/faults/kill.test.ts', 'test/faults/faults.test.ts'];

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: [...configDefaults.exclude, ...(process.env['OCTOSYNC_FAULTS'] === '1' ? [] : slow)],
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
