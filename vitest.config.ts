import { readdirSync, readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

// Tests of what only computes share a process, which loads the sources once: nothing there is left behind that another file
// could meet. What opens connections, replaces something of the platform or looks at what is loaded has a process of its own.
const computing = [
  ...'aliases cli client/facts contract events fields guards migration plain scan spec testing'
    .split(' ')
    .map((folder) => `src/${folder}`),
  ...['containment', 'evolution', 'reference', 'types'].map((folder) => `test/${folder}`),
]
const isAlone = (file: string): boolean =>
  /import \{[^}]*\bvi\b[^}]*\} from 'vitest'|from 'socket\.io/.test(readFileSync(file, 'utf8'))
const reading = ['architecture', 'comments', 'exported-names', 'house'].map((name) => `test/${name}.test.ts`)
const shared = [
  ...reading,
  ...computing.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .map((file) => `${folder}/${file.replaceAll('\\', '/')}`)
      .filter((file) => file.endsWith('.test.ts') && !isAlone(file)),
  ),
]
// `npm run check` leaves out what takes long: commands that wait for what a server does not do, and histories
const slow = ['test/verify/**/*.test.ts', 'test/field/verify/**/*.test.ts', 'test/histories/**/*.test.ts']
const outside = ['test/package/**', 'test/system/**', 'test/field/python/**', 'node_modules/**']

export default defineConfig({
  test: {
    // generous: a busy machine is no fault of the sources
    testTimeout: 300_000,
    // one more than there are processors, for many tests wait for an end that waits; by default one of two would be idle
    maxWorkers: availableParallelism() + 1,
    projects: [
      {
        extends: true,
        test: {
          name: 'alone',
          include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
          exclude: [...outside, ...shared, ...slow],
        },
      },
      { extends: true, test: { name: 'slow', include: slow } },
      { extends: true, test: { name: 'shared', include: shared, isolate: false } },
    ],
    coverage: {
      provider: 'v8',
      include: ['src/**/*.ts'],
      exclude: ['src/**/*.test.ts', 'src/**/*.test-d.ts', 'src/**/*.browser.ts'],
      reporter: ['text'],
      thresholds: { branches: 90, lines: 95 },
    },
  },
})
