import type { Node, TSType } from 'oxc-parser'
import type { Direction } from '../../contract/event/direction.js'
import type { EventContract } from '../../contract/event/event.js'
import type { NamespaceContract } from '../../contract/namespace.js'
import { isContract } from '../../spec/exported-contract.js'
import type { LoadedModule } from '../load.js'
import { keyOf } from '../source-module.js'

/** A type at the top of a module. */
export interface TopType {
  readonly name: string
  readonly isExported: boolean
  /** The whole statement, with `export` where it has it. */
  readonly statement: Node
  /** What it is: the right side of an alias, or the only type that an interface without members extends. */
  readonly type: Node
  /** The braces of an interface. */
  readonly body?: Node
}

/** Lists the types at the top of a module. */
export function namedTypes({ source }: LoadedModule): TopType[] {
  return source.program.body.flatMap((statement): TopType[] => {
    const isExported = statement.type === 'ExportNamedDeclaration'
    const declared = isExported ? statement.declaration : statement
    if (declared?.type === 'TSTypeAliasDeclaration')
      return [{ name: declared.id.name, isExported, statement, type: declared.typeAnnotation }]
    if (declared?.type !== 'TSInterfaceDeclaration') return []
    const [base] = declared.extends
    if (!base || declared.extends.length > 1 || declared.body.body.length) return []
    return [{ name: declared.id.name, isExported, statement, type: base, body: declared.body }]
  })
}

/** A type by its name and parameters, as an alias or an interface refers to it. */
export interface TypeReference {
  readonly name: string
  readonly parameters: readonly TSType[]
}

/** Reads a reference to a type; nothing where a node is another kind of type. */
export function typeReference(node: Node): TypeReference | undefined {
  if (node.type === 'TSTypeReference')
    return { name: lastName(node.typeName), parameters: node.typeArguments?.params ?? [] }
  if (node.type === 'TSInterfaceHeritage')
    return { name: lastName(node.expression), parameters: node.typeArguments?.params ?? [] }
  return undefined
}

function lastName(node: Node): string {
  if (node.type === 'Identifier') return node.name
  if (node.type === 'TSQualifiedName') return node.right.name
  return node.type === 'MemberExpression' ? (keyOf(node.property as Node) ?? '') : ''
}

/** The names of the types by which schema libraries infer what a schema takes. */
export const inferring: ReadonlySet<string> = new Set(['infer', 'output', 'input', 'TypeOf', 'InferOutput'])

/** Reads the text of a type that is a literal. */
export function literalText(node: Node | undefined): string | undefined {
  if (node?.type !== 'TSLiteralType' || node.literal.type !== 'Literal') return undefined
  return typeof node.literal.value === 'string' ? node.literal.value : undefined
}

/** Finds the contract that a type is of, as `typeof shop` is, or an interface that extends it. */
export function contractOfType(node: Node | undefined, module: LoadedModule, depth = 0): NamespaceContract | undefined {
  if (!node || depth > 10) return undefined
  if (node.type === 'TSTypeQuery') {
    const value = node.exprName.type === 'Identifier' ? module.names[node.exprName.name] : undefined
    return isContract(value) ? value : undefined
  }
  const named = typeReference(node)
  const declared = named && namedTypes(module).find(({ name }) => name === named.name)
  return declared && contractOfType(declared.type, module, depth + 1)
}

/** The payload or reply of an event that a type is. */
export interface EventType {
  readonly contract: NamespaceContract
  readonly direction: Direction
  readonly event: EventContract
  readonly part: 'payload' | 'reply'
}

const parts = { PayloadOf: 'payload', ReplyOf: 'reply' } as const

/** Finds the payload or reply that a type is, as `PayloadOf<typeof shop, 'serverToClient', 'order:updated'>` is. */
export function eventOfType(node: Node, module: LoadedModule): EventType | undefined {
  const named = typeReference(node)
  const part = parts[named?.name as keyof typeof parts]
  if (!named || !part) return undefined
  const [of, direction, name] = named.parameters
  const contract = contractOfType(of, module)
  const way = literalText(direction) as Direction | undefined
  const key = literalText(name)
  const events = way && (contract?.[way] as Readonly<Record<string, EventContract>> | undefined)
  const event = key === undefined ? undefined : events?.[key]
  return contract && way && event && { contract, direction: way, event, part }
}
