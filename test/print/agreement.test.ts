import { execFile } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { basename, join } from 'node:path'
import { promisify } from 'node:util'
import { build, type Plugin } from 'esbuild'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type PlantedFault, plantedFaults } from './planted.js'

const seed = Number(process.env['PRINT_SEED'] ?? Math.floor(Math.random() * 1e6))
const schemas = Number(process.env['PRINT_SCHEMAS'] ?? 1500)
// beside the packages that the program imports
const folder = join('node_modules/.cache', `print.${process.pid}`)

interface Outcome {
  readonly disagreements: readonly string[]
  readonly printed: number
  readonly compiled: number
  readonly accepted: number
  readonly refused: number
}

beforeAll(() => mkdirSync(folder, { recursive: true }))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Puts one text of the printer in place of another. */
function planting({ file, find, replace }: PlantedFault): Plugin {
  return {
    name: 'planting',
    setup: ({ onLoad }) =>
      onLoad({ filter: /guards\/print\/[\w-]+\.ts$/ }, ({ path }) => {
        const text = readFileSync(path, 'utf8')
        const isMeant = basename(path) === file
        if (isMeant && text.split(find).length !== 2) throw new Error(`${file} does not hold once: ${find}`)
        return { contents: isMeant ? text.replace(find, () => replace) : text, loader: 'ts' }
      }),
  }
}

async function compared(
  name: string,
  flags: readonly string[],
  count: number,
  plugins: Plugin[] = [],
  from: number = seed,
): Promise<Outcome> {
  const program = join(folder, `${name}.mjs`)
  await build({
    entryPoints: ['test/print/agreement.program.ts'],
    outfile: program,
    bundle: true,
    format: 'esm',
    platform: 'node',
    packages: 'external',
    logLevel: 'silent',
    plugins,
  })
  const given = [...flags, program, String(from), String(count), join(folder, `${name}.printed.mjs`)]
  const { stdout } = await promisify(execFile)(process.execPath, given, { timeout: 120_000 })
  return JSON.parse(stdout)
}

test.for([
  ['with code generation', []],
  ['without code generation', ['--disallow-code-generation-from-strings']],
] as const)(
  'what is printed of a random schema accepts and copies as zod does, %s',
  { timeout: 180_000 },
  async ([title, flags]) => {
    const { disagreements, ...tally } = await compared(title.split(' ')[0] as string, flags, schemas)
    console.info(`${title}: ${JSON.stringify(tally)}`)
    expect(disagreements, `PRINT_SEED=${seed}`).toEqual([])
    expect(tally.compiled).toBe(flags.length ? 0 : schemas)
    expect(tally.printed).toBeGreaterThan(schemas * 0.4)
    expect(tally.accepted).toBeGreaterThan(schemas * 5)
    expect(tally.refused).toBeGreaterThan(schemas * 20)
  },
)

test.for(plantedFaults.map((fault) => [fault.name, fault] as const))(
  'the comparison finds a printer in which %s',
  { timeout: 120_000 },
  async ([, fault]) => {
    const found = await compared(`planted-${plantedFaults.indexOf(fault)}`, [], 500, [planting(fault)], 1).catch(
      (error: Error & { stderr?: string }) => ({ disagreements: [String(error.stderr ?? error)] }),
    )
    expect(found.disagreements).not.toEqual([])
  },
)
