// Lets generated histories happen over real sockets: `npm run histories -- --count 20000`, `-- --seed 1234`, `-- --planted`.
import { spawn } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { build } from 'esbuild'

const root = resolve(import.meta.dirname, '..')

/** Bundles the machine with the sources of a folder. */
export async function bundled(source, name) {
  const folder = resolve(root, 'node_modules/.cache/histories')
  mkdirSync(folder, { recursive: true })
  const outfile = resolve(folder, `${name}.mjs`)
  await build({
    entryPoints: [resolve(root, 'test/histories/main.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    target: 'node20',
    logLevel: 'error',
    sourcemap: 'inline',
    tsconfigRaw: {},
    plugins: [
      {
        name: 'source',
        setup: ({ onResolve }) =>
          onResolve({ filter: /^(\.\.\/)+src\// }, ({ path }) => ({
            path: resolve(source, path.replace(/^(\.\.\/)+src\//, '').replace(/\.js$/, '.ts')),
          })),
      },
    ],
  })
  return outfile
}
const { values } = parseArgs({ options: { src: { type: 'string', default: resolve(root, 'src') } }, strict: false, allowPositionals: true })
const program = await bundled(resolve(values.src), `main-${process.pid}`)
spawn(process.execPath, ['--enable-source-maps', program, ...process.argv.slice(2).filter((x, i, all) => !/^--src/.test(x) && all[i - 1] !== '--src')], { stdio: 'inherit' })
