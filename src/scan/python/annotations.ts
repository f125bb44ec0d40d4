import type { CodeScope, TypeCode } from '../code/code.js'
import type { PythonLowering } from './lowering.js'
import { type PythonNode, pythonParts } from './tree.js'

const lists = /^(?:list|set|tuple|List|Set|Tuple|Sequence|Iterable|Iterator|AsyncIterator|Collection)$/
const wrappers = /^(?:Optional|Union|Annotated|ClassVar|Final|Awaitable|Coroutine|Generator|AsyncGenerator|Type|type)$/

/** Turns an annotation into what it may name; nothing for one that can't lead to a socket. */
export function lowerAnnotation(
  lowering: PythonLowering,
  node: PythonNode | undefined,
  scope: CodeScope,
): TypeCode | undefined {
  if (!node) return undefined
  const inner = (each: PythonNode | undefined): TypeCode | undefined => lowerAnnotation(lowering, each, scope)
  switch (node.name) {
    case 'VariableName':
      return named(lowering.source(node), scope)
    case 'String': {
      const [, name] = /^['"]([\w.]+)['"]$/.exec(lowering.source(node)) ?? []
      return name === undefined ? undefined : named(name, scope)
    }
    case 'BinaryExpression': {
      const parts = pythonParts(node)
      return { kind: 'union', of: parts.flatMap((each) => inner(each) ?? []) }
    }
    case 'MemberExpression':
      return memberType(lowering, node, scope)
    default:
      return undefined
  }
}

function memberType(lowering: PythonLowering, node: PythonNode, scope: CodeScope): TypeCode | undefined {
  const [of, ...rest] = pythonParts(node)
  if (rest[0]?.name === 'PropertyName') {
    const name = lowering.source(node)
    return /^[\w.]+$/.test(name) ? named(name, scope) : undefined
  }
  const word = (of ? lowering.source(of) : '').replace(/^.*\./, '')
  const given = rest.flatMap((each) => lowerAnnotation(lowering, each, scope) ?? [])
  const last = given.at(-1)
  if (lists.test(word)) return last && { kind: 'list', of: last }
  return wrappers.test(word) ? { kind: 'union', of: given } : undefined
}

function named(name: string, scope: CodeScope): TypeCode {
  return { kind: 'named', name, scope, arguments: [] }
}
