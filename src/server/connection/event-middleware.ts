import type { Socket } from 'socket.io'

type EventMiddleware = Parameters<Socket['use']>[0]

/** The list of middleware that a socket's types keep for itself. */
interface Listing {
  fns?: readonly EventMiddleware[]
}

/** Adds middleware for what a client sends. The first one gets a list of its own length: `use` would leave room for sixteen more in each connection. */
export function addMiddleware(socket: Socket, middleware: EventMiddleware): void {
  const listing = socket as unknown as Listing
  if (Array.isArray(listing.fns) && listing.fns.length === 0) listing.fns = [middleware]
  else socket.use(middleware)
}
