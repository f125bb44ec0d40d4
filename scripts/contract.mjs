// Writes contract.json and the files made from it.
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { build } from 'esbuild'

const bundled = 'node_modules/.cache/contract-files.mjs'
await build({
  entryPoints: ['scripts/contract-files.ts'],
  outfile: bundled,
  bundle: true,
  packages: 'external',
  platform: 'node',
  format: 'esm',
  logLevel: 'error',
})
const { contractFiles } = await import(new URL(`../${bundled}`, import.meta.url).href)
for (const [path, text] of contractFiles()) {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, text)
}
