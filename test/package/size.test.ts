import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { nodeResolve } from '@rollup/plugin-node-resolve'
import { build } from 'esbuild'
import { type Plugin, rollup } from 'rollup'
import { describe, expect, test } from 'vitest'
import type { EventContract } from '../../src/contract/event/event.js'
import type { NamespaceContract } from '../../src/contract/namespace.js'
import { load, loadFile, manifest, namespaceEntries, packed, writeProject } from './project.js'

// its types say it had a default export in CommonJS
const terser: (options: { module: boolean }) => Plugin = createRequire(import.meta.url)('@rollup/plugin-terser')

interface Bundle {
  code: string
  modules: string[]
}

/** Bundles each file once, however many tests look at it. */
function bundledOnce(bundle: (file: string) => Promise<Bundle>): typeof bundle {
  const known = new Map<string, Promise<Bundle>>()
  return (file) => {
    const bundled = known.get(file) ?? bundle(file)
    known.set(file, bundled)
    return bundled
  }
}

async function byEsbuild(file: string): Promise<Bundle> {
  const { metafile, outputFiles } = await build({
    entryPoints: [file],
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    platform: 'browser',
    external: ['react'],
    metafile: true,
    write: false,
    outdir: 'out',
    absWorkingDir: packed.root,
  })
  const inputs = Object.values(metafile.outputs).flatMap(({ inputs }) => Object.entries(inputs))
  const modules = inputs.filter(([, { bytesInOutput }]) => bytesInOutput > 0).map(([path]) => path)
  return { code: outputFiles.map(({ text }) => text).join(''), modules }
}

async function byRollup(file: string): Promise<Bundle> {
  const bundle = await rollup({
    input: file,
    external: ['react'],
    plugins: [nodeResolve({ browser: true })],
    onLog(_, { code, message }) {
      // zod has the first two, the hooks begin with 'use client'
      const known = ['CIRCULAR_DEPENDENCY', 'INVALID_ANNOTATION', 'MODULE_LEVEL_DIRECTIVE']
      if (!known.includes(code ?? '')) throw new Error(message)
    },
  })
  const { output } = await bundle.generate({ format: 'es', plugins: [terser({ module: true })] })
  await bundle.close()
  const chunks = output.flatMap((chunk) => (chunk.type === 'chunk' ? [chunk] : []))
  const modules = chunks.flatMap(({ modules }) => Object.entries(modules))
  return {
    code: chunks.map(({ code }) => code).join(''),
    modules: modules.filter(([, { renderedLength }]) => renderedLength > 0).map(([path]) => path),
  }
}

const namespace = 'patient-pharmacy'
const rooms = Object.keys(loadFile(`dist/cjs/rooms/${namespace}.js`))
const tables = Object.keys(loadFile(`dist/cjs/aliases/${namespace}.js`))
const contracts = Object.keys(loadFile(`dist/cjs/events/${namespace}.js`))
const pick = (names: string[]) => `export { ${names.join(', ')} } from 'socket-canon/${namespace}'\n`
const everything = [...contracts, ...tables]
const client = `${pick([...everything, ...rooms])}export { connect } from 'socket-canon/client'\n`
const hooks = ['ClientProvider', 'useConnection', 'useEvent', 'useRequest', 'useRoom']
const sources = {
  'client.mjs': client,
  'react.mjs': `${client}export { ${hooks.join(', ')} } from 'socket-canon/react'\n`,
  'fixture.mjs': `${pick(everything)}export { fixture } from 'socket-canon/testing'\n`,
  'socket.mjs': "export { io } from 'socket.io-client'\n",
  'rooms.mjs': pick(rooms),
  'rooms-and-aliases.mjs': pick([...rooms, ...tables]),
  'contract.mjs': `${pick(everything)}export { ${Object.keys(load('socket-canon/guards')).join(', ')} } from 'socket-canon/guards'\n`,
}
const folder = writeProject('size', sources, ['react', 'socket.io-client'])

// other namespaces have files under these folders
const others = namespaceEntries.map(({ short }) => short).filter((short) => short !== namespace)
const declarations = readFileSync(join(packed.installed, `dist/esm/events/${namespace}.d.ts`), 'utf8')
const sentences = [...new Set([...declarations.matchAll(/\/\*\*\s*(.*?)\s*\*\//gs)].map(([, said]) => said ?? ''))]

const bundlers = { esbuild: bundledOnce(byEsbuild), rollup: bundledOnce(byRollup) }
const budgets = [
  { what: 'the rooms of a namespace', file: 'rooms.mjs', budget: 512 },
  { what: 'the rooms and the aliases of a namespace', file: 'rooms-and-aliases.mjs', budget: 1024 },
  { what: 'the contract, the guards and the aliases of a namespace', file: 'contract.mjs', budget: 6080 },
  { what: 'the client of a namespace, with its rooms and aliases', file: 'client.mjs', budget: 13_060 },
]
const cases = Object.entries(bundlers).flatMap(([tool, bundle]) =>
  budgets.map(({ what, ...rest }) => [`${what}, bundled by ${tool}`, { bundle, ...rest }] as const),
)

describe.for(cases)('%s', ([what, { bundle, file, budget }]) => {
  const bundled = bundle(join(folder, file))

  test(`a bundle is within ${budget} bytes`, async () => {
    const size = gzipSync((await bundled).code, { level: 9 }).length
    console.info(`${what}: ${size} of ${budget} bytes`)
    expect(size).toBeLessThanOrEqual(budget)
    expect(size).toBeGreaterThan(100)
  })

  test('a bundle brings nothing of zod', async () => {
    const { modules } = await bundled
    expect(modules.filter((path) => path.includes('node_modules/zod/'))).toEqual([])
    expect(modules.some((path) => path.includes(`/rooms/${namespace}.js`))).toBe(true)
  })

  test('a bundle brings no parser of what is said now and then, and no example', async () => {
    const { modules, code } = await bundled
    expect(modules.filter((path) => /\/dist\/esm\/examples\//.test(path))).toEqual([])
    expect(code).not.toContain('parseReply:')
    expect(code).not.toContain('Paracetamol')
  })

  test('a bundle brings nothing of other namespaces', async () => {
    const foreign = (path: string) =>
      others.some((other) => new RegExp(`dist/esm/(\\w+/)?${other}(\\.\\w+)?\\.js$`).test(path))
    expect((await bundled).modules.filter(foreign)).toEqual([])
  })

  test('a bundle brings nothing of what it has to import itself', async () => {
    const apart = /dist\/esm\/client\/(handover\/|legacy\/|facts\/apply-to|sending\/deliver)/
    expect((await bundled).modules.filter((path) => apart.test(path))).toEqual([])
  })

  test('a bundle brings no sentence of the documentation', async () => {
    const { code } = await bundled
    expect(sentences.filter((sentence) => code.includes(sentence))).toEqual([])
  })
})

describe.for(Object.entries(bundlers))('bundled by %s', ([tool, bundle]) => {
  const sizeOf = async (file: string) => gzipSync((await bundle(join(folder, file))).code, { level: 9 }).length

  test('the hooks for React are within 1024 bytes more than the client, and the client within socket.io-client itself', async () => {
    const [alone, hooked] = await Promise.all(['client.mjs', 'react.mjs'].map(sizeOf))
    const socket = gzipSync((await byEsbuild(join(folder, 'socket.mjs'))).code, { level: 9 }).length
    console.info(`${tool}: client ${alone}, with hooks ${hooked}; socket.io-client itself ${socket} bytes`)
    expect(Number(hooked) - Number(alone)).toBeLessThanOrEqual(1024)
    expect(alone).toBeLessThan(socket)
    expect(hooked).toBeGreaterThan(Number(alone))
  })
})

test.for(Object.entries(bundlers))(
  'the guards judge what %s bundled by parsers where it is heard, and by schemas else',
  async ([, bundle]) => {
    const { code } = await bundle(join(folder, 'contract.mjs'))
    const { patientPharmacy, isPayload, safeParsePayload } = await import(
      `data:text/javascript,${encodeURIComponent(code)}`
    )
    for (const direction of ['serverToClient', 'clientToServer'] as const) {
      const known: Record<string, EventContract> = (
        load('socket-canon/patient-pharmacy')['patientPharmacy'] as NamespaceContract
      )[direction] as never
      const events: EventContract[] = Object.values(patientPharmacy[direction])
      expect(events.length).toBeGreaterThan(3)
      for (const event of events) {
        const example = known[event.name]?.example
        expect([typeof event.parse, event.parseReply, event.example]).toEqual([
          direction === 'serverToClient' ? 'function' : 'undefined',
          undefined,
          undefined,
        ])
        expect(safeParsePayload(event, { ...Object(example), more: 1 })).toEqual({ ok: true, value: example })
        for (const value of [7, {}, Object.create(Object(example))]) expect(isPayload(event, value)).toBe(false)
      }
    }
  },
)

test.for(Object.entries(bundlers))('fixtures that %s bundled have the examples', async ([, bundle]) => {
  const { code } = await bundle(join(folder, 'fixture.mjs'))
  const { fixture, patientPharmacy } = await import(`data:text/javascript,${encodeURIComponent(code)}`)
  const { serverToClient } = load('socket-canon/patient-pharmacy')['patientPharmacy'] as NamespaceContract
  const { example } = (serverToClient as Record<string, EventContract>)['order:new'] as EventContract
  const event = patientPharmacy.serverToClient['order:new']
  expect(example).toBeDefined()
  expect([fixture(event), event.example]).toEqual([example, example])
})

test('every namespace has a file for browsers, without the parsers and examples that they do without', () => {
  const written = packed.files.filter((file) => /^dist\/\w+\/(events|aliases)\/[\w-]+\.browser\.js$/.test(file))
  expect(written.filter((file) => file.includes('/events/')).length).toBeGreaterThanOrEqual(2 * namespaceEntries.length)
  for (const file of written)
    expect(manifest.browser).toHaveProperty([`./${file.replace('.browser.js', '.js')}`], `./${file}`)
})

test('the contract and the guards load no zod in Node', async () => {
  const { metafile } = await build({
    entryPoints: [join(folder, 'contract.mjs')],
    bundle: true,
    format: 'esm',
    platform: 'node',
    external: ['zod'],
    metafile: true,
    write: false,
    outdir: 'out',
  })
  const imported = Object.values(metafile.outputs).flatMap(({ imports }) => imports)
  expect(imported).toEqual([])
})

const shipped = packed.files.filter((file) => /^dist\/\w+\/events\/.*\.js$/.test(file))

test('the built events are documented and shipped for every namespace', () => {
  expect(sentences).toContain('How many packs were ordered.')
  expect(sentences.every((sentence) => sentence.length > 5)).toBe(true)
  expect(shipped.length).toBeGreaterThanOrEqual(2 * namespaceEntries.length)
})

test.for(shipped)('the built file %s holds no sentence of its declaration', (file) => {
  const declaration = readFileSync(join(packed.installed, file.replace(/(\.built|\.browser)?\.js$/, '.d.ts')), 'utf8')
  const said = [...declaration.matchAll(/\/\*\*\s*(.*?)\s*\*\//gs)].map(([, sentence]) => sentence ?? '')
  expect(said.length).toBeGreaterThan(0)
  const code = readFileSync(join(packed.installed, file), 'utf8')
  expect(said.filter((sentence) => code.includes(sentence))).toEqual([])
})
