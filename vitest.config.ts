import { configDefaults, defineConfig } from 'vitest/config';

/** Minutes of killed and broken runs: left out by `npm run test:quick`. */
const slow = ['test/faults/kill.test.ts', 'test/faults/faults.test.ts'];

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: [...configDefaults.exclude, ...(process.env['OCTOSYNC_QUICK'] === '1' ? slow : [])],
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
