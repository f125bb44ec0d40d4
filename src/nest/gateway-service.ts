import { GATEWAY_OPTIONS } from '@nestjs/websockets/constants.js'
import type { Namespace, Server } from 'socket.io'
import { serve } from '../server/serve.js'
import { followConnections, type GatewayHooks } from './connection-hooks.js'
import type { AnyServed } from './contract-handle.js'
import { gatewayMembers, refusingByExceptions } from './gateway-members.js'
import type { DeclaredGateway } from './metadata.js'

/** What Nest hands a gateway: the server, or the namespace that the gateway names. */
export type AnyIo = Server | Namespace

/** The contract of a gateway as it is served. */
export interface GatewayService {
  readonly served: AnyServed
  /** Ends serving; connections stay as they are. */
  close(): void
}

/**
 * Serves the contract of a gateway, on all its paths.
 * @throws DeclarationError where `serve` does, and where an option is given twice
 */
export function serveGateway(
  { contract, options }: DeclaredGateway,
  common: object,
  gateway: GatewayHooks,
  given: AnyIo,
): GatewayService {
  const io: Server = 'server' in Object(given) ? (given as Namespace).server : (given as Server)
  const asked = gatewayMembers(gateway, contract, options)
  // the module's switch is for the contracts that have something to serve to old clients
  const isOld = contract.legacyPath !== undefined || 'aliases' in options
  const all = refusingByExceptions({ ...common, ...(!isOld && { legacy: false }), ...options, ...asked })
  const served = serve(io, contract, all as never) as unknown as AnyServed
  const { legacy } = all as { readonly legacy?: unknown }
  const old = legacy ? contract.legacyPath?.path : undefined
  const follows = unknownPaths(gateway, [contract.path, ...(old === undefined ? [] : [old])]).map((path) =>
    followConnections(gateway, io.of(path)),
  )
  return {
    served,
    close() {
      for (const stop of follows) stop()
      served.close()
    },
  }
}

const placements = new WeakSet<object>()

/** Makes the options of Nest's for a gateway that has none of its own: it belongs where its contract is. */
export function placement(path: string): { readonly namespace: string } {
  const options = { namespace: path }
  placements.add(options)
  return options
}

/** Lists the paths where Nest does not call a gateway's hooks itself; where the gateway names a namespace, they are for that alone. */
function unknownPaths({ constructor }: object, paths: readonly string[]): string[] {
  const options: { readonly namespace?: unknown } = Reflect.getMetadata(GATEWAY_OPTIONS, constructor)
  const { namespace = '/' } = options
  if (options.namespace !== undefined && !placements.has(options)) return []
  return [...new Set(paths)].filter((path) => path !== namespace)
}
