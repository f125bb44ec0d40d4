import type { CallCode, Code, CodeScope, FunctionCode, ObjectField } from '../code/code.js'
import { type LowerPython, type PythonLowering, spanOf, unknownCode } from './lowering.js'
import { filledText } from './texts.js'
import { nodesIn, type PythonNode, splitAt } from './tree.js'

/** What is given to a call: by place, and by name. */
export interface GivenArguments {
  readonly places: readonly Code[]
  readonly keywords: ReadonlyMap<string, Code>
  readonly fields: readonly ObjectField[]
}

/** Turns the arguments of a call, or the bases of a class, into code. */
export function lowerArguments(
  lowering: PythonLowering,
  list: PythonNode | undefined,
  scope: CodeScope,
): GivenArguments {
  const places: Code[] = []
  const keywords = new Map<string, Code>()
  const fields: ObjectField[] = []
  const inner = list ? nodesIn(list).filter(({ name }) => name !== '(' && name !== ')' && name !== 'Comment') : []
  for (const given of splitAt(inner, ({ name }) => name === ',')) {
    const [first, second, third] = given
    if (!first) continue
    if (second?.name === 'AssignOp' && third) {
      const value = lowering.lower(third, scope)
      const key = lowering.source(first)
      keywords.set(key, value)
      fields.push({ key, value, keyAt: spanOf(first), isShort: false })
    } else if (first.name === '**' && second) keywords.set('**', lowering.lower(second, scope))
    else if (given.length === 1) places.push(lowering.lower(first, scope))
    else {
      // a comprehension without brackets of its own, or a list that is spread
      for (const each of given) lowering.lower(each, scope)
      places.push(unknownCode(lowering, first))
    }
  }
  return { places, keywords, fields }
}

const lowerCall: LowerPython = (lowering, node, scope) => {
  const { module } = lowering
  const callee = node.firstChild
  if (!callee) return unknownCode(lowering, node)
  const called = lowering.source(callee)
  if (called === 'super') return { kind: 'this', module, ...spanOf(node), owner: scope.owner, within: undefined }
  const list = node.getChild('ArgList') ?? undefined
  const to = lowering.lower(callee, scope)
  const given = lowerArguments(lowering, list, scope)
  if (called === 'dict' && !given.places.length) return recordOf(lowering, node, given)
  const filled = formatted(lowering, node, to, given)
  if (filled) return filled
  const code = callOf(lowering, node, to, given, scope)
  return readOf(lowering, code) ?? code
}

function callOf(
  { module }: PythonLowering,
  node: PythonNode,
  callee: Code,
  { places, keywords }: GivenArguments,
  scope: CodeScope,
): CallCode {
  const code: CallCode = {
    kind: 'call',
    module,
    ...spanOf(node),
    callee,
    arguments: places,
    ...(keywords.size && { keywords }),
    isNew: false,
    types: [],
    within: scope.within,
    isUsed: true,
  }
  places.forEach((each, at) => {
    if (each.kind === 'function') each.passedTo = { call: code, at }
  })
  module.calls.push(code)
  return code
}

/** Turns `dict(a=b)` into the record that it makes. */
function recordOf({ module }: PythonLowering, node: PythonNode, { fields, keywords }: GivenArguments): Code {
  const spread = keywords.get('**')
  const code: Code = {
    kind: 'object',
    module,
    ...spanOf(node),
    fields: [...fields],
    spreads: spread ? [spread] : [],
  }
  module.objects.push(code)
  return code
}

/** Fills `'{}:{}'.format(a, b)`. */
function formatted(lowering: PythonLowering, node: PythonNode, callee: Code, { places }: GivenArguments) {
  if (callee.kind !== 'member' || callee.key !== 'format' || callee.of.kind !== 'text') return undefined
  return filledText(lowering, node, callee.of, places, /\{[^{}]*\}/)
}

/** Reads `record.get('field')` as the field, too. */
function readOf({ module }: PythonLowering, call: CallCode): Code | undefined {
  const { callee, start, end } = call
  const [key] = call.arguments
  if (callee.kind !== 'member' || callee.key !== 'get' || key?.kind !== 'text') return undefined
  const member: Code = {
    kind: 'member',
    module,
    start,
    end,
    of: callee.of,
    key: key.text,
    keyAt: { start: key.start, end: key.end },
  }
  module.members.push(member)
  return { kind: 'choice', module, start, end, of: [member, call] }
}

/** Makes the call that a decorator is, above what it decorates. */
export function decoratorCall(
  lowering: PythonLowering,
  decorator: PythonNode,
  decorates: FunctionCode,
  scope: CodeScope,
): void {
  const { module } = lowering
  const callee = decoratorCallee(lowering, decorator, scope)
  if (!callee) return
  const list = decorator.getChild('ArgList') ?? undefined
  const call = callOf(lowering, decorator, callee, lowerArguments(lowering, list, scope), scope)
  module.calls[module.calls.indexOf(call)] = { ...call, decorates }
}

function decoratorCallee(lowering: PythonLowering, decorator: PythonNode, scope: CodeScope): Code | undefined {
  const { module } = lowering
  const words = nodesIn(decorator).filter(({ name }) => name === 'VariableName' || name === 'PropertyName')
  const [head, ...rest] = words
  if (!head) return undefined
  let code: Code = { kind: 'name', module, ...spanOf(head), name: lowering.source(head), scope }
  for (const each of rest) {
    const keyAt = spanOf(each)
    code = { kind: 'member', module, start: head.from, end: each.to, of: code, key: lowering.source(each), keyAt }
  }
  return code
}

/** Returns the last word of a decorator. */
export function decoratorWord(lowering: PythonLowering, decorator: PythonNode): string {
  const words = nodesIn(decorator).filter(({ name }) => name === 'VariableName' || name === 'PropertyName')
  const last = words.at(-1)
  return last ? lowering.source(last) : ''
}

/** What calls are turned into. */
export const pythonCallNodes: Readonly<Record<string, LowerPython>> = { CallExpression: lowerCall }
