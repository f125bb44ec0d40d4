import type { CallCode, CodeModule, FunctionCode } from '../../code/code.js'
import type { Follower } from '../../follow/follower.js'
import { pythonDialect } from '../../follow/libraries/python-ends.js'
import { pythonNamespace } from '../../follow/libraries/python-namespaces.js'
import { constantsOf } from '../../follow/texts.js'
import type { EndpointValue, MethodValue, Value } from '../../follow/value.js'
import type { Use } from '../../model/use.js'
import { callsOfMethods, type EndpointCall } from '../event-call.js'
import { channelUses } from './channel-uses.js'
import { namespaceUses } from './namespace-uses.js'
import { pythonCallUses } from './python-call-uses.js'
import { givenFor, pythonMethod, pythonWords } from './python-method.js'

/** Lists the uses of connections in a file of Python. */
export function pythonUses(follower: Follower, module: CodeModule, isTest: boolean): Use[] {
  return [
    ...module.calls.flatMap((call) =>
      pythonCalls(follower, call).flatMap((each) => pythonCallUses(follower, each, isTest)),
    ),
    ...module.classes.flatMap((each) => namespaceUses(follower, each, isTest)),
    ...channelUses(module, isTest),
  ]
}

/** Lists the methods of ends that a call may be. */
function pythonCalls(follower: Follower, call: CallCode): EndpointCall[] {
  const { callee } = call
  const word = callee.kind === 'name' ? callee.name : callee.kind === 'member' ? callee.key : undefined
  if (callee.kind === 'member' && !(typeof word === 'string' && pythonWords.has(word))) return []
  if (typeof word !== 'string') return []
  const methods = follower.settled(callee).flatMap((each) => methodOf(follower, each, call))
  return callsOfMethods(follower, call, onePerEnd(methods), (method) => {
    const does = pythonMethod(method)
    return does && givenFor(call, does, 'event')
  }).map((each) => ({ ...each, method: inNamespace(follower, each) }))
}

function methodOf(follower: Follower, value: Value, call: CallCode): MethodValue[] {
  if (value.kind === 'method') return value.of.dialect ? [value] : []
  if (value.kind !== 'package' || pythonDialect(value.specifier) !== 'flask-socketio') return []
  // `emit` and others of Flask-SocketIO's speak to who is being answered
  const namespaces = answeredNamespaces(follower, call)
  const of: EndpointValue = { kind: 'endpoint', end: 'server', part: 'socket', namespaces, dialect: 'flask-socketio' }
  return [{ kind: 'method', of, name: value.name.split('.').at(-1) ?? '' }]
}

function onePerEnd(methods: readonly MethodValue[]): MethodValue[] {
  const found = new Map<string, MethodValue>()
  for (const each of methods) {
    const key = `${each.of.end} ${each.of.dialect} ${each.name}`
    const known = found.get(key)
    found.set(key, known ? { ...known, of: eitherNamespace(known.of, each.of) } : each)
  }
  return [...found.values()]
}

function eitherNamespace(one: EndpointValue, other: EndpointValue): EndpointValue {
  const namespaces =
    one.namespaces && other.namespaces ? [...new Set([...one.namespaces, ...other.namespaces])] : undefined
  return { ...one, namespaces }
}

/** Returns a method with the namespace that its call names. */
function inNamespace(follower: Follower, { call, method, context }: EndpointCall): MethodValue {
  const does = pythonMethod(method)
  const given = does && does.does !== 'connect' ? givenFor(call, does, 'namespace') : undefined
  if (!given) return method
  const paths = constantsOf(follower, given, context)?.map(({ text }) => text)
  return { ...method, of: { ...method.of, namespaces: paths?.includes('*') ? undefined : paths } }
}

/** Returns the namespaces of the handler that a call stands in; nothing where it stands in none. */
function answeredNamespaces(follower: Follower, { within, module }: CallCode): readonly string[] | undefined {
  for (let at: FunctionCode | undefined = within; at; at = at.within) {
    const handler = at
    if (handler.owner?.kind === 'class') return pythonNamespace(follower, handler.owner)?.namespaces
    for (const call of module.calls) {
      if (call.decorates !== handler) continue
      const [found] = pythonCalls(follower, call)
      if (found) return found.method.of.namespaces
    }
  }
  return undefined
}
