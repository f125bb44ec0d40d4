import type { Namespace, Socket } from 'socket.io'
import { DeclarationError } from '../contract/declaration-error.js'
import type { EventContract } from '../contract/event/event.js'
import type { NamespaceContract } from '../contract/namespace.js'
import { soonDigestOf } from '../guards/digest.js'
import type { AnyAround, AnyContext } from './around/any-call.js'
import { complaints } from './complaint.js'
import { defaultMaxBufferedBytes } from './connection/backlog.js'
import { endpointOf } from './connection/endpoint.js'
import { admissionTo } from './connection/peer.js'
import { eventLimits } from './inbound/event-limits.js'
import { legacyTable } from './legacy-table.js'
import { checkLogin, loginRules } from './login/legacy-login.js'
import { shielded } from './observer.js'
import { checkServeOptions } from './option-check.js'
import type { AliasesOf, AnyServeOptions, ServeOptions } from './options.js'
import type { Broadcaster } from './outbound/path-address.js'
import { publisher } from './outbound/publisher.js'
import { targetIn } from './outbound/target.js'
import { typing } from './outbound/typing.js'
import { typingNotice } from './outbound/typing-notice.js'
import { roomMembers } from './presence/room-members.js'
import { aboveOf } from './rooms/version-room.js'
import type { Served } from './served.js'
import { checkServed } from './served-contract.js'
import { type AnyServer, pathsOf, type ServedPaths } from './served-paths.js'
import type { Mount, Service } from './service.js'
import { unknownEvent } from './unknown-event.js'

/**
 * Serves a contract on a server of socket.io's: on the contract's path, and with `legacy` on its legacy one. Given a
 * namespace of another path, such as a tenant's, it is served there and nowhere else.
 * A contract that is served there already is closed first, or the call fails.
 * @throws DeclarationError when another contract owns one of its names or its path, when it is served there already, when
 * the server would lose facts, or when what is given is no server, no contract, no table of its legacy names or no option
 * @example
 * const pharmacy = serve(io, patientPharmacy, { authenticate: ({ token }) => verifyJwt(token) })
 * pharmacy.to(pharmacyRoom('p1')).emit('order:new', order)
 */
export function serve<N extends NamespaceContract, User = undefined, Table extends AliasesOf<N> = AliasesOf<N>>(
  io: AnyServer,
  contract: N,
  options: ServeOptions<N, User, Table> = {} as ServeOptions<N, User, Table>,
): Served<N, User> {
  checkServed('serve', contract, options ?? undefined)
  checkServeOptions(contract.path, options as unknown as AnyServeOptions)
  checkLogin(contract, options as unknown as AnyServeOptions)
  const paths = pathsOf(io, contract, !!options.legacy)
  const handlers = new Map<string, (payload: unknown, context: AnyContext) => unknown>()
  const service = serviceOf(paths, contract, options as unknown as AnyServeOptions, handlers)
  const mounts = mountsOf(paths, service, options as unknown as AnyServeOptions)
  for (const mount of mounts) endpointOf(mount.namespace).check(mount)
  for (const mount of mounts) endpointOf(mount.namespace).mount(mount)
  const served: Served<NamespaceContract, unknown> = {
    on(event: string, handler: unknown) {
      if (!Object.hasOwn(contract.clientToServer, event))
        throw unknownEvent(contract, options.aliases, 'clientToServer', event, options.past)
      if (handlers.has(event)) throw new DeclarationError(`${contract.path} ${event} has a handler already`)
      handlers.set(event, handler as never)
      return () => {
        if (handlers.get(event) === handler) handlers.delete(event)
      }
    },
    to: (room: string | readonly string[]) => targetIn(room, service.send),
    emit: (event: string, payload?: unknown) => service.send(event, payload, {}),
    user: (socket) => userIn(mounts, socket),
    members: roomMembers(service, mounts),
    close() {
      for (const mount of mounts) endpointOf(mount.namespace).unmount(mount)
      service.typing.close()
    },
  }
  return served as unknown as Served<N, User>
}

function serviceOf(
  paths: ServedPaths,
  contract: NamespaceContract,
  options: AnyServeOptions,
  handlers: Service['handlers'],
): Service {
  const { validate = 'enforce', handlerTimeoutMs = 10_000, maxBufferedBytes = defaultMaxBufferedBytes } = options
  const aliases = legacyTable(contract, options)
  const legacy = !!options.legacy
  const { authenticate, expiresAt, autoJoin, mayJoin, onConnect, onDisconnect, trace, limiter, deliveries } = options
  const observe = shielded(options.observe)
  function namespaceOf(path: string): Namespace {
    return (path === contract.path ? paths.own : paths.legacy) as Namespace
  }
  const events = contract.serverToClient as Readonly<Record<string, EventContract>>
  const service: Service = {
    contract,
    aliases: legacy ? aliases : undefined,
    past: options.past,
    above: aboveOf(contract.path, contract.version),
    digest: soonDigestOf(contract),
    validate,
    handlerTimeoutMs,
    maxBufferedBytes,
    handlers,
    publisher: publisher({
      contract,
      aliases,
      past: options.past,
      legacy,
      trace,
      validate,
      observe,
      servedPath: paths.own.name,
      broadcasterOf: (path) => namespaceOf(path) as unknown as Broadcaster,
      sharesRooms: (path) => endpointOf(namespaceOf(path)).sharing.has(contract.path),
    }),
    limits: eventLimits(),
    arounds: aroundsOf(options),
    trace,
    limiter,
    deliveries,
    typing: typing(),
    observe,
    notice: observe ?? complaints(),
    ...(authenticate && { authenticate }),
    ...(expiresAt && { expiresAt }),
    ...(autoJoin && { autoJoin }),
    ...(mayJoin && { mayJoin }),
    ...(onConnect && { onConnect }),
    ...(onDisconnect && { onDisconnect }),
    userId: options.userId ?? idOf,
    send(name, payload, audience, owner) {
      service.publisher.send(name, payload, audience)
      const event = events[name]
      if (event?.endsAfter) typingNotice(service, event, payload, audience, owner)
    },
  } as Service
  return service
}

/** Lists what is around each handler, the outermost first. */
function aroundsOf({ trace, around }: AnyServeOptions): AnyAround[] {
  const arounds: AnyAround[] = trace ? [(call, next) => trace.around(call, next)] : []
  if (around) arounds.push(around as AnyAround)
  return arounds
}

/** Finds the user of a connection of one of these paths, where the contract lets them in. */
function userIn(mounts: readonly Mount[], socket: Socket): unknown {
  for (const { namespace, service } of mounts) {
    const admission = admissionTo(endpointOf(namespace).peerOf(socket)?.admissions, service.contract.path)
    if (admission && !admission.refusal) return admission.user
  }
  return undefined
}

/** Reads a user's id where the application does not say how. */
function idOf(user: unknown): string | undefined {
  const { id } = Object(user) as { id?: unknown }
  return typeof id === 'string' || typeof id === 'number' ? String(id) : undefined
}

function mountsOf({ own, legacy }: ServedPaths, service: Service, { legacyLogin }: AnyServeOptions): Mount[] {
  const without = service.contract.legacyPath?.without ?? []
  const login = loginRules(legacyLogin, legacyLogin?.fields)
  const old: Mount[] = legacy ? [{ service, namespace: legacy, isLegacy: true, without, login }] : []
  if (legacy === own) return old
  const ownLogin = legacy ? loginRules(legacyLogin?.ownPath, legacyLogin?.fields) : login
  return [{ service, namespace: own, isLegacy: false, without: [], login: ownLogin }, ...old]
}
