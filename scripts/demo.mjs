// Runs the demo of examples/demo against what the build made: `npm run demo`, and `npm run demo -- --serve` for the page alone.
import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from 'esbuild'

const timeOf = (file) => statSync(file).mtimeMs
const sources = readdirSync('src', { recursive: true }).map((file) => `src/${file}`)
const built = 'dist/cjs/package.json'
if (!existsSync(built) || [...sources, 'package.json'].some((file) => timeOf(file) > timeOf(built))) {
  console.log('Building the package first, which takes some 20 seconds ...')
  execFileSync(process.execPath, ['scripts/build.mjs'], { stdio: 'inherit' })
}

// inside the package, whose own entries it imports by their public names; under a name no other run has
const folder = `.cache/demo-${process.pid}`
mkdirSync(`${folder}/page`, { recursive: true })
process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
const shared = { bundle: true, format: 'esm', logLevel: 'error', tsconfigRaw: {} }
await build({
  ...shared,
  entryPoints: ['examples/demo/main.ts'],
  outfile: `${folder}/main.mjs`,
  packages: 'external',
  platform: 'node',
  target: 'node20',
})
await build({
  ...shared,
  entryPoints: ['examples/demo/page/page.ts'],
  outfile: `${folder}/page/page.js`,
  platform: 'browser',
  target: 'es2022',
  minify: true,
})
for (const file of ['index.html', 'style.css']) cpSync(`examples/demo/page/${file}`, `${folder}/page/${file}`)
await import(pathToFileURL(resolve(folder, 'main.mjs')).href)
