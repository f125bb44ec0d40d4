// Joins the modules of the entries into few files for Node, where a file costs more than most of what it holds. Bundlers
// for browsers keep one file per source file, of which they take what is used.
import { readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { rollup } from 'rollup'

const home = resolve('dist/esm')
const written = 'dist/node'
// a file of its own, whose name tells what an installation lacks
const telling = 'fields/needs-zod-4'
const tellingFile = resolve(`dist/esm/${telling}.js`)
const { exports } = JSON.parse(readFileSync('package.json', 'utf8'))
const entries = Object.values(exports).flatMap(({ import: found }) => (found ? [found] : []))

/**
 * Writes `dist/node` in both formats, of what `dist/esm` holds. What an entry loads that Node has as browsers have it
 * stays where it is, so that no module is there twice.
 */
export async function joinForNode() {
  const joined = entries.filter(({ node }) => node)
  const apart = await modulesOf(entries.filter(({ node }) => !node))
  const bundle = await rollup({
    input: Object.fromEntries([
      ...joined.map(({ node, default: file }) => [relative(written, node).slice(0, -3), file]),
      [telling, tellingFile],
    ]),
    external: isPackage,
    treeshake: { moduleSideEffects: (id) => id === tellingFile },
    plugins: [keptApart(apart)],
  })
  const groups = await groupsOf(joined)
  for (const [format, extension] of [
    ['es', 'js'],
    ['cjs', 'cjs'],
  ])
    await bundle.write({
      dir: written,
      format,
      exports: 'named',
      entryFileNames: `[name].${extension}`,
      chunkFileNames: `joined/[name].${extension}`,
      // what is loaded later is required too: a second copy of a library would not know the first one's schemas
      dynamicImportInCjs: false,
      hoistTransitiveImports: false,
      minifyInternalExports: false,
      manualChunks: (id) => groups.find(([, modules]) => modules.has(id))?.[0],
    })
  await bundle.close()
}

/** What is loaded together; a module is of the first that has it: contracts do without guards, and guards without ends. */
async function groupsOf(joined) {
  const isNamespace = ({ default: file }) => dirname(file) === './dist/esm' && !/\/(?:index|built)\.js$/.test(file)
  const folder = (name) => modulesOf([{ default: `./dist/esm/${name}/index.js` }])
  const namespaces = await Promise.all(joined.filter(isNamespace).map((entry) => modulesOf([entry])))
  const names = ['guards', 'client', 'server', 'spec', 'testing', 'fields', 'otel']
  const [guards, client, server, spec, testing, fields, otel] = await Promise.all(names.map(folder))
  const contract = inTwo([...namespaces, fields, spec])
  return Object.entries({
    contract,
    guards,
    ends: inTwo([client, server, spec, otel]),
    client,
    server,
    spec,
    testing,
  })
}

function inTwo(sets) {
  return new Set(
    sets.flatMap((one, at) => [...one].filter((each) => sets.some((set, other) => other > at && set.has(each)))),
  )
}

/** Finds all modules of the package that entries load, but for the entries themselves. */
async function modulesOf(some) {
  const input = some.map(({ default: file }) => file)
  if (!input.length) return new Set()
  const bundle = await rollup({ input, external: isPackage, treeshake: false, logLevel: 'silent' })
  await bundle.close()
  return new Set(bundle.watchFiles.filter((file) => !input.includes(`./${relative('.', file)}`)))
}

function isPackage(id) {
  return !/^[./]/.test(id)
}

/** Leaves modules out, and imports them from the folder that has them in the same format. */
function keptApart(apart) {
  const mark = 'kept-apart:'
  return {
    name: 'kept-apart',
    resolveId(path, importer) {
      const id = importer && resolve(dirname(importer), path)
      if (id === tellingFile) return { id: `${mark}${telling}`, external: true, moduleSideEffects: true }
      return apart.has(id) ? { id: mark + relative(home, id), external: true, moduleSideEffects: false } : undefined
    },
    // who asks where a file lies asks CommonJS in its own way first
    resolveImportMeta: (_, { format }) => (format === 'cjs' ? 'undefined' : undefined),
    renderChunk(code, { fileName }, { format }) {
      const isModule = format === 'es'
      const folder = join(written, dirname(fileName))
      const way = relative(folder, join(written, `${telling}.${isModule ? 'js' : 'cjs'}`))
      return code
        .replaceAll(mark + telling, way.startsWith('.') ? way : `./${way}`)
        .replaceAll(mark, `${relative(folder, isModule ? 'dist/esm' : 'dist/cjs')}/`)
    },
  }
}
