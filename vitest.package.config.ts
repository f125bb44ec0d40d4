import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

// what is packed, not what is written: needs `npm run build` first
export default defineConfig({
  test: {
    include: ['test/package/**/*.test.ts'],
    // generous: a busy machine is no fault of the package
    testTimeout: 900_000,
    maxWorkers: availableParallelism(),
    // the longest file goes on alone in the end
    maxConcurrency: availableParallelism(),
    hookTimeout: 300_000,
    // what was installed is removed at the end, which is thousands of files
    teardownTimeout: 300_000,
    globalSetup: ['test/package/packed.ts'],
  },
})
