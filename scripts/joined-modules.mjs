// Joins modules that always load together into the one that others import: in Node each file costs an import more than
// most of what it holds. The files of their own stay, for those who import one of them alone.
import { dirname, join, relative, resolve } from 'node:path'
import { build } from 'esbuild'

/** The modules that are joined, each with the folder whose modules it takes in. */
const joined = { 'guards/print/compiled.js': 'guards/print', 'plain/vocabulary.js': 'plain/words' }

/** Writes them anew in both formats, of what `dist/esm` holds. */
export async function joinModules() {
  for (const [file, folder] of Object.entries(joined)) {
    const inside = resolve('dist/esm', folder)
    const home = resolve('dist/esm', dirname(file))
    const others = {
      name: 'others',
      setup({ onResolve }) {
        onResolve({ filter: /^\./ }, ({ kind, path, resolveDir }) => {
          const target = join(resolveDir, path)
          if (kind === 'entry-point' || dirname(target) === inside) return undefined
          const from = relative(home, target)
          return { path: from.startsWith('.') ? from : `./${from}`, external: true, sideEffects: false }
        })
      },
    }
    for (const format of ['esm', 'cjs']) {
      const entry = { entryPoints: [`./dist/esm/${file}`], outfile: `dist/${format}/${file}`, allowOverwrite: true }
      const how = { bundle: true, packages: 'external', format, target: 'es2022', platform: 'node', logLevel: 'error' }
      await build({ ...entry, ...how, plugins: [others] })
    }
  }
}
