import { defineConfig } from 'vitest/config'

// what is packed, not what is written: needs `npm run build` first
export default defineConfig({
  test: {
    include: ['test/package/**/*.test.ts'],
    testTimeout: 300_000,
    hookTimeout: 300_000,
    fileParallelism: false,
    globalSetup: ['test/package/packed.ts'],
  },
})
