import type { Namespace, Server } from 'socket.io'
import { DeclarationError } from '../contract/declaration-error.js'
import { givenWords } from '../contract/given.js'
import type { NamespaceContract } from '../contract/namespace.js'

// biome-ignore lint/suspicious/noExplicitAny: a server is served whatever its event maps are, and they are invariant
export type AnyServer = Server<any, any, any, any> | Namespace<any, any, any, any>

/** The namespaces of socket.io's that a contract is served on; one and the same where older releases use its own path. */
export interface ServedPaths {
  readonly own: Namespace
  readonly legacy: Namespace | undefined
}

/**
 * Finds where a contract is served: on its own paths, or on the very namespace that was given.
 * @throws DeclarationError when that can't be served, or the server would lose facts
 */
export function pathsOf(io: AnyServer, { path, legacyPath }: NamespaceContract, legacy: boolean): ServedPaths {
  if (!isServer(io))
    throw new DeclarationError(
      `serve got ${givenWords(io, "server of socket.io's")} for its server: give it what new Server() made, or one of its namespaces`,
    )
  const given = 'server' in io ? (io as unknown as Namespace) : undefined
  const server: Server = given ? given.server : (io as unknown as Server)
  checkRecovery(server)
  const old = legacy ? legacyPath?.path : undefined
  if (!given || given.name === path || given.name === old)
    return { own: server.of(path), legacy: old === undefined ? undefined : server.of(old) }
  if ('children' in given)
    throw new DeclarationError(
      `${path} can't be served on a namespace that a pattern or a function names: serve it on each of its namespaces, with io.of('/tenant-a')`,
    )
  if (old !== undefined)
    throw new DeclarationError(
      `${path} is given the namespace ${given.name} to be served on, so it can't have its legacy path ${old} too: leave \`legacy\` out, or give the server itself`,
    )
  return { own: given, legacy: undefined }
}

/** Returns whether a value is a server or a namespace of one: both send, and know the server's options. */
function isServer(io: AnyServer | undefined): boolean {
  const { of, _opts, server } = Object(io) as { of?: unknown; _opts?: unknown; server?: { _opts?: unknown } }
  return typeof of === 'function' ? _opts !== undefined : server?._opts !== undefined
}

function checkRecovery(server: Server): void {
  const { connectionStateRecovery: recovery } = server._opts
  if (recovery?.skipMiddlewares === false)
    throw new DeclarationError(
      'connectionStateRecovery.skipMiddlewares must not be false: facts that are sent while middleware runs would be lost; recovered connections are checked here',
    )
}
