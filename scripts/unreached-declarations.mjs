// Leaves out the declarations that nobody can get at: those of modules of which no entry says anything.
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'

const { exports, browser } = JSON.parse(readFileSync('package.json', 'utf8'))
const ways = Object.values(exports).flatMap(({ import: imported, require: required }) => [imported, required])
const mentioned = /(?:\bfrom|\bimport)\s*\(?\s*["'](\.[^"']+)\.js["']/g

/** Removes them, in both formats. */
export function removeUnreached() {
  // what browsers have anew of a contract is described by the same file
  const ofFiles = Object.keys(browser).flatMap((file) => file.match(/.*\/(?:events|aliases)\/[\w-]+/) ?? [])
  const found = [...ways.flatMap((way) => (way ? [way.types] : [])), ...ofFiles.map((file) => `${file}.d.ts`)].map(
    (file) => join(file),
  )
  const reached = new Set(found.filter((file) => existsSync(file)))
  for (const file of reached)
    for (const [, path] of readFileSync(file, 'utf8').matchAll(mentioned))
      reached.add(join(dirname(file), `${path}.d.ts`))
  for (const file of readdirSync('dist', { recursive: true }).map((each) => join('dist', each)))
    if (file.endsWith('.d.ts') && !reached.has(file)) rmSync(file)
}
