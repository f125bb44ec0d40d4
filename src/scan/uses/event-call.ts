import { argumentFor } from '../code/argument.js'
import type { CallCode, Code, FunctionCode } from '../code/code.js'
import { bindingOf } from '../code/scope.js'
import type { Follower } from '../follow/follower.js'
import type { CallFrame, EndpointValue, MethodValue, Value } from '../follow/value.js'

/** A call of a method of an endpoint, with the calls around it that give it its arguments. */
export interface EndpointCall {
  readonly call: CallCode
  readonly method: MethodValue
  readonly context: CallFrame | undefined
}

const mostSites = 400
const deepestSites = 5

/** Lists the endpoints' methods that a call may be, together with those who call the function that it stands in: they may give it the name. */
export function endpointCalls(
  follower: Follower,
  call: CallCode,
  nameOf: (method: MethodValue) => Code | undefined,
): EndpointCall[] {
  return callsOfMethods(follower, call, mergedMethods(follower.settled(call.callee)), nameOf)
}

/** Lists the same where it is known which methods a call may be. */
export function callsOfMethods(
  follower: Follower,
  call: CallCode,
  methods: readonly MethodValue[],
  nameOf: (method: MethodValue) => Code | undefined,
): EndpointCall[] {
  return methods.flatMap((method) => {
    const name = nameOf(method)
    if (!name) return [{ call, method, context: undefined }]
    return sites(follower, name, undefined, 0).map((context) => ({
      call,
      method: methodAt(follower, call, method, context),
      context,
    }))
  })
}

/** Finds the method again as it is where the function is called so: the namespace may be known there only. */
function methodAt(
  follower: Follower,
  call: CallCode,
  method: MethodValue,
  context: CallFrame | undefined,
): MethodValue {
  if (!context) return method
  const found = mergedMethods(follower.settled(call.callee, context)).find(
    ({ name, of }) => name === method.name && of.end === method.of.end,
  )
  return found ?? method
}

/** Puts the methods of one name and end together: they are one call, of one namespace or another. */
function mergedMethods(values: readonly Value[]): MethodValue[] {
  const found = new Map<string, MethodValue>()
  for (const each of values) {
    if (each.kind !== 'method') continue
    const key = `${each.of.end} ${each.name} ${each.of.part === 'manager'}`
    const known = found.get(key)
    found.set(key, known ? { ...known, of: either(known.of, each.of) } : each)
  }
  return [...found.values()]
}

function either(one: EndpointValue, other: EndpointValue): EndpointValue {
  // what a type alone says knows less than what was followed
  if (!one.namespaces) return other
  if (!other.namespaces) return one
  return { ...one, namespaces: [...new Set([...one.namespaces, ...other.namespaces])] }
}

/** Lists the calls through which a name comes that is a parameter; one without any where it is none. */
function sites(
  follower: Follower,
  name: Code,
  context: CallFrame | undefined,
  depth: number,
): (CallFrame | undefined)[] {
  const open = follower
    .values(name, context)
    .flatMap((each) => (each.kind === 'parameter' ? [each.binding.parameter] : []))
  const [parameter] = open
  if (!parameter || depth >= deepestSites) return [context]
  const calls = follower.callsOf(parameter.of).filter((call) => argumentFor(call, parameter.of, parameter.at))
  if (!calls.length || calls.length > mostSites) return [context]
  return calls.flatMap((call) => {
    const next = withOuter(context, { of: parameter.of, call, outer: undefined })
    return isCircular(next) ? [context] : sites(follower, name, next, depth + 1)
  })
}

function withOuter(context: CallFrame | undefined, frame: CallFrame): CallFrame {
  return context ? { ...context, outer: withOuter(context.outer, frame) } : frame
}

function isCircular(context: CallFrame): boolean {
  const seen = new Set<FunctionCode>()
  for (let frame: CallFrame | undefined = context; frame; frame = frame.outer) {
    if (seen.has(frame.of)) return true
    seen.add(frame.of)
  }
  return false
}

/** Finds the code that stands for some code where the calls around it are known: the argument that a parameter was given. */
export function writtenCode(
  code: Code,
  context: CallFrame | undefined,
): { readonly code: Code; readonly context: CallFrame | undefined } {
  if (code.kind !== 'name') return { code, context }
  const parameter = bindingOf(code.scope, code.name)?.parameter
  if (!parameter) return { code, context }
  for (let frame = context; frame; frame = frame.outer) {
    const given = frame.of === parameter.of ? argumentFor(frame.call, parameter.of, parameter.at) : undefined
    if (given) return writtenCode(given, frame.outer)
  }
  return { code, context }
}
