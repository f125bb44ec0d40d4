import type { CallCode, FunctionCode } from '../code/code.js'
import { elementValues } from './collections.js'
import { madeEndpoint, methodResult } from './endpoints.js'
import type { Follower } from './follower.js'
import { packageCall } from './libraries/packages.js'
import { storeState } from './libraries/stores.js'
import { type CallFrame, distinct, type MadeValue, type Value } from './value.js'

const deepest = 8

/** Returns what a call may be worth. */
export function callValues(follower: Follower, call: CallCode, context: CallFrame | undefined): Value[] {
  const callees = follower.values(call.callee, context)
  const settled = callees.some(({ kind }) => kind === 'parameter') ? follower.settle(callees) : callees
  const found = settled.flatMap((each) => calledValue(follower, each, call, context))
  if (found.length) return distinct(found)
  const passed = passedThrough(follower, call, context)
  if (passed.length) return passed
  return [{ kind: 'made', code: call }, ...call.types.flatMap((each) => follower.typed(each))]
}

function calledValue(follower: Follower, callee: Value, call: CallCode, context: CallFrame | undefined): Value[] {
  switch (callee.kind) {
    case 'function':
      return returned(follower, callee.code, call, context)
    case 'class':
      return [{ kind: 'instance', of: callee.code }]
    case 'method':
      return methodResult(follower, callee, call, context)
    case 'package':
      return madeEndpoint(follower, callee, call, context) ?? packageCall(follower, callee, call, context)
    case 'signature':
      return callee.type.returns ? follower.typed(callee.type.returns) : []
    case 'accessor':
      return [callee.returns]
    case 'made':
      return madeCall(follower, callee, call, context)
    default:
      return []
  }
}

/** Returns what a store gives to who asks: its state, or what a selector takes of it. */
function madeCall(follower: Follower, made: MadeValue, call: CallCode, context: CallFrame | undefined): Value[] {
  if (made.by !== 'zustand create') return []
  const [selector] = call.arguments
  // `create<State>()(function)`: the store itself
  if (!made.code.arguments.length) return [{ ...made, code: call }]
  if (!selector) return storeState(follower, made)
  return follower
    .values(selector, context)
    .flatMap((each) => (each.kind === 'function' ? each.code.returns.flatMap((code) => follower.settled(code)) : []))
}

/** Returns what a function gives back where it is called with these arguments. */
function returned(follower: Follower, code: FunctionCode, call: CallCode, context: CallFrame | undefined): Value[] {
  let depth = 0
  for (let frame = context; frame; frame = frame.outer) {
    if (frame.of === code) return []
    depth++
  }
  if (depth > deepest) return []
  const isPlain = !code.parameters.length || !call.arguments.length
  const within: CallFrame | undefined = isPlain ? undefined : { of: code, call, outer: context }
  const found = code.returns.flatMap((each) => follower.values(each, within))
  return found.length || !code.returnType ? found : follower.typed(code.returnType)
}

const keptFunctions = new Set([
  'useCallback',
  'debounce',
  'throttle',
  'memoize',
  'markRaw',
  'toRaw',
  'useEvent',
  'useEffectEvent',
  'asyncHandler',
  'unref',
  'toValue',
])
const elementWords = new Set([
  'get',
  'at',
  'find',
  'pop',
  'shift',
  'values',
  'entries',
  'filter',
  'slice',
  'from',
  'reverse',
  'next',
])

/** Returns what a call of something unknown gives back where that is known of its name: what it was given, or an element. */
function passedThrough(follower: Follower, call: CallCode, context: CallFrame | undefined): Value[] {
  const { callee, arguments: given } = call
  const word = callee.kind === 'member' ? callee.key : callee.kind === 'name' ? callee.name : undefined
  const [first] = given
  if (typeof word !== 'string') return []
  if (keptFunctions.has(word) && first) return follower.values(first, context)
  if (callee.kind !== 'member') return []
  if (word === 'bind') return follower.values(callee.of, context)
  if ((word === 'resolve' || word === 'freeze' || word === 'assign') && first)
    return callee.of.kind === 'name' && /^(?:Promise|Object)$/.test(callee.of.name)
      ? follower.values(first, context)
      : []
  if (word === 'then' && first?.kind === 'function')
    return first.returns.flatMap((each) => follower.values(each, context))
  if (word === 'call' || word === 'apply')
    return follower
      .values(callee.of, context)
      .flatMap((each) => (each.kind === 'function' ? each.code.returns.flatMap((code) => follower.values(code)) : []))
  if (!elementWords.has(word)) return []
  const holders = word === 'from' && first ? follower.settled(first, context) : follower.settled(callee.of, context)
  const elements = elementValues(follower, holders)
  const isList = word === 'values' || word === 'entries' || word === 'filter' || word === 'slice' || word === 'from'
  return isList ? holders.filter(({ kind }) => kind !== 'text') : elements
}
