import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

// what is packed, not what is written: needs `npm run build` first
export default defineConfig({
  test: {
    include: ['test/package/**/*.test.ts'],
    // generous: a busy machine is no fault of the package
    testTimeout: 900_000,
    maxConcurrency: availableParallelism(),
    hookTimeout: 300_000,
    // what was installed is removed at the end, which is thousands of files
    teardownTimeout: 300_000,
    fileParallelism: false,
    globalSetup: ['test/package/packed.ts'],
  },
})
