// Writes contract.json and the files made from it.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from 'esbuild'

// beside the packages it imports, under a name no other run has
const bundled = `node_modules/.cache/contract-files.${process.pid}.mjs`
await build({
  entryPoints: ['scripts/contract-files.ts'],
  outfile: bundled,
  bundle: true,
  packages: 'external',
  platform: 'node',
  format: 'esm',
  logLevel: 'error',
})
const { contractFiles } = await import(pathToFileURL(resolve(bundled)).href).finally(() => rmSync(bundled))
// what no event makes any more goes
for (const folder of ['schemas', 'asyncapi']) rmSync(folder, { recursive: true, force: true })
for (const [path, text] of await contractFiles()) {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, text)
}
