import { defineConfig } from 'vitest/config'

// what needs a browser, Python, Redis or several processes: `npm run test:system` says what is missing
export default defineConfig({
  test: {
    include: ['test/system/**/*.test.ts', 'test/field/python/**/*.test.ts'],
    testTimeout: 600_000,
    hookTimeout: 300_000,
    fileParallelism: false,
  },
})
