// Bundles an example's program and page where both find the package under its own name; the folder goes with the process.
import { cpSync, mkdirSync, rmSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from 'esbuild'

/** Bundles `main.ts` and the page of a folder, copies the page's files beside it, and returns where the program is. */
export async function bundleExample(example, { page, files }) {
  // inside the package, whose own entries it imports by their public names; under a name no other run has
  const folder = `.cache/${basename(example)}-${process.pid}`
  mkdirSync(join(folder, dirname(page)), { recursive: true })
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
  const shared = { bundle: true, format: 'esm', logLevel: 'error', tsconfigRaw: {} }
  await build({
    ...shared,
    entryPoints: [join(example, 'main.ts')],
    outfile: join(folder, 'main.mjs'),
    packages: 'external',
    platform: 'node',
    target: 'node20',
  })
  await build({
    ...shared,
    entryPoints: [join(example, page)],
    outfile: join(folder, page.replace(/\.ts$/, '.js')),
    platform: 'browser',
    target: 'es2022',
    define: { 'process.env.NODE_ENV': '"production"' },
    minify: true,
  })
  for (const file of files) cpSync(join(example, file), join(folder, file))
  return pathToFileURL(resolve(folder, 'main.mjs')).href
}
