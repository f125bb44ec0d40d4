import type MagicString from 'magic-string'
import type { Node } from 'oxc-parser'
import type { Schema } from '../../contract/schema.js'
import { isDescribed } from '../../guards/described-schema.js'
import { circlesIn } from '../../guards/print/described.js'
import { keyLiteral, textLiteral } from '../../guards/print/literal.js'
import type { ContractWithAliases } from '../../spec/contract-source.js'
import { isAliasTable } from '../../spec/exported-contract.js'
import { isPastTable } from '../../spec/past/exported-past.js'
import type { Prose } from '../../spec/prose.js'
import { type ContractType, patternType, printedContractType, typeMarks } from '../../spec/type/contract-type.js'
import { printedType } from '../../spec/type/printed-type.js'
import type { NamedType, TypeScope } from '../../spec/type/type-scope.js'
import { isEvent } from '../is-event.js'
import type { LoadedModule } from '../load.js'
import { fieldMeanings, fieldSentences, type MeaningsOf, type SentenceOf } from '../prose/field-sentences.js'
import { contractOfType, eventOfType, namedTypes, typeReference } from '../prose/type-names.js'
import { listedExports, type TopConstant, topConstants, walk } from '../source-module.js'
import { putEnumerationComments } from './enumeration-comments.js'
import { inferredSchema, isHidden, putInferredTypes } from './inferred-types.js'

/** What the types of a module are printed with. */
export interface ModuleTypes {
  readonly contracts: readonly ContractWithAliases[]
  readonly prose: Prose
  readonly scope: TypeScope
  /** The modules of the package, by path. */
  readonly modules: ReadonlyMap<string, LoadedModule>
  /** The sentence of a schema in the place where it stands. */
  readonly sentenceOf: SentenceOf
  readonly meaningsOf: MeaningsOf
  /** Refers to a type of this package. */
  refer(name: string): string
}

const mapNames = { ServerToClientEvents: 'serverToClient', ClientToServerEvents: 'clientToServer' } as const

/** Prints the types of the contracts that a module declares, and annotates its constants. */
export function putTypes(text: MagicString, module: LoadedModule, types: ModuleTypes): void {
  const { contracts, prose, scope, modules } = types
  const added: string[] = []
  for (const { contract } of contracts) {
    const declared = topConstants(module.source).filter(({ name }) => module.names[name] === contract)
    const [first] = declared
    if (!first) continue
    const said = prose.namespaces?.[contract.path]
    const printed = printedContractType(contract, { scope, ...(said && { prose: said }) })
    for (const constant of declared) annotate(text, constant, printed.type)
    const taken = putNamedTypes(text, module, contract, printed)
    putEnumerationComments(text, module, said?.enumerations)
    const name = typeName((declared.find(({ isExported }) => isExported) ?? first).name)
    for (const [map, direction] of Object.entries(mapNames)) {
      if (taken.has(map)) continue
      const what = direction === 'serverToClient' ? 'What the server sends' : 'What a client sends'
      added.push(
        `/** ${what} on \`${contract.path}\`. */\nexport interface ${scope.reserve(`${name}${map}`)} ${printed.maps[direction]}`,
      )
    }
    for (const carried of printed.carried) if (!taken.has(carried.name)) added.push(declaration(carried))
  }
  putInferredTypes(text, module, {
    modules,
    print(schema, { written, name, isExported }) {
      if (name !== undefined && circlesIn(schema).has(schema) && !scope.nameOf(schema)) scope.name(schema, name)
      const before = scope.unprintable.length
      const type = placed(written, scope, () => schemaType(schema, 'never', types, name))
      const faults = isExported ? [] : scope.unprintable.splice(before)
      return faults.length ? undefined : type
    },
  })
  const shown = shownConstants(module, modules)
  for (const constant of topConstants(module.source))
    if (constant.isExported || shown.has(constant.name)) annotateOther(text, module, constant, types)
  for (const named of scope.declarations) added.push(declaration(named))
  text.append(`\n${added.join('\n')}\n`)
}

/** Prints the named types of a module that are what an event carries, or the map of a contract's events; returns which. */
function putNamedTypes(
  text: MagicString,
  module: LoadedModule,
  contract: ContractWithAliases['contract'],
  { carried, maps }: ContractType,
): Set<string> {
  const done = new Set<string>()
  for (const { name, isExported, statement, type } of namedTypes(module)) {
    const named = typeReference(type)
    const direction = mapNames[named?.name as keyof typeof mapNames]
    const found =
      eventOfType(type, module)?.contract === contract ? carried.find((each) => each.name === name) : undefined
    const isMap = direction && contractOfType(named?.parameters[0], module) === contract
    if (!found && !isMap) continue
    const declared = found ? found.text : `interface ${name} ${maps[direction as keyof ContractType['maps']]}`
    text.overwrite(statement.start, statement.end, `${isExported ? 'export ' : ''}${declared}`)
    done.add(found ? name : (named?.name as string))
  }
  return done
}

function declaration({ comment, text }: NamedType): string {
  return `${comment ? `${comment.trimEnd()}\n` : ''}export ${text}`
}

/** Writes the name of a constant as names of types are written. */
export function typeName(name: string): string {
  return `${name[0]?.toUpperCase()}${name.slice(1)}`
}

function annotate(text: MagicString, { declarator }: TopConstant, type: string): void {
  const { id, init } = declarator
  if (id.typeAnnotation || !init) return
  text.appendLeft(id.end, `: ${type}`)
  text.overwrite(init.start, init.end, 'null as never')
}

/** Lists the names of constants that are exported by a list, or by whose types others are told, as by `typeof contract`. */
function shownConstants(module: LoadedModule, modules: ReadonlyMap<string, LoadedModule>): Set<string> {
  const listed = listedExports(module.source)
  const found = new Set(listed)
  walk(module.source.program, (node, parents) => {
    if (node.type !== 'TSTypeQuery' || node.exprName.type !== 'Identifier' || isHidden(parents, listed)) return
    // what is inferred of a schema is printed in its place
    const isInferred = parents.slice(-2).some((parent) => inferredSchema(parent, module, modules))
    if (!isInferred) found.add(node.exprName.name)
  })
  return found
}

/** Annotates a constant whose type its value tells: rooms, tables, schemas, and what is data. */
function annotateOther(text: MagicString, module: LoadedModule, constant: TopConstant, types: ModuleTypes): void {
  const { name, declarator } = constant
  if (declarator.id.typeAnnotation || !declarator.init || !isInferredBadly(declarator.init)) return
  const value = module.names[name]
  if (types.contracts.some(({ contract }) => contract === value)) return
  const type = placed(name, types.scope, () => typeOfValue(value, types))
  if (type !== undefined) annotate(text, constant, type)
}

/** Returns whether the type of an expression can't be told from how it is written. */
function isInferredBadly(init: Node): boolean {
  if (init.type === 'TSAsExpression') return init.typeAnnotation.type !== 'TSTypeReference'
  return !['Literal', 'TemplateLiteral', 'ArrowFunctionExpression', 'FunctionExpression', 'ClassExpression'].includes(
    init.type,
  )
}

function typeOfValue(value: unknown, types: ModuleTypes): string | undefined {
  const { refer } = types
  if (isRoom(value)) return `${refer('Room')}<${textLiteral(value.pattern)}>`
  if (isAliasTable(value)) {
    const [down, up] = [value.serverToClient, value.clientToServer].map((rows) => {
      const lines = Object.entries(rows).map(([name, row]) => {
        const of = typeof row === 'string' ? row : (row as { readonly of: string }).of
        return `    ${keyLiteral(name)}: ${textLiteral(of)};\n`
      })
      return lines.length ? `{\n${lines.join('')}}` : '{}'
    })
    return `${refer('AliasTable')}<${down}, ${up}>`
  }
  if (isPastTable(value) || types.contracts.some(({ past }) => past !== undefined && past === value))
    return refer('PastTable')
  if (isEvent(value)) {
    const carried = [schemaType(value.payload, 'void', types), schemaType(value.reply, 'never', types)]
    const rooms = [...value.to, ...value.joins, ...value.leaves, ...(value.within ?? [])]
    const type = `${refer('EventContract')}<${[...carried, patternType(rooms)].join(', ')}>`
    return [type, ...typeMarks(value)].join(' & ')
  }
  if (typeof value === 'object' && value !== null && '~standard' in value)
    return isDescribed(value) ? `${refer('Schema')}<${schemaType(value as never, 'never', types)}>` : undefined
  return dataType(value)
}

/** Prints a type so that what can't be said of it is told with the place where it stands. */
function placed<Type>(place: string, { unprintable }: TypeScope, print: () => Type): Type {
  const before = unprintable.length
  const type = print()
  for (const fault of unprintable.splice(before)) unprintable.push({ ...fault, path: [place, ...fault.path] })
  return type
}

function schemaType(
  schema: Schema<unknown> | undefined,
  none: string,
  { scope, sentenceOf, meaningsOf }: ModuleTypes,
  name?: string,
): string {
  if (!schema) return none
  if (!isDescribed(schema)) return 'unknown'
  return printedType(schema, {
    scope,
    sentences: fieldSentences(schema, sentenceOf),
    meanings: fieldMeanings(schema, meaningsOf),
    ...(name !== undefined && { name }),
  })
}

function isRoom(value: unknown): value is { readonly pattern: string } {
  return typeof value === 'function' && 'pattern' in value && typeof value.pattern === 'string' && 'legacy' in value
}

/** Prints the type of what is data. */
function dataType(value: unknown, isInside = false): string | undefined {
  if (value === null) return 'null'
  if (typeof value === 'string') return isInside ? 'string' : textLiteral(value)
  if (typeof value === 'number' || typeof value === 'boolean') return isInside ? typeof value : String(value)
  if (typeof value !== 'object') return undefined
  if (Array.isArray(value)) {
    const types = value.map((each) => dataType(each, true))
    if (types.some((type) => type === undefined)) return undefined
    return `(${[...new Set(types)].join(' | ') || 'never'})[]`
  }
  if (Object.getPrototypeOf(value) !== Object.prototype) return undefined
  const fields = Object.entries(value).map(([key, each]) => [key, dataType(each, true)] as const)
  if (fields.some(([, type]) => type === undefined)) return undefined
  return fields.length ? `{ ${fields.map(([key, type]) => `${keyLiteral(key)}: ${type}`).join('; ')} }` : '{}'
}
