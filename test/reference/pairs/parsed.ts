import { createRequire } from 'node:module'
import { Language, type Node, Parser } from 'web-tree-sitter'
import { type Snippet, wholeCode } from '../../../src/reference/snippets/snippet.js'

/** A call with the name of an event: `socket.on("chat:message")`, and what it carries, read from its literals. */
export interface WireCall {
  readonly verb: string
  readonly name: string
  readonly payload?: unknown
}

/** A field that code reads, by its name on the wire. */
export interface ReadField {
  readonly owner: string
  readonly name: string
  readonly isOptional: boolean
}

/** What the syntax tree of an end says of the wire. */
export interface ParsedEnd {
  readonly hasError: boolean
  readonly calls: readonly WireCall[]
  readonly fields: readonly ReadField[]
}

const require = createRequire(import.meta.url)
await Parser.init()
const parsers = new Map<string, Parser>()
// one after the other: two that are loaded at once miss parts of each other
for (const name of ['kotlin', 'swift']) {
  const parser = new Parser()
  parser.setLanguage(await Language.load(require.resolve(`tree-sitter-wasms/out/tree-sitter-${name}.wasm`)))
  parsers.set(name, parser)
}

/** Parses the code of an end in Kotlin or Swift. */
export function parsedEnd(snippet: Snippet): ParsedEnd {
  const { language } = snippet
  if (language !== 'kotlin' && language !== 'swift') throw new Error('there is no parser of this language')
  const tree = parsers.get(language)?.parse(wholeCode(snippet))
  if (!tree) throw new Error('the parser gave no tree')
  const { rootNode } = tree
  try {
    const fields = language === 'kotlin' ? kotlinFields(rootNode) : swiftFields(rootNode)
    return { hasError: rootNode.hasError, calls: callsIn(rootNode), fields }
  } finally {
    tree.delete()
  }
}

const verbs = new Set(['socket.on', 'socket.emit', 'ask'])

function callsIn(root: Node): WireCall[] {
  const named = all(root, 'property_declaration').flatMap((node): [string, Node][] => {
    const value = node.namedChildren.at(-1)
    return value ? [[node.text.split(/[\s=]+/)[1] ?? '', value]] : []
  })
  return all(root, 'call_expression').flatMap((node) => {
    const [called, suffix] = node.namedChildren
    const args = suffix?.namedChildren.find((each) => each?.type === 'value_arguments')?.namedChildren ?? []
    const [name, payload] = args.map((arg) => arg?.namedChildren.at(-1))
    const verb = called?.text ?? ''
    if (!verbs.has(verb) || !name || !/string_literal/.test(name.type)) return []
    const held = payload && (named.find(([each]) => each === payload.text)?.[1] ?? payload)
    return [{ verb, name: valueOf(name) as string, ...(held && held.text !== 'null' && { payload: valueOf(held) }) }]
  })
}

/** Reads a value of the literals that it is built of. */
function valueOf(node: Node): unknown {
  const [first, second] = node.namedChildren
  if (node.type === 'string_literal' || node.type === 'line_string_literal') return textOf(node.text)
  if (node.type === 'as_expression' && first) return valueOf(first)
  if (node.type === 'array_literal') return node.namedChildren.map((item) => item && valueOf(item))
  if (node.type === 'dictionary_literal') {
    const [keys, values] = ['key', 'value'].map((part) =>
      node.childrenForFieldName(part).map((each) => each && valueOf(each)),
    )
    return Object.fromEntries((keys ?? []).map((key, index) => [key, values?.[index]]))
  }
  if (node.type === 'call_expression' && first) return builtOf(node, first, second)
  if (node.text === 'JSONObject.NULL') return null
  return JSON.parse(node.text.replace(/L$/, ''))
}

/** Reads what calls build: `JSONObject().put("a", 1)`, `byteArrayOf(1)`, `Data([1])`. */
function builtOf(node: Node, called: Node, suffix: Node | null | undefined): unknown {
  const args = (suffix?.namedChildren[0]?.namedChildren ?? []).map((arg) => arg?.namedChildren.at(-1))
  const values = args.map((arg) => arg && valueOf(arg))
  if (called.type === 'navigation_expression' && called.text.endsWith('put')) {
    const target = called.namedChildren[0] && valueOf(called.namedChildren[0])
    if (Array.isArray(target)) return [...target, values[0]]
    return { ...(target as object), [String(values[0])]: values[1] }
  }
  const made: Record<string, () => unknown> = {
    JSONObject: () => ({}),
    JSONArray: () => [],
    NSNull: () => null,
    byteArrayOf: () => Uint8Array.from(values as number[]),
    Data: () => Uint8Array.from((values[0] ?? []) as number[]),
  }
  const make = made[called.text]
  if (make === undefined) throw new Error(`no value: ${node.type}`)
  return make()
}

function textOf(literal: string): string {
  const json = literal.replace(/\\u\{([0-9a-f]+)\}/g, (_, code) => `\\u${code.padStart(4, '0')}`).replaceAll('\\$', '$')
  return JSON.parse(json) as string
}

/** Lists what classes read, whose parameters and whose literals have to agree. */
function kotlinFields(root: Node): ReadField[] {
  return all(root, 'class_declaration').flatMap((node) => {
    const owner = node.namedChildren.find((each) => each?.type === 'type_identifier')?.text ?? ''
    const nullable = new Map(
      all(node, 'class_parameter').map((each) => [
        each.namedChildren[1]?.text,
        each.namedChildren[2]?.type === 'nullable_type',
      ]),
    )
    const [delegation] = all(node, 'constructor_delegation_call')
    const args = delegation?.namedChildren[0]?.namedChildren ?? []
    return args.flatMap((arg) => {
      const [property, value] = arg?.namedChildren ?? []
      const [literal] = value ? all(value, 'string_literal') : []
      const isOptional = value?.text.startsWith('json.orNull(') ?? false
      if (!literal || nullable.get(property?.text) !== isOptional) throw new Error(`${owner} reads a field in two ways`)
      return [{ owner, name: textOf(literal.text), isOptional }]
    })
  })
}

function swiftFields(root: Node): ReadField[] {
  return root.namedChildren
    .filter((node) => node?.type === 'class_declaration')
    .flatMap((node) => {
      const owner = node?.childForFieldName('name')?.text ?? ''
      const renamed = new Map(
        all(node as Node, 'enum_entry').map((entry) => [
          entry.childForFieldName('name')?.text,
          textOf(entry.childForFieldName('raw_value')?.text ?? '""'),
        ]),
      )
      return all(node as Node, 'property_declaration').map((each) => {
        const name = each.childForFieldName('name')?.text ?? ''
        const isOptional = all(each, 'type_annotation')[0]?.namedChildren[0]?.type === 'optional_type'
        return { owner, name: renamed.get(name) ?? name.replaceAll('`', ''), isOptional }
      })
    })
}

function all(node: Node, type: string): Node[] {
  return node.descendantsOfType(type).filter((each) => each !== null)
}
