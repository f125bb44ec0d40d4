import type { Namespace, Socket } from 'socket.io'

/** What a gateway may have besides its handlers, as any gateway of Nest's. */
export interface GatewayHooks {
  afterInit?(server: unknown): unknown
  handleConnection?(client: Socket, ...args: unknown[]): unknown
  handleDisconnect?(client: Socket, reason?: string): unknown
}

/**
 * Calls a gateway's hooks for the connections of a path that Nest knows nothing of; returns what ends it.
 */
export function followConnections(gateway: GatewayHooks, namespace: Namespace): () => void {
  if (!gateway.handleConnection && !gateway.handleDisconnect) return () => {}
  function onConnection(client: Socket): void {
    gateway.handleConnection?.(client)
    client.once('disconnect', (reason) => gateway.handleDisconnect?.(client, reason))
  }
  namespace.on('connection', onConnection)
  return () => void namespace.off('connection', onConnection)
}
