import ts from 'typescript'
import { expect, test } from 'vitest'
// @ts-expect-error plain JavaScript, as every step of the build
import { ownEntries, ownLoading } from '../../scripts/own-contracts.mjs'
// @ts-expect-error plain JavaScript, as every step of the build
import { programOf } from '../../scripts/source-program.mjs'
import { wireProse } from '../../scripts/wire-prose.js'
import { loadContracts } from '../../src/build/load-contracts.js'
import { directions } from '../../src/contract/event/direction.js'
import type { FieldSentences, NamespaceProse } from '../../src/spec/prose.js'
import { entries } from '../contracts.js'

const wire = ['handshake', 'protocol', 'refusal'].map((name) => `src/contract/wire/${name}.ts`)
// no payload holds a type of a browser or of Node, and to read those is most of the work
const program: ts.Program = programOf([...entries.map(({ name }) => `src/events/${name}.ts`), ...wire], {
  types: [],
  lib: ['lib.es2023.d.ts'],
})
const checker = program.getTypeChecker()

function sentenceOf(symbol: ts.Symbol): string | undefined {
  return ts.displayPartsToString(symbol.getDocumentationComment(checker)).replaceAll('\n', ' ') || undefined
}

/** Returns the type that a file declares under a name, a constant's where the name is one. */
function typeIn(file: string, name: string): ts.Type {
  const source = program.getSourceFile(file) as ts.SourceFile
  const found = checker
    .getSymbolsInScope(source, ts.SymbolFlags.BlockScopedVariable | ts.SymbolFlags.Interface)
    .find((symbol) => symbol.name === name && symbol.declarations?.some((each) => each.getSourceFile() === source))
  if (!found) throw new Error(`${file} declares no ${name}`)
  const symbol = checker.getExportSymbolOfSymbol(found)
  return symbol.valueDeclaration ? checker.getTypeOfSymbol(symbol) : checker.getDeclaredTypeOfSymbol(symbol)
}

/** Maps the path of every field below a type to its sentence. */
function fieldsOf(type: ts.Type | undefined, path: readonly string[] = [], found: Record<string, string> = {}) {
  const whole = type && checker.getNonNullableType(type)
  for (const one of whole?.isUnion() ? whole.types : whole ? [whole] : []) {
    if (!(one.flags & ts.TypeFlags.Object)) continue
    const item = checker.isArrayType(one) ? checker.getTypeArguments(one as ts.TypeReference)[0] : undefined
    if (item) fieldsOf(item, [...path, '[]'], found)
    if (item || one.getCallSignatures().length) continue
    for (const info of checker.getIndexInfosOfType(one)) fieldsOf(info.type, [...path, '*'], found)
    for (const symbol of one.getProperties()) {
      const at = [...path, symbol.name]
      const sentence = sentenceOf(symbol)
      if (sentence) found[at.join('.')] ??= sentence
      fieldsOf(checker.getTypeOfSymbol(symbol), at, found)
    }
  }
  return found as FieldSentences
}

type Said = {
  readonly summary?: string | undefined
  readonly payload?: FieldSentences
  readonly reply?: FieldSentences
}

/** Maps the events of a contract to their sentences and those of what they carry, as the compiler has them. */
function compiledEvents(events: ts.Type, carried: (event: ts.Type) => readonly (ts.Type | undefined)[]) {
  const said = events.getProperties().map((symbol): [string, Said] => {
    const [payload, reply] = carried(checker.getTypeOfSymbol(symbol))
    return [symbol.name, { summary: sentenceOf(symbol), payload: fieldsOf(payload), reply: fieldsOf(reply) }]
  })
  return Object.fromEntries(said)
}

function typeArguments(event: ts.Type): readonly ts.Type[] {
  // an event that is marked, as one for everybody, is an intersection that begins with the event
  return checker.getTypeArguments((event.isIntersection() ? event.types[0] : event) as ts.TypeReference)
}

function listenerTypes(listener: ts.Type): readonly (ts.Type | undefined)[] {
  const parameters = listener.getCallSignatures()[0]?.parameters ?? []
  const typeOf = (name: string) => {
    const parameter = parameters.find((each) => each.name === name)
    return parameter && checker.getTypeOfSymbol(parameter)
  }
  return [typeOf('payload'), typeOf('ack')?.aliasTypeArguments?.[0]]
}

function eventsIn(prose: NamespaceProse | undefined, direction: 'serverToClient' | 'clientToServer') {
  return Object.fromEntries(
    Object.entries(prose?.[direction] ?? {}).map(([name, { summary, payload, reply }]): [string, Said] => [
      name,
      { summary, ...(payload && { payload }), ...(reply && { reply }) },
    ]),
  )
}

test('what modules say of our own events and fields is read as the compiler of TypeScript reads it', async () => {
  const { prose } = await loadContracts(ownEntries, ownLoading)
  expect(Object.keys(prose.namespaces ?? {}).length).toBe(entries.length)
  for (const { name, contract } of entries)
    for (const direction of directions) {
      const held = checker.getPropertyOfType(typeIn(`src/events/${name}.ts`, 'contract'), direction) as ts.Symbol
      expect(eventsIn(prose.namespaces?.[contract.path], direction), `${contract.path} ${direction}`).toEqual(
        compiledEvents(checker.getTypeOfSymbol(held), typeArguments),
      )
    }
})

test('what the types of the wire say is read as the compiler of TypeScript reads it', async () => {
  const { protocol, handshake, refusal } = await wireProse()
  const maps = { serverToClient: 'ContractServerToClientEvents', clientToServer: 'ContractClientToServerEvents' }
  for (const direction of directions) {
    const compiled = compiledEvents(typeIn('src/contract/wire/protocol.ts', maps[direction]), listenerTypes)
    expect(eventsIn(protocol, direction), direction).toEqual(compiled)
  }
  expect(handshake).toEqual(fieldsOf(typeIn('src/contract/wire/handshake.ts', 'HandshakeAuth')))
  expect(refusal).toEqual(fieldsOf(typeIn('src/contract/wire/refusal.ts', 'Refusal')))
  expect(Object.keys(refusal ?? {})).toContain('error.issues.[].path')
})
