import { io, type ManagerOptions, type Socket } from 'socket.io-client'

/** A client of old, as the simulation's page makes it. */
export interface OldSimulationClient {
  readonly socket: Socket
  readonly heard: [name: string, payload: unknown][]
  /** Enters a session: its id as a bare text, and no acknowledgement asked for. */
  join(sessionId: string): void
  catchUp(sessionId: string, since: number): void
}

/** Opens a client, which shows no token. */
export function oldSimulationClient(url: string, path: string, manager?: Partial<ManagerOptions>): OldSimulationClient {
  const socket = io(url + path, { forceNew: true, ...manager })
  const heard: OldSimulationClient['heard'] = []
  for (const name of ['transcript', 'catchup-transcripts', 'transcript-error'])
    socket.on(name, (payload) => heard.push([name, payload]))
  return {
    socket,
    heard,
    join: (sessionId) => void socket.emit('join-session', sessionId),
    catchUp: (sessionId, since) => void socket.emit('request-catchup', { sessionId, since }),
  }
}
