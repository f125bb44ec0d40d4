import ts from 'typescript'
import { describe, expect, it } from 'vitest'
import { compile, exportsOf, mapsOf, namespaceEntries, writeProject } from './project.js'

const { checker, entries } = exportsOf(namespaceEntries.map(({ name }) => name))

interface Written {
  events: { name: string; hasPayload: boolean; hasAck: boolean }[]
  text: string
}

/** Prints a type out, without a name of the package save `Refusal`. */
function print(type: ts.Type): string {
  const name = type.aliasSymbol?.name ?? type.symbol?.name
  if (type.symbol?.name === 'Refusal') return 'Refusal'
  if (type.isUnion()) {
    if (type.flags & ts.TypeFlags.Boolean) return 'boolean'
    return type.types.map((one) => `(${print(one)})`).join(' | ')
  }
  if (type.isIntersection()) return type.types.map((one) => `(${print(one)})`).join(' & ')
  if (!(type.flags & ts.TypeFlags.Object)) return checker.typeToString(type, undefined, ts.TypeFormatFlags.NoTruncation)
  if (checker.isArrayType(type))
    return `(${checker
      .getTypeArguments(type as ts.TypeReference)
      .map(print)
      .join()})[]`
  if (checker.isTupleType(type))
    return `[${checker
      .getTypeArguments(type as ts.TypeReference)
      .map(print)
      .join(', ')}]`
  const [signature] = type.getCallSignatures()
  if (signature) {
    const parameters = signature.parameters.map((parameter) => `${parameter.name}: ${print(typeOf(parameter))}`)
    return `(${parameters.join(', ')}) => ${print(signature.getReturnType())}`
  }
  const indexes = checker.getIndexInfosOfType(type).map((info) => `[key: ${print(info.keyType)}]: ${print(info.type)}`)
  const fields = type.getProperties().map((field) => {
    const optional = field.flags & ts.SymbolFlags.Optional ? '?' : ''
    return `${JSON.stringify(field.name)}${optional}: ${print(typeOf(field))}`
  })
  if (!indexes.length && !fields.length && name !== '__type') throw new Error(`${name} is not printed out`)
  return `{ ${[...indexes, ...fields].join('; ')} }`
}

const typeOf = (symbol: ts.Symbol) => checker.getTypeOfSymbol(symbol)

/** Writes a map out by hand, as it were. */
function writeMap(name: string, symbol: ts.Symbol): Written {
  const events = checker.getDeclaredTypeOfSymbol(symbol).getProperties()
  return {
    text: `export interface ${name} {\n${events.map((event) => `  ${JSON.stringify(event.name)}: ${print(typeOf(event))}`).join('\n')}\n}`,
    events: events.map((event) => {
      const parameters =
        typeOf(event)
          .getCallSignatures()[0]
          ?.parameters.map((parameter) => parameter.name) ?? []
      return { name: event.name, hasPayload: parameters.includes('payload'), hasAck: parameters.includes('ack') }
    }),
  }
}

const namespaces = entries.map(({ name, exported }, index) => {
  const maps = mapsOf(exported)
  const write = (map: string) => {
    const found = exported.find((one) => one.name === map)
    if (!found) throw new Error(`${map} is not exported`)
    return { map, ...writeMap(map, found.symbol) }
  }
  const short = namespaceEntries[index]?.short ?? name
  return { name, short, index, server: write(maps.serverToClient), client: write(maps.clientToServer) }
})

/** Uses every event of every namespace on the types of socket.io. */
function consumer(from: (namespace: (typeof namespaces)[number]) => string) {
  const lines = namespaces.flatMap((namespace) => {
    const { index, server, client } = namespace
    const on = (events: Written['events'], target: string) =>
      events.map(({ name, hasPayload, hasAck }) => {
        const heard = [...(hasPayload ? ['payload'] : []), ...(hasAck ? ['ack'] : [])]
        return `  ${target}.on('${name}', (${heard.join(', ')}) => [${heard.join(', ')}])`
      })
    const emit = (events: Written['events'], target: string, map: string) =>
      events.map(({ name, hasPayload, hasAck }) => {
        const payload = hasPayload ? [`null as unknown as Parameters<${map}['${name}']>[0]`] : []
        const sent = [`'${name}'`, ...payload, ...(hasAck ? ['(reply) => reply'] : [])]
        return `  ${target}.emit(${sent.join(', ')})`
      })
    return [
      `import type { ${server.map} as S${index}, ${client.map} as C${index} } from '${from(namespace)}'`,
      `export function use${index}(client: Client<S${index}, C${index}>, server: Server<C${index}, S${index}>) {`,
      ...on(server.events, 'client'),
      ...emit(client.events, 'client', `C${index}`),
      ...emit(server.events, 'server', `S${index}`),
      "  server.on('connection', (socket) => {",
      ...on(client.events, 'socket'),
      ...emit(server.events, 'socket', `S${index}`),
      '  })',
      '}',
    ]
  })
  return [
    "import type { Server } from 'socket.io'",
    "import type { Socket as Client } from 'socket.io-client'",
    ...lines,
  ].join('\n')
}

const refusal = `export interface Refusal {
  readonly error: {
    readonly code: string
    readonly message: string
    readonly retryable: boolean
    readonly retryAfterMs?: number | undefined
    readonly issues?: readonly { readonly path: readonly (string | number)[]; readonly expected: string }[] | undefined
  }
}\n`

const byHand = namespaces.map(({ short, server, client }) => [
  `hand/${short}.ts`,
  `import type { Refusal } from './refusal.js'\n${server.text}\n${client.text}\n`,
])
const folder = writeProject(
  'instantiations',
  {
    'package.json': '{"private":true,"type":"module"}',
    'packed.ts': consumer(({ name }) => name),
    'by-hand.ts': consumer(({ short }) => `./hand/${short}.js`),
    'hand/refusal.ts': refusal,
    ...Object.fromEntries(byHand),
  },
  ['socket.io', 'socket.io-client', '@types/node', 'undici-types'],
)

async function instantiations(compiler: string, file: string) {
  const options = {
    target: 'ES2022',
    module: 'NodeNext',
    skipLibCheck: true,
    types: ['node'],
    extendedDiagnostics: true,
  }
  const { code, output } = await compile(folder, compiler, options, [file])
  const [, figure] = output.match(/^Instantiations:\s+([\d,]+)/m) ?? []
  if (code !== 0 || !figure) throw new Error(output)
  return Number(figure.replaceAll(',', ''))
}

describe('the event maps', () => {
  it('are used with every event of every namespace', () => {
    const used = namespaces.flatMap(({ server, client }) => [...server.events, ...client.events])
    expect(namespaces.every(({ server, client }) => server.events.length > 2 && client.events.length > 1)).toBe(true)
    expect(used.some(({ hasAck }) => hasAck)).toBe(true)
    console.info(`${used.length} events of ${namespaces.length} namespaces`)
  })

  it.for([
    ['6', 'typescript'],
    ['7', 'typescript-7'],
  ] as const)(
    'cost a consumer with TypeScript %s no more than a quarter above maps written by hand',
    async ([release, compiler]) => {
      const hand = await instantiations(compiler, 'by-hand.ts')
      const ours = await instantiations(compiler, 'packed.ts')
      console.info(`TypeScript ${release}: ${ours} instantiations, ${hand} by hand, ratio ${(ours / hand).toFixed(3)}`)
      expect(ours / hand).toBeLessThanOrEqual(1.25)
    },
  )
})
