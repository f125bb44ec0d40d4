import type { CallCode, Code } from '../code/code.js'
import type { Follower } from './follower.js'
import { pythonDialect, pythonEnd } from './libraries/python-ends.js'
import { constantsOf, templatesOf } from './texts.js'
import type { CallFrame, EndpointValue, PackageValue, TextValue, Value } from './value.js'

const operators = new Set(['to', 'in', 'except', 'timeout', 'compress', 'binary'])
const flags = new Set(['volatile', 'local', 'broadcast', 'json'])
const chained = new Set([
  'on',
  'once',
  'off',
  'addListener',
  'prependListener',
  'removeListener',
  'connect',
  'open',
  'disconnect',
  'close',
  'attach',
  'listen',
  'bind',
  'use',
])

/** Returns what a member of an endpoint is. */
export function endpointMember(of: EndpointValue, key: string): Value[] {
  if (of.dialect) return [{ kind: 'method', of, name: key }]
  // a collection of sockets is walked as pairs, each of an id and a socket
  if (/^\d+$/.test(key)) return key === '1' && of.part === 'socket' ? [of] : []
  if (flags.has(key)) return [{ ...of, part: 'operator' }]
  if (of.end === 'server') {
    if (key === 'sockets' || key === 'connected' || key === 'clients') return [of]
    if (of.part === 'socket' && (key === 'nsp' || key === 'server')) return [{ ...of, part: 'server' }]
  } else if (key === 'io') return [{ ...of, part: 'manager' }]
  return [{ kind: 'method', of, name: key }]
}

/** Returns what a method of an endpoint gives back. */
export function methodResult(
  follower: Follower,
  { of, name }: { of: EndpointValue; name: string },
  call: CallCode,
  context: CallFrame | undefined,
): Value[] {
  if (of.dialect) return []
  if (operators.has(name)) return [{ ...of, part: 'operator' }]
  if (chained.has(name)) return [of]
  if (of.end === 'server' && of.part !== 'socket') {
    if (name === 'of') return [{ ...of, part: 'server', namespaces: pathsOf(follower, call.arguments[0], context) }]
    if (name === 'get') return [{ ...of, part: 'socket' }]
    if (name === 'fetchSockets' || name === 'values' || name === 'clients')
      return [{ kind: 'elements', of: { ...of, part: 'socket' } }]
  }
  if (of.part === 'manager' && name === 'socket')
    return [{ ...of, part: 'socket', namespaces: pathsOf(follower, call.arguments[0], context) }]
  return []
}

function pathsOf(follower: Follower, code: Code | undefined, context: CallFrame | undefined): string[] | undefined {
  if (!code) return ['/']
  const paths = constantsOf(follower, code, context)
  return paths?.map(({ text }) => slashed(text))
}

/** Writes a path as servers know it. */
export function slashed(path: string): string {
  return path.startsWith('/') ? path : `/${path}`
}

/** The packages whose sockets are a client's. */
export const clientPackages: ReadonlySet<string> = new Set([
  'socket.io-client',
  'socket.io-client/dist/socket.io',
  'ngx-socket-io',
])
const emitters = new Set([
  '@socket.io/redis-emitter',
  '@socket.io/redis-streams-emitter',
  '@socket.io/postgres-emitter',
  '@socket.io/mongo-emitter',
  '@socket.io/cluster-adapter',
  'socket.io-emitter',
])

/** Returns the endpoint that a call or `new` of what a package exports makes; nothing for another package. */
export function madeEndpoint(
  follower: Follower,
  made: PackageValue,
  call: CallCode,
  context: CallFrame | undefined,
): Value[] | undefined {
  const { specifier, name } = made
  if (pythonDialect(specifier)) {
    const python = pythonEnd(made)
    return python && [python]
  }
  const word = name.split('.').at(-1) ?? name
  if (clientPackages.has(specifier)) {
    // a piece of a server's code may show no import
    if (operators.has(word)) return [{ kind: 'endpoint', end: 'server', part: 'operator', namespaces: ['/'] }]
    if (word === 'of') {
      const namespaces = pathsOf(follower, call.arguments[0], context)
      return [{ kind: 'endpoint', end: 'server', part: 'server', namespaces }]
    }
    const part = word === 'Manager' ? 'manager' : 'socket'
    return [{ kind: 'endpoint', end: 'client', part, namespaces: urlPaths(follower, call.arguments[0], context) }]
  }
  if (specifier === 'socket.io') return [{ kind: 'endpoint', end: 'server', part: 'server', namespaces: ['/'] }]
  if (emitters.has(specifier) && /emitter|default|\*/i.test(word))
    return [{ kind: 'endpoint', end: 'server', part: 'server', namespaces: ['/'] }]
  return undefined
}

/** Returns the endpoint that a type of a package stands for. */
export function typedEndpoint(type: PackageValue): EndpointValue | undefined {
  const { specifier, name } = type
  if (pythonDialect(specifier)) return pythonEnd(type)
  const word = name.split('.').at(-1) ?? name
  if (clientPackages.has(specifier) || specifier === '@types/socket.io-client') {
    if (word === 'Manager') return { kind: 'endpoint', end: 'client', part: 'manager', namespaces: undefined }
    return /Socket$/.test(word) || word === 'default'
      ? { kind: 'endpoint', end: 'client', part: 'socket', namespaces: undefined }
      : undefined
  }
  if (specifier !== 'socket.io') return undefined
  const part = (
    {
      Socket: 'socket',
      RemoteSocket: 'socket',
      Server: 'server',
      Namespace: 'server',
      default: 'server',
      BroadcastOperator: 'operator',
    } as const
  )[word]
  // a server is the root namespace; of which one a socket is, a type does not say
  const namespaces = word === 'Server' || word === 'default' ? ['/'] : undefined
  return part && { kind: 'endpoint', end: 'server', part, namespaces }
}

/** Returns the namespaces that a client's address leads to. */
function urlPaths(follower: Follower, code: Code | undefined, context: CallFrame | undefined): string[] | undefined {
  if (!code || code.kind === 'object') return ['/']
  const found = templatesOf(follower, code, context)
  if (!found.length) return undefined
  const paths = found.map(urlPath)
  return paths.includes(undefined) ? undefined : [...new Set(paths as string[])]
}

/** Returns the path of an address of which some parts may be unknown. */
function urlPath({ parts }: TextValue): string | undefined {
  const last = parts.at(-1)
  if (last === undefined) return undefined
  const isWhole = parts.length === 1
  if (!isWhole) {
    const host = /^\/\/[^/]*(.*)$/.exec(last)
    if (host) return pathIn(host[1] ?? '')
    if (last.startsWith('/')) return pathIn(last)
    // what is unknown is a host, or a port: a path may follow
    const slash = last.indexOf('/')
    return slash < 0 ? undefined : pathIn(last.slice(slash))
  }
  const rest = last.replace(/^(?:https?|wss?):\/\//, '//')
  if (!rest.startsWith('//'))
    return rest.startsWith('/')
      ? pathIn(rest)
      : rest.includes(':') || rest.includes('.') || rest === ''
        ? pathIn(rest.slice(rest.indexOf('/') >>> 0))
        : undefined
  const slash = rest.indexOf('/', 2)
  return slash < 0 ? '/' : pathIn(rest.slice(slash))
}

function pathIn(path: string): string {
  return path.replace(/[?#].*$/, '').replace(/(.)\/+$/, '$1') || '/'
}
