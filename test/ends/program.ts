import { basename, join } from 'node:path'
import { build } from 'esbuild'

const folder = join(import.meta.dirname, '../../node_modules/.cache/programs')

/** Returns the file that a test's program is written to. */
export function programOf(source: string): string {
  return join(folder, basename(source).replace(/\.ts$/, '.mjs'))
}

/** Writes a test's program as Node runs it in a process of its own. */
export async function writeProgram(source: string): Promise<void> {
  const how = { bundle: true, platform: 'node', format: 'esm', packages: 'external', logLevel: 'error' } as const
  await build({ ...how, entryPoints: [source], outfile: programOf(source) })
}
