// Lets clients of two versions of a contract, and such as declare none, live with one server, and prints what each of them
// got and was answered: what the table is, is told in `test/versions/table.ts`. It exits with 1 where a cell is wrong.
import { mkdirSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from 'esbuild'

const root = resolve(import.meta.dirname, '..')
const folder = join(root, `node_modules/.cache/versions/${process.pid}`)
mkdirSync(folder, { recursive: true })
process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
const outfile = join(folder, 'main.mjs')
await build({
  entryPoints: [join(root, 'test/versions/main.ts')],
  outfile,
  bundle: true,
  platform: 'node',
  format: 'esm',
  packages: 'external',
  target: 'node20',
  logLevel: 'error',
  tsconfigRaw: {},
})
await import(pathToFileURL(outfile).href)
