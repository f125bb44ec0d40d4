import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { build } from 'esbuild'
import ts from 'typescript'
import { beforeAll, describe, expect, test } from 'vitest'
import {
  type Answer,
  codeEntries,
  compile,
  compileOwn,
  compilers,
  exportsOf,
  linkFiles,
  mapsOf,
  namespaceEntries,
  packed,
  writeProject,
} from './project.js'

const names = codeEntries.map(({ name }) => name)
const namespaces = new Set(namespaceEntries.map(({ name }) => name))
const { entries, program } = exportsOf(names)

const notAny = 'type IsAny<T> = 0 extends 1 & T ? true : false\ntype Not<T extends false> = T'

/** Names every type of an entry, and pins that those without parameters are not `any`. */
function usingTypes({ name, exported }: (typeof entries)[number], index: number) {
  const types = exported.filter(({ isValue }) => !isValue)
  const plain = types.filter(({ parameters }) => parameters === 0)
  return [
    `import type * as t${index} from '${name}'`,
    `export type { ${types.map((type) => `${type.name} as t${index}_${type.name}`).join(', ')} } from '${name}'`,
    ...plain.map((type) => `export type n${index}_${type.name} = Not<IsAny<t${index}.${type.name}>>`),
  ]
}

/** Names every value of an entry, and pins that none is `any`. */
function usingValues({ name, exported }: (typeof entries)[number], index: number) {
  const values = exported.filter(({ isValue }) => isValue)
  return [
    `import { ${values.map((value) => `${value.name} as v${index}_${value.name}`).join(', ')} } from '${name}'`,
    ...values.map((value) => `export type u${index}_${value.name} = Not<IsAny<typeof v${index}_${value.name}>>`),
    `export const all${index} = [${values.map((value) => `v${index}_${value.name}`).join(', ')}]`,
  ]
}

/** Gives the maps of a namespace to both ends of socket.io. */
function usingMaps({ name, exported }: (typeof entries)[number], index: number) {
  const { serverToClient, clientToServer } = mapsOf(exported)
  const client = `t${index}.${clientToServer}`
  const server = `t${index}.${serverToClient}`
  return [
    `export const client${index}: ClientSocket<${server}, ${client}> = io('${name}')`,
    `export const server${index} = new Server<${client}, ${server}>()`,
    `client${index}.on('contract:welcome', ({ version }) => version.toFixed())`,
    `client${index}.emit('contract:ping', (reply) => 'error' in reply ? reply.error.code : reply.at.toFixed())`,
    '// @ts-expect-error: nobody declared it',
    `client${index}.on('nobody:declared', () => undefined)`,
    '// @ts-expect-error: nobody declared it',
    `server${index}.emit('nobody:declared')`,
  ]
}

const pharmacy = `
import { type OrderNew, orderRoom, patientPharmacy } from 'socket-canon/patient-pharmacy'
import { isPayload, safeParsePayload } from 'socket-canon/guards'
export const order: OrderNew = {
  id: 'o1', drugName: 'd', quantity: 2, status: 'PENDING',
  patient: { id: 'p', phone: '1' }, pharmacy: { id: 'q', name: 'n' }, createdAt: '2026-01-01T00:00:00Z',
}
// @ts-expect-error: it is a number
order.quantity = '2'
// @ts-expect-error: no such status
order.status = 'LOST'
export const roomName: \`order:\${string}\` = orderRoom('o1')
// @ts-expect-error: it is a room of orders
export const wrongRoom: \`chat:\${string}\` = orderRoom('o1')
export function guarded(value: unknown) {
  if (isPayload(patientPharmacy.serverToClient['order:new'], value)) value.quantity.toFixed()
  const result = safeParsePayload(patientPharmacy.serverToClient['order:new'], value)
  return result.ok ? result.value.quantity.toFixed() : result.error.issues
}
`

// builders of fields are zod's own, so their types are; the bindings stand on socket.io's sockets, on React and on Nest
const onPeers = new Set(
  ['fields', 'server', 'client', 'react', 'cache', 'nest', 'otel', 'mock', 'testing'].map(
    (name) => `socket-canon/${name}`,
  ),
)
const typeEntries = entries.filter(({ name }) => !onPeers.has(name))
const fullConsumer = [
  "import { io, type Socket as ClientSocket } from 'socket.io-client'",
  "import { Server } from 'socket.io'",
  notAny,
  ...entries.flatMap(usingTypes),
  ...entries.flatMap(usingValues),
  ...entries.flatMap((entry, index) => (namespaces.has(entry.name) ? usingMaps(entry, index) : [])),
  pharmacy,
].join('\n')
const typeConsumer = [notAny, ...typeEntries.flatMap(usingTypes)].join('\n')

const base = { target: 'ES2022', lib: ['ES2022', 'DOM'], skipLibCheck: false }
const modes = [
  ['node10', 'CommonJS', ['*.ts'], { module: 'CommonJS', moduleResolution: 'node10' }],
  ['node16', 'both', ['*.cts', '*.mts'], { module: 'Node16', moduleResolution: 'Node16' }],
  ['nodenext', 'both', ['*.cts', '*.mts'], { module: 'NodeNext', moduleResolution: 'NodeNext' }],
  ['bundler', 'ESM', ['*.ts'], { module: 'ESNext', moduleResolution: 'Bundler' }],
  ['bundler', 'both', ['*.cts', '*.mts'], { module: 'Preserve', moduleResolution: 'Bundler' }],
] as const

const matrix = Object.entries(compilers).flatMap(([version, compiler]) =>
  modes
    .filter(([mode]) => mode !== 'node10' || version < '7')
    .map(([mode, consumer, include, options]) => {
      const silenced = version.startsWith('6') && mode === 'node10' ? { ignoreDeprecations: '6.0' } : {}
      // what others declare is looked into once a release, and where it costs little
      const compiling = mode === 'nodenext' || version >= '7' ? compile : compileOwn
      const compilerOptions = { ...base, ...options, ...silenced }
      return { version, compiler, compiling, mode, consumer, include: [...include], options: compilerOptions }
    }),
)

/** Lists what a compiler found, save in socket.io's own declarations (engine.io's need TypeScript 5.7). */
function faultsOf(folder: string, { code, output }: Answer) {
  const lines = output.split('\n').filter((line) => /\berror TS\d/.test(line))
  if (code !== 0 && !lines.length) return [output || `exit code ${code}`]
  return lines.filter((line) => !line.startsWith(relative(folder, join(packed.repo, 'node_modules'))))
}

const sourcesOf = (code: string) => ({ 'consumer.ts': code, 'consumer.cts': code, 'consumer.mts': code })

describe('a consumer of every value and type', () => {
  let folder: string
  beforeAll(() => {
    const links = [
      ...['socket.io', 'socket.io-client', '@types/node', 'undici-types'],
      ...['react', '@types/react', 'csstype'],
      ...['@nestjs/common', '@nestjs/core', '@nestjs/websockets', '@opentelemetry/api'],
    ]
    folder = writeProject('consumer', sourcesOf(fullConsumer), links)
  })

  test('a consumer of every value and type covers every entry, with the contracts among them', () => {
    expect(entries.every(({ exported }) => exported.some(({ isValue }) => isValue))).toBe(true)
    expect(entries.every(({ exported }) => exported.some(({ isValue }) => !isValue))).toBe(true)
    expect(namespaces.size).toBe(7)
  })

  test.concurrent.for(matrix)(
    'a consumer of every value and type compiles with $version in $mode as $consumer',
    async ({ compiler, compiling, include, options }) => {
      // socket.io's own declarations need Node's
      const answer = await compiling(folder, compiler, { ...options, types: ['node'], esModuleInterop: true }, include)
      expect(faultsOf(folder, answer)).toEqual([])
    },
  )
})

describe('a consumer of types only, without zod and socket.io', () => {
  let folder: string
  beforeAll(() => {
    folder = join(packed.root, 'types-only')
    for (const dependency of ['socket-canon', '@standard-schema/spec'])
      linkFiles(join(packed.project, 'node_modules', dependency), join(folder, 'node_modules', dependency))
    mkdirSync(folder, { recursive: true })
    writeFileSync(join(folder, 'package.json'), '{"private":true}\n')
    for (const [file, code] of Object.entries(
      sourcesOf(typeConsumer.replaceAll('export const', 'export declare const')),
    ))
      writeFileSync(join(folder, file), code.replaceAll(' = false', ''))
  })

  test('a consumer of types only, without zod and socket.io finds neither of them', () => {
    expect(readdirSync(join(folder, 'node_modules')).sort()).toEqual(['@standard-schema', 'socket-canon'])
    expect(existsSync(join(dirname(packed.root), 'node_modules'))).toBe(false)
  })

  const fewer = matrix.filter(({ mode }) => mode === 'node10' || mode === 'nodenext')
  test.concurrent.for(fewer)(
    'a consumer of types only, without zod and socket.io compiles with $version in $mode as $consumer',
    async ({ compiler, compiling, include, options }) => {
      const answer = await compiling(folder, compiler, options, include)
      expect(answer).toEqual({ code: 0, output: '' })
    },
  )

  test('a consumer of types only, without zod and socket.io is bundled to nothing', async () => {
    const entryPoints = [join(folder, 'consumer.mts')]
    const { outputFiles } = await build({ entryPoints, bundle: true, minify: true, format: 'esm', write: false })
    expect(outputFiles.map(({ contents }) => contents.length)).toEqual([0])
  })
})

const bare = (file: string) => {
  const tree = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest)
  return ts.createPrinter({ removeComments: true }).printFile(tree)
}
const listed = ['esm', 'cjs'].flatMap((kind) =>
  readdirSync(join(packed.installed, 'dist', kind, 'events'))
    .filter((file) => file.endsWith('.d.ts'))
    .map((file) => `dist/${kind}/events/${file}`),
)
const reaching = namespaceEntries.flatMap(({ files }) => [files.import.types, files.require.types])
// every declaration the compiler loads for the namespaces
const filesOfNamespaces = exportsOf([...namespaces]).program.getSourceFiles()
const loaded = filesOfNamespaces.flatMap(
  ({ fileName }) => fileName.match(/node_modules\/socket-canon\/(dist\/esm\/.*)$/)?.[1] ?? [],
)
const declarations = [...new Set([...listed, ...reaching.map((file) => file.replace('./', '')), ...loaded])]

test('the declarations of the events and of what reaches them are loaded for the namespaces', () => {
  expect(listed.length).toBeGreaterThanOrEqual(2 * namespaces.size)
  expect(loaded).toEqual(expect.arrayContaining(listed.filter((file) => file.startsWith('dist/esm/events/patient-'))))
})

test.for(declarations)('the declaration %s names neither zod nor `any`', (file) => {
  const code = bare(join(packed.installed, file))
  expect(code.match(/\bZod\w*|['"]zod[/'"]|\bany\b/g) ?? []).toEqual([])
})

test('the declarations of the events and of what reaches them load no file of zod', () => {
  expect(filesOfNamespaces.some(({ fileName }) => fileName.includes('/node_modules/zod/'))).toBe(false)
  expect(program.getSourceFiles().length).toBeGreaterThan(0)
})
