import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { build, type Plugin } from 'esbuild'
import type { PlantedFault } from './planted.js'

/** What a run of the program saw. */
export interface Outcome {
  readonly disagreements: readonly string[]
  readonly schemas: number
  readonly printed: number
  readonly compiled: number
  readonly plain: number
  readonly values: number
  readonly accepted: number
  readonly refused: number
}

/** What a run is to try. */
export interface Run {
  readonly seed: number
  readonly schemas: number
  readonly mayMakeCode: boolean
  /**
   * How many values are drawn of each schema, of which others are made.
   * @default 12
   */
  readonly draws?: number
}

/** Bundles the program that compares, with a fault in the sources where one is planted. */
export async function bundled(folder: string, name: string, fault?: PlantedFault): Promise<string> {
  const outfile = join(folder, `${name}.mjs`)
  await build({
    entryPoints: ['test/print/agreement.program.ts'],
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    packages: 'external',
    logLevel: 'silent',
    plugins: fault ? [planting(fault)] : [],
  })
  return outfile
}

/** Puts one text of the sources in place of another. */
function planting({ file, find, replace }: PlantedFault): Plugin {
  const meant = resolve('src', file)
  return {
    name: 'planting',
    setup: ({ onLoad }) =>
      onLoad({ filter: /src\/.*\.ts$/ }, ({ path }) => {
        if (path !== meant) return undefined
        const text = readFileSync(path, 'utf8')
        if (text.split(find).length !== 2) throw new Error(`${file} does not hold once: ${find}`)
        return { contents: text.replace(find, () => replace), loader: 'ts' }
      }),
  }
}

/** Runs the program; one that breaks off disagrees. */
export async function outcomeOf(program: string, { seed, schemas, mayMakeCode, draws = 12 }: Run): Promise<Outcome> {
  const flags = mayMakeCode ? [] : ['--disallow-code-generation-from-strings']
  const given = [...flags, program, seed, schemas, program.replace(/\.mjs$/, `.${seed}.${mayMakeCode}.mjs`), draws]
  try {
    const { stdout } = await promisify(execFile)(process.execPath, given.map(String), { timeout: 120_000 })
    return JSON.parse(stdout)
  } catch (error) {
    const said = String((error as { stderr?: string }).stderr ?? error)
    return { ...nothing, disagreements: [said] }
  }
}

const nothing = { schemas: 0, printed: 0, compiled: 0, plain: 0, values: 0, accepted: 0, refused: 0 }
