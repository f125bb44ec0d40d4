/** What socket.io's servers take for a process that sends and is none of them. */
export const emitterUid = 'emitter'

/** What they send one another, in the words of socket.io-adapter. */
export interface ClusterMessage {
  readonly uid: string
  readonly nsp: string
  readonly type: number
  readonly data: object
}

const broadcast = 3
const fetchSockets = 7

/** What a server answers to the request for sockets. */
export const fetchedSockets = 8

/** Makes the message that brings an event to the clients of a path. */
export function broadcastMessage(
  nsp: string,
  data: readonly unknown[],
  opts: { readonly rooms: readonly string[]; readonly except: readonly string[]; readonly flags: object },
): ClusterMessage {
  return { uid: emitterUid, nsp, type: broadcast, data: { packet: { type: 2, data, nsp }, opts } }
}

/** Makes the message that every server of a path answers, with nothing: nobody sits in the room it asks for. */
export function probeMessage(nsp: string, requestId: string): ClusterMessage {
  const opts = { rooms: ['contract:probe'], except: [], flags: {} }
  return { uid: emitterUid, nsp, type: fetchSockets, data: { opts, requestId } }
}
