import ts from 'typescript'
import { expect, test } from 'vitest'
import { compile, exportsOf, mapsOf, namespaceEntries, writeProject } from './project.js'

const { checker, entries } = exportsOf(namespaceEntries.map(({ name }) => name))

interface Written {
  events: { name: string; hasPayload: boolean; hasAck: boolean }[]
  text: string
}

const typeOf = (symbol: ts.Symbol) => checker.getTypeOfSymbol(symbol)

/** Writes types out as text that names nothing of the package; interfaces stay interfaces, which cost the least. */
function writer() {
  const interfaces = new Map<string, string>()
  const argumentsOf = (type: ts.Type) =>
    checker
      .getTypeArguments(type as ts.TypeReference)
      .map(print)
      .join(', ')
  const fieldsOf = (type: ts.Type) => {
    const indexes = checker.getIndexInfosOfType(type)
    const fields = type.getProperties().map((field) => {
      const optional = field.flags & ts.SymbolFlags.Optional ? '?' : ''
      return `${JSON.stringify(field.name)}${optional}: ${print(typeOf(field))}`
    })
    const all = [...indexes.map((index) => `[key: ${print(index.keyType)}]: ${print(index.type)}`), ...fields]
    return `{ ${all.join('; ')} }`
  }
  function print(type: ts.Type): string {
    if (type.flags & ts.TypeFlags.Boolean) return 'boolean'
    if (type.isUnion()) return type.types.map((one) => `(${print(one)})`).join(' | ')
    if (type.isIntersection()) return type.types.map((one) => `(${print(one)})`).join(' & ')
    if (!(type.flags & ts.TypeFlags.Object)) return checker.typeToString(type)
    if (checker.isArrayType(type)) return `(${argumentsOf(type)})[]`
    if (checker.isTupleType(type)) return `[${argumentsOf(type)}]`
    const [signature] = type.getCallSignatures()
    if (signature) {
      const parameters = signature.parameters.map((parameter) => `${parameter.name}: ${print(typeOf(parameter))}`)
      return `(${parameters.join(', ')}) => void`
    }
    const { name } = type.symbol
    if (!type.isClassOrInterface()) return fieldsOf(type)
    if (!interfaces.has(name)) interfaces.set(name, fieldsOf(type))
    return name
  }
  const text = () => [...interfaces].map(([name, fields]) => `export interface ${name} ${fields}\n`).join('')
  return { print, text }
}

/** Writes a map out by hand, as it were. */
function writeMap(name: string, symbol: ts.Symbol, print: (type: ts.Type) => string): Written {
  const properties = checker.getDeclaredTypeOfSymbol(symbol).getProperties()
  const lines = properties.map((event) => `  ${JSON.stringify(event.name)}: ${print(typeOf(event))}\n`)
  const events = properties.map((event) => {
    const [signature] = typeOf(event).getCallSignatures()
    const heard = signature?.parameters.map((parameter) => typeOf(parameter).getCallSignatures().length > 0) ?? []
    return { name: event.name, hasPayload: heard.includes(false), hasAck: heard.includes(true) }
  })
  return { text: `export interface ${name} {\n${lines.join('')}}\n`, events }
}

const namespaces = entries.map(({ name, exported }, index) => {
  const maps = mapsOf(exported)
  const { print, text } = writer()
  const write = (map: string) => {
    const found = exported.find((one) => one.name === map)
    if (!found) throw new Error(`${map} is not exported`)
    return { map, ...writeMap(map, found.symbol, print) }
  }
  const short = namespaceEntries[index]?.short ?? name
  const server = write(maps.serverToClient)
  const client = write(maps.clientToServer)
  return { name, short, index, server, client, hand: `${text()}${server.text}${client.text}` }
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

const byHand = namespaces.map(({ short, hand }) => [`hand/${short}.ts`, hand])
const folder = writeProject(
  'instantiations',
  {
    'package.json': '{"private":true,"type":"module"}',
    'packed.ts': consumer(({ name }) => name),
    'by-hand.ts': consumer(({ short }) => `./hand/${short}.js`),
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

test('the event maps are used with every event of every namespace', () => {
  const used = namespaces.flatMap(({ server, client }) => [...server.events, ...client.events])
  expect(namespaces.every(({ server, client }) => server.events.length > 2 && client.events.length > 1)).toBe(true)
  expect(used.some(({ hasAck }) => hasAck)).toBe(true)
  console.info(`${used.length} events of ${namespaces.length} namespaces`)
})

test.for([
  ['6', 'typescript'],
  ['7', 'typescript-7'],
] as const)(
  'the event maps cost a consumer with TypeScript %s no more than a quarter above maps written by hand',
  async ([release, compiler]) => {
    const hand = await instantiations(compiler, 'by-hand.ts')
    const ours = await instantiations(compiler, 'packed.ts')
    console.info(`TypeScript ${release}: ${ours} instantiations, ${hand} by hand, ratio ${(ours / hand).toFixed(3)}`)
    expect(ours / hand).toBeLessThanOrEqual(1.25)
  },
)
