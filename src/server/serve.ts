import type { Namespace, Server } from 'socket.io'
import { DeclarationError } from '../contract/declaration-error.js'
import type { EventContract } from '../contract/event.js'
import { UnknownEventError } from '../contract/event-error.js'
import type { NamespaceContract } from '../contract/namespace.js'
import { digestOf } from '../guards/digest.js'
import { gateOf } from './gate.js'
import type { Served } from './handle.js'
import { eventLimits } from './limit.js'
import { shielded } from './observer.js'
import type { ServeOptions } from './options.js'
import { type Outlet, publication } from './publication.js'
import type { AnyContext, Seat, Service } from './service.js'
import { typing } from './typing.js'
import { typingNotice } from './typing-notice.js'

// biome-ignore lint/suspicious/noExplicitAny: a server is served whatever its event maps are, and they are invariant
export type AnyServer = Server<any, any, any, any> | Namespace<any, any, any, any>

/**
 * Serves a contract on a server of socket.io's: on the contract's path, and with `legacy` on its legacy one.
 * A contract that is served already is served by the newest call.
 * @throws DeclarationError when another contract owns one of its names, or when the server would lose facts
 * @example
 * const pharmacy = serve(io, patientPharmacy, { authenticate: ({ token }) => verifyJwt(token) })
 * pharmacy.to(pharmacyRoom('p1')).emit('order:new', order)
 */
export function serve<N extends NamespaceContract, User = undefined>(
  io: AnyServer,
  contract: N,
  options: ServeOptions<N, User> = {},
): Served<N, User> {
  const server: Server = 'server' in io ? (io.server as unknown as Server) : (io as unknown as Server)
  checkRecovery(server)
  const handlers = new Map<string, (payload: unknown, context: AnyContext) => unknown>()
  const service = serviceOf(server, contract, options as ServeOptions<NamespaceContract, unknown>, handlers)
  const seats = seatsOf(server, service, options.legacy ?? false)
  for (const seat of seats) gateOf(seat.namespace).check(seat)
  for (const seat of seats) gateOf(seat.namespace).seat(seat)
  const served: Served<NamespaceContract, unknown> = {
    on(event: string, handler: unknown) {
      if (!Object.hasOwn(contract.clientToServer, event)) throw new UnknownEventError(contract.path, 'clientToServer')
      if (handlers.has(event)) throw new DeclarationError(`${contract.path} ${event} has a handler already`)
      handlers.set(event, handler as never)
      return () => {
        if (handlers.get(event) === handler) handlers.delete(event)
      }
    },
    to: (room: string | readonly string[]) => {
      const rooms = typeof room === 'string' ? [room] : room
      return { emit: (event: string, payload?: unknown) => service.send(event, payload, { rooms }) }
    },
    emit: (event: string, payload?: unknown) => service.send(event, payload, {}),
    close() {
      for (const seat of seats) gateOf(seat.namespace).unseat(seat)
      service.typing.close()
    },
  }
  return served as unknown as Served<N, User>
}

function serviceOf(
  server: Server,
  contract: NamespaceContract,
  options: ServeOptions<NamespaceContract, unknown>,
  handlers: Service['handlers'],
): Service {
  const { aliases, legacy = false, validate = 'enforce', handlerTimeoutMs = 10_000, limiter } = options
  const { authenticate, expiresAt, autoJoin, mayJoin, userId = idOf } = options
  const observe = shielded(options.observe)
  const events = contract.serverToClient as Readonly<Record<string, EventContract>>
  const service: Service = {
    contract,
    aliases: legacy ? aliases : undefined,
    digest: digestOf(contract),
    validate,
    handlerTimeoutMs,
    handlers,
    publication: publication({
      contract,
      aliases,
      legacy,
      validate,
      observe,
      outletOf: (path) => server.of(path) as unknown as Outlet,
    }),
    limits: eventLimits(),
    limiter,
    typing: typing(),
    observe,
    ...(authenticate && { authenticate }),
    ...(expiresAt && { expiresAt }),
    ...(autoJoin && { autoJoin }),
    ...(mayJoin && { mayJoin }),
    userId,
    send(name, payload, audience, owner) {
      service.publication.send(name, payload, audience)
      const event = events[name]
      if (event?.volatile) typingNotice(service, event, payload, audience, owner)
    },
  } as Service
  return service
}

/** Reads a user's id where the application does not say how. */
function idOf(user: unknown): string | undefined {
  const { id } = Object(user) as { id?: unknown }
  return typeof id === 'string' || typeof id === 'number' ? String(id) : undefined
}

function seatsOf(server: Server, service: Service, legacy: boolean): Seat[] {
  const { path, legacyPath } = service.contract
  const old = legacy ? legacyPath : undefined
  const seats: Seat[] = old ? [{ service, namespace: server.of(old.path), isLegacy: true, without: old.without }] : []
  return old?.path === path ? seats : [{ service, namespace: server.of(path), isLegacy: false, without: [] }, ...seats]
}

function checkRecovery(server: Server): void {
  const { connectionStateRecovery: recovery } = server._opts
  if (recovery?.skipMiddlewares === false)
    throw new DeclarationError(
      'connectionStateRecovery.skipMiddlewares must not be false: facts that are sent while middleware runs would be lost; recovered connections are checked here',
    )
}
