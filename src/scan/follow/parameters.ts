import { argumentFor } from '../code/argument.js'
import type { Binding, CallCode, Code, FunctionCode } from '../code/code.js'
import { elementValues } from './collections.js'
import type { Follower } from './follower.js'
import { gatewayParameter } from './libraries/gateways.js'
import { storeParameter, storeState } from './libraries/stores.js'
import { calledWords, keepIn } from './program.js'
import { askedParameter } from './signatures.js'
import { distinct, type EndpointValue, type ParameterValue, type Value } from './value.js'

/** Returns what a parameter may be given: by who hands the function on, by its calls, or as its type says. */
export function givenValues(follower: Follower, { binding }: ParameterValue): Value[] {
  const { parameter, type } = binding
  if (!parameter) return []
  const { of, at } = parameter
  const passed = [...callbackValues(follower, of, at), ...gatewayValues(follower, binding, of, at)]
  const called = follower.callsOf(of).flatMap((call) => {
    const given = argumentFor(call, of, at)
    return given ? follower.settled(given) : []
  })
  const found = distinct([...passed, ...called, ...(at ? [] : markupValues(follower, of))])
  if (found.some(({ kind }) => kind !== 'made' && kind !== 'parameter')) return found
  const fallback = binding.values.flatMap((each) => follower.settled(each))
  const said = type ? follower.typed(type) : askedParameter(follower, of, at)
  return [...said, ...found, ...fallback]
}

function gatewayValues(follower: Follower, binding: Binding, of: FunctionCode, at: number): Value[] {
  if (of.owner?.kind !== 'class') return []
  const given = gatewayParameter(follower, of.owner, of, { at, decorators: binding.decorators ?? [] })
  return given ? [given] : []
}

/** Returns what a component is given where markup names it. */
function markupValues(follower: Follower, of: FunctionCode): Value[] {
  return [...calledWords(follower.index, of, [])].flatMap((word) =>
    (follower.index.elements.get(word) ?? []).flatMap(({ tag, props }): Value[] =>
      follower.values(tag).some((each) => each.kind === 'function' && each.code === of)
        ? [{ kind: 'object', code: props }]
        : [],
    ),
  )
}

interface HandedTo {
  readonly call: CallCode
  readonly at: number
}

/** Lists the calls that a function is an argument of, by whatever name. */
function handedTo(follower: Follower, code: FunctionCode): HandedTo[] {
  return follower.once(code, 'handed to', [] as HandedTo[], () => {
    const named = [...calledWords(follower.index, code, [])].flatMap(
      (word) => passedFunctions(follower, word).get(code) ?? [],
    )
    return code.passedTo ? [code.passedTo, ...named] : named
  })
}

/** Lists the functions that are given to calls under a name. */
function passedFunctions(follower: Follower, word: string): Map<Code, HandedTo[]> {
  return follower.once(word, 'passed', new Map(), () => {
    const found = new Map<Code, HandedTo[]>()
    for (const each of follower.index.passed.get(word) ?? [])
      for (const value of follower.values(each.code)) if (value.kind === 'function') keepIn(found, value.code, each)
    return found
  })
}

const walking = new Set(['forEach', 'map', 'filter', 'find', 'some', 'every', 'flatMap', 'each'])

/** Returns what a parameter of a callback is given by what it is handed to. */
function callbackValues(follower: Follower, of: FunctionCode, at: number): Value[] {
  return handedTo(follower, of).flatMap(({ call, at: argument }) => {
    const { callee } = call
    const word = callee.kind === 'member' ? callee.key : undefined
    const methods = follower.settled(callee)
    const listened = methods.flatMap((each) =>
      each.kind === 'method' ? listenerValues(follower, each.of, each.name, call, at) : [],
    )
    if (listened.length) return listened
    const stored = storeValues(follower, call, methods, at)
    if (stored.length) return stored
    if (callee.kind === 'member' && at === 0 && argument === 0) {
      if (word === 'then') return follower.settled(callee.of)
      if (typeof word === 'string' && walking.has(word)) return elementValues(follower, follower.settled(callee.of))
    }
    return innerCalls(follower, methods, argument).flatMap((inner) => {
      const given = inner.arguments[at]
      return given ? follower.settled(given) : []
    })
  })
}

/** Returns what the function of a store is given, or a selector of its state. */
function storeValues(follower: Follower, call: CallCode, callees: readonly Value[], at: number): Value[] {
  const made = follower.values(call).find((each) => each.kind === 'made' && each.by === 'zustand create')
  if (made?.kind === 'made') return storeParameter(follower, made, at)
  return at
    ? []
    : callees.flatMap((each) =>
        each.kind === 'made' && each.by === 'zustand create' ? storeState(follower, each) : [],
      )
}

/** Lists the calls of a parameter inside the functions that are given something for it. */
function innerCalls(follower: Follower, callees: readonly Value[], argument: number): CallCode[] {
  return callees.flatMap((each) => {
    const name = each.kind === 'function' ? each.code.parameters[argument] : undefined
    if (!name) return []
    return (follower.index.calls.get(name.name) ?? []).filter(
      ({ callee, module }) =>
        module === name.module &&
        follower.values(callee).some((value) => value.kind === 'parameter' && value.binding === name),
    )
  })
}

/** Returns the socket that a server hands to who listens for connections, or stands in their way. */
function listenerValues(follower: Follower, of: EndpointValue, method: string, call: CallCode, at: number): Value[] {
  if (of.end !== 'server' || of.part === 'socket' || at !== 0) return []
  const [name] = call.arguments
  const isListener = method === 'on' || method === 'once' || method === 'addListener'
  const words = isListener && name ? follower.settled(name) : []
  const isConnection = words.some(
    (each) => each.kind === 'text' && (each.parts[0] === 'connection' || each.parts[0] === 'connect'),
  )
  return isConnection || method === 'use' || method === 'forEach' ? [{ ...of, part: 'socket' }] : []
}
