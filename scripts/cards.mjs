// Runs the page of examples/cards, on what the build made: `npm run example:cards`.
import { cpSync, mkdirSync, rmSync } from 'node:fs'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from 'esbuild'

// inside the package, whose own entries it imports by their public names
const folder = `.cache/cards-${process.pid}`
mkdirSync(folder, { recursive: true })
process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
const shared = { bundle: true, format: 'esm', logLevel: 'error', tsconfigRaw: {} }
await build({
  ...shared,
  entryPoints: ['examples/cards/main.ts'],
  outfile: `${folder}/main.mjs`,
  packages: 'external',
  platform: 'node',
  target: 'node20',
})
await build({
  ...shared,
  entryPoints: ['examples/cards/page.ts'],
  outfile: `${folder}/page.js`,
  platform: 'browser',
  target: 'es2022',
  define: { 'process.env.NODE_ENV': '"production"' },
  minify: true,
})
cpSync('examples/cards/style.css', `${folder}/style.css`)
await import(pathToFileURL(resolve(folder, 'main.mjs')).href)
