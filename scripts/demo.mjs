// Runs the demo of examples/demo against what the build made: `npm run demo`, and `npm run demo -- --serve` for the page alone.
import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, statSync } from 'node:fs'
import { bundleExample } from './example-bundle.mjs'

const timeOf = (file) => statSync(file).mtimeMs
const sources = readdirSync('src', { recursive: true }).map((file) => `src/${file}`)
const built = 'dist/cjs/package.json'
if (!existsSync(built) || [...sources, 'package.json'].some((file) => timeOf(file) > timeOf(built))) {
  console.log('Building the package first, which takes some 20 seconds ...')
  execFileSync(process.execPath, ['scripts/build.mjs'], { stdio: 'inherit' })
}

const page = { page: 'page/page.ts', files: ['page/index.html', 'page/style.css'] }
await import(await bundleExample('examples/demo', page))
