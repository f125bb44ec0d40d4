import type { Class, Expression, ObjectExpression, TSEnumDeclaration } from 'oxc-parser'
import type { LiteralValue } from '../draft.js'
import { type MemberComment, memberComments, type Placed } from './comment.js'
import { findType, findValue, type ModuleGraph } from './module-graph.js'
import type { DeclaringModule } from './source-module.js'

/** A member of an object or an enumeration that never changes. */
export interface ConstantMember extends MemberComment {
  /** Its name, or the source of what would say it. */
  readonly key: string
  /** Whether its name is not known without running the code, or it stands for several. */
  readonly isKeyUnread?: boolean
  readonly value: Constant | undefined
}

/** What an expression is worth, as far as it is known without running it. */
export type Constant =
  | { readonly kind: 'literal'; readonly value: LiteralValue }
  | { readonly kind: 'null' }
  | { readonly kind: 'list'; readonly items: readonly (Constant | undefined)[] }
  | { readonly kind: 'object'; readonly members: readonly ConstantMember[] }

interface Place {
  readonly graph: ModuleGraph
  readonly module: DeclaringModule
  readonly depth: number
}

/** Reads what an expression is worth; nothing where that takes running it. */
export function constantOf(graph: ModuleGraph, module: DeclaringModule, expression: Expression): Constant | undefined {
  return read({ graph, module, depth: 0 }, expression)
}

/** Reads what the members of an enumeration are worth. */
export function enumMembers(graph: ModuleGraph, module: DeclaringModule, node: TSEnumDeclaration): ConstantMember[] {
  const { members } = node.body
  const comments = memberComments(module, node.body, members)
  let next: number | undefined = 0
  const known: ConstantMember[] = []
  members.forEach(({ id, initializer }, at) => {
    const key = id.type === 'Identifier' ? id.name : id.type === 'Literal' ? String(id.value) : ''
    const given = initializer ? read({ graph, module, depth: 0 }, initializer) : undefined
    const value: Constant | undefined =
      given ?? (initializer || next === undefined ? undefined : { kind: 'literal', value: next })
    next = value?.kind === 'literal' && typeof value.value === 'number' ? value.value + 1 : undefined
    known.push({ key, value, comment: comments[at]?.comment, heading: comments[at]?.heading })
  })
  return known
}

/** Reads what the static fields of a class are worth. */
export function staticMembers(graph: ModuleGraph, module: DeclaringModule, node: Class): ConstantMember[] {
  const members = node.body.body.flatMap((each) => (each.type === 'PropertyDefinition' && each.static ? [each] : []))
  const comments = memberComments(module, node.body, members)
  return members.flatMap(({ key, value }, at) => {
    if (key.type !== 'Identifier' || !value) return []
    const said = comments[at] ?? { comment: undefined, heading: undefined }
    return [{ key: key.name, value: read({ graph, module, depth: 0 }, value), ...said }]
  })
}

/** Finds what a dotted name is worth, such as `EVENTS.ORDER.UPDATED`. */
export function namedConstant(graph: ModuleGraph, module: DeclaringModule, name: string): Constant | undefined {
  return named({ graph, module, depth: 0 }, name)
}

function named(place: Place, name: string): Constant | undefined {
  const { graph, module } = place
  const steps = name.split('.')
  for (let taken = steps.length; taken > 0; taken--) {
    const head = steps.slice(0, taken).join('.')
    const whole = valueNamed(place, head) ?? enumNamed(graph, module, head)
    if (whole) return steps.slice(taken).reduce<Constant | undefined>(memberOf, whole)
  }
  return undefined
}

function valueNamed({ graph, module, depth }: Place, name: string): Constant | undefined {
  const found = findValue(graph, module, name)
  return found && read({ graph, module: found.module, depth: depth + 1 }, found.declared.init)
}

function enumNamed(graph: ModuleGraph, module: DeclaringModule, name: string): Constant | undefined {
  const found = findType(graph, module, name)
  const node = found?.declared.nodes.find((each) => each.type === 'TSEnumDeclaration')
  return found && node && { kind: 'object', members: enumMembers(graph, found.module, node) }
}

function memberOf(whole: Constant | undefined, key: string): Constant | undefined {
  if (whole?.kind === 'object') return whole.members.find((each) => each.key === key)?.value
  return whole?.kind === 'list' ? whole.items[Number(key)] : undefined
}

function read(place: Place, expression: Expression): Constant | undefined {
  if (place.depth > 30) return undefined
  const within = { ...place, depth: place.depth + 1 }
  switch (expression.type) {
    case 'Literal': {
      const { value } = expression
      if (value === null) return { kind: 'null' }
      return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
        ? { kind: 'literal', value }
        : undefined
    }
    case 'TSAsExpression':
    case 'TSSatisfiesExpression':
    case 'TSTypeAssertion':
    case 'TSNonNullExpression':
    case 'ParenthesizedExpression':
      return read(within, expression.expression)
    case 'TemplateLiteral':
      return joinedText(
        expression.quasis.flatMap(({ value }, at) => {
          const hole = expression.expressions[at]
          return [{ kind: 'literal', value: value.cooked ?? '' } as const, ...(hole ? [read(within, hole)] : [])]
        }),
      )
    case 'BinaryExpression':
      if (expression.operator !== '+') return undefined
      return joinedText([read(within, expression.left), read(within, expression.right)])
    case 'UnaryExpression': {
      const of = read(within, expression.argument)
      return expression.operator === '-' && of?.kind === 'literal' && typeof of.value === 'number'
        ? { kind: 'literal', value: -of.value }
        : undefined
    }
    case 'Identifier':
      return named(within, expression.name)
    case 'MemberExpression':
      return memberRead(within, expression)
    case 'ArrayExpression':
      return {
        kind: 'list',
        items: expression.elements.flatMap((each) => (each ? itemsOf(within, each) : [undefined])),
      }
    case 'ObjectExpression':
      return { kind: 'object', members: objectMembers(within, expression) }
    case 'CallExpression': {
      const [argument] = expression.arguments
      const isFrozen = /^Object\.freeze$/.test(place.module.text.slice(expression.callee.start, expression.callee.end))
      return isFrozen && argument && argument.type !== 'SpreadElement' ? read(within, argument) : undefined
    }
    default:
      return undefined
  }
}

function itemsOf(
  place: Place,
  element: Expression | { type: 'SpreadElement'; argument: Expression },
): (Constant | undefined)[] {
  if (element.type !== 'SpreadElement') return [read(place, element)]
  const spread = read(place, element.argument)
  return spread?.kind === 'list' ? [...spread.items] : [undefined]
}

function memberRead(
  place: Place,
  { object, property, computed }: Extract<Expression, { type: 'MemberExpression' }>,
): Constant | undefined {
  const key = computed
    ? read(place, property as Expression)
    : property.type === 'Identifier'
      ? ({ kind: 'literal', value: property.name } as const)
      : undefined
  if (key?.kind !== 'literal') return undefined
  // a namespace that was imported is worth nothing by itself
  const path = computed ? undefined : place.module.text.slice(object.start, object.end)
  const whole = read(place, object)
  if (!whole && path && /^[\w$.]+$/.test(path)) return named(place, `${path}.${key.value}`)
  return memberOf(whole, String(key.value))
}

function objectMembers(place: Place, node: ObjectExpression): ConstantMember[] {
  const comments = memberComments(place.module, node, node.properties)
  const sourceOf = ({ start, end }: Placed): string => place.module.text.slice(start, end)
  return node.properties.flatMap((each, at) => {
    const said = comments[at] ?? { comment: undefined, heading: undefined }
    if (each.type === 'SpreadElement') {
      const spread = read(place, each.argument)
      return spread?.kind === 'object'
        ? [...spread.members]
        : [{ key: sourceOf(each), isKeyUnread: true, value: undefined, ...said }]
    }
    const value = each.kind === 'init' ? read(place, each.value) : undefined
    if (!each.computed && each.key.type === 'Identifier') return [{ key: each.key.name, value, ...said }]
    const key = read(place, each.key as Expression)
    return key?.kind === 'literal'
      ? [{ key: String(key.value), value, ...said }]
      : [{ key: `[${sourceOf(each.key)}]`, isKeyUnread: true, value, ...said }]
  })
}

function joinedText(parts: readonly (Constant | undefined)[]): Constant | undefined {
  const words = parts.map((part) => (part?.kind === 'literal' ? String(part.value) : undefined))
  return words.includes(undefined) ? undefined : { kind: 'literal', value: words.join('') }
}
