import { readFileSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { build } from 'esbuild'
import { describe, expect, test } from 'vitest'
import { codeEntries, packed, writeProject } from './project.js'

const folder = writeProject('joined', {}, ['react'])
const home = join('node_modules', 'socket-canon')

/** Lists the files of the package that Node loads for these entries. */
async function loadedBy(entries: readonly string[], kind: 'import' | 'require'): Promise<string[]> {
  const lines = entries.map((entry) => (kind === 'import' ? `import '${entry}'` : `require('${entry}')`))
  const { metafile } = await build({
    stdin: { contents: lines.join('\n'), resolveDir: folder },
    bundle: true,
    platform: 'node',
    format: kind === 'import' ? 'esm' : 'cjs',
    // what nobody takes anything of is loaded nevertheless
    ignoreAnnotations: true,
    external: ['zod', 'react', '@nestjs/*', '@opentelemetry/*', 'oxc-parser', 'socket.io*'],
    absWorkingDir: folder,
    preserveSymlinks: true,
    metafile: true,
    write: false,
  })
  return Object.keys(metafile.inputs)
    .filter((file) => file.includes('socket-canon/'))
    .map((file) => relative(home, file))
}

const read = (file: string) => readFileSync(resolve(packed.installed, file), 'utf8')

/** Lists the classes that a file declares and what it keeps, each by its first lines. */
const statesIn = (file: string) =>
  read(file)
    .replaceAll(/extends \w+\./g, 'extends ')
    .match(/^(?:class \w+|(?:const|let|var) \w+ = (?:.*new (?:Weak)?(?:Map|Set)\b|Symbol\()).*\n.*\n.*$/gm) ?? []

describe.for(['import', 'require'] as const)('by %s', (kind) => {
  test('a namespace and the guards are a handful of files in Node', async () => {
    const files = await loadedBy(['socket-canon/patient-pharmacy', 'socket-canon/guards'], kind)
    expect(files.length).toBeGreaterThan(1)
    expect(files.length).toBeLessThanOrEqual(5)
  })

  test('no module is loaded twice in Node, whatever entries are loaded together', async () => {
    const files = await loadedBy(
      codeEntries.map(({ name }) => name),
      kind,
    )
    const joined = files.filter((file) => file.startsWith('dist/node/'))
    const apart = files.filter((file) => !joined.includes(file))
    expect(apart.some((file) => file.endsWith('contract/error.js'))).toBe(true)
    expect(joined.length).toBeGreaterThan(codeEntries.length)
    const states = files.flatMap(statesIn)
    expect(states.length).toBeGreaterThan(50)
    expect(states.filter((line, at) => states.indexOf(line) !== at)).toEqual([])
  })
})
