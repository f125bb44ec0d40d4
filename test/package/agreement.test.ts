import { execFile } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { build } from 'esbuild'
import { beforeAll, expect, test } from 'vitest'
import { writeProject } from './project.js'

const project = writeProject('agreement', {})
const rounds = 10_000
const program = join(project, 'agreement.mjs')

beforeAll(async () => {
  const bundle = await build({
    entryPoints: ['test/package/agreement.program.ts'],
    bundle: true,
    format: 'esm',
    platform: 'node',
    write: false,
    external: ['socket-canon', 'zod', 'zod/*'],
    alias: { 'fast-check': join(process.cwd(), 'node_modules/fast-check') },
    banner: {
      js: "import { createRequire as makeRequire } from 'node:module'; var require = makeRequire(import.meta.url);",
    },
  })
  writeFileSync(program, bundle.outputFiles[0]?.contents ?? '')
})

test.concurrent.each([
  ['with code generation', []],
  ['without code generation', ['--disallow-code-generation-from-strings']],
])(
  'printed parsers, plain schemas and those of zod agree on examples, their mutations and 10,000 drawn values an event, %s',
  async (title, flags) => {
    const { stdout: printed } = await promisify(execFile)(process.execPath, [...flags, program, String(rounds)], {
      cwd: project,
    })
    const result = JSON.parse(printed)
    console.info(`${title}: ${printed.trim()}`)
    expect(result.disagreements).toEqual([])
    expect(result.events).toBeGreaterThan(80)
    expect(result.emptied).toBeGreaterThan(400)
    expect(result.judged).toBeGreaterThan(result.events * rounds * 0.009)
    expect(result.accepted).toBeGreaterThan(result.events * rounds * 0.4)
    expect(result.refused).toBeGreaterThan(result.events * rounds * 0.1)
  },
)
