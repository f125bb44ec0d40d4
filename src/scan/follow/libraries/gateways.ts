import type { ClassCode, DecoratorCode } from '../../code/code.js'
import { slashed } from '../endpoints.js'
import type { Follower } from '../follower.js'
import { constantsOf } from '../texts.js'
import type { EndpointValue } from '../value.js'

// Nest's word, and that of socket-controllers and of those who speak like it
const gatewayWords = new Set(['WebSocketGateway', 'SocketController'])

/** Returns the namespaces of a class whose methods hear events; nothing for another class. */
export function gatewayPaths(
  follower: Follower,
  code: ClassCode,
): { readonly namespaces: readonly string[] | undefined } | undefined {
  const decorator = code.decorators.find(({ name }) => gatewayWords.has(name))
  if (!decorator) return undefined
  const [first] = decorator.arguments
  if (decorator.name === 'SocketController' && first && first.kind !== 'object')
    return { namespaces: constantsOf(follower, first, undefined)?.map(({ text }) => slashed(text)) }
  const options = decorator.arguments.flatMap((each) => follower.settled(each)).filter(({ kind }) => kind === 'object')
  const [option] = options
  if (option?.kind !== 'object') return { namespaces: ['/'] }
  const field = option.code.fields.find(({ key }) => key === 'namespace')
  if (!field) return { namespaces: option.code.spreads.length ? undefined : ['/'] }
  return { namespaces: constantsOf(follower, field.value, undefined)?.map(({ text }) => slashed(text)) }
}

/** Returns the server that a member of a gateway is given; nothing for another member. */
export function gatewayServer(
  follower: Follower,
  owner: ClassCode,
  decorators: readonly DecoratorCode[],
): EndpointValue | undefined {
  if (!decorators.some(({ name }) => name === 'WebSocketServer')) return undefined
  return { kind: 'endpoint', end: 'server', part: 'server', namespaces: gatewayPaths(follower, owner)?.namespaces }
}

const lifecycle: Readonly<Record<string, EndpointValue['part']>> = {
  handleConnection: 'socket',
  handleDisconnect: 'socket',
  afterInit: 'server',
}

/** What decorators of parameters stand for. */
const injected: Readonly<Record<string, EndpointValue['part']>> = { ConnectedSocket: 'socket', SocketIO: 'server' }

/** Returns the endpoint that a method of a gateway is given as a parameter; nothing for another one. */
export function gatewayParameter(
  follower: Follower,
  owner: ClassCode,
  method: { readonly name: string | undefined; readonly decorators: readonly DecoratorCode[] },
  parameter: { readonly at: number; readonly decorators: readonly DecoratorCode[] },
): EndpointValue | undefined {
  const paths = gatewayPaths(follower, owner)
  if (!paths) return undefined
  const isHandler = method.decorators.some(({ name }) => name === 'SubscribeMessage')
  const isFirst = isHandler && parameter.at === 0 && !parameter.decorators.length
  const marked = parameter.decorators.map(({ name }) => injected[name]).find((each) => each)
  const part = (parameter.at === 0 ? lifecycle[method.name ?? ''] : undefined) ?? marked ?? (isFirst && 'socket')
  return part ? { kind: 'endpoint', end: 'server', part, ...paths } : undefined
}
