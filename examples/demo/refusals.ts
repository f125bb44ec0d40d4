import { io, type Socket } from 'socket.io-client'
import { RefusalError } from 'socket-canon'
import type { Client } from 'socket-canon/client'
import { chatRoom, type PatientPharmacy } from 'socket-canon/patient-pharmacy'
import type { Pharmacy } from './pharmacies.js'
import { signToken } from './token.js'

/** Is something that must be refused, and how it was. */
export interface Refused {
  readonly what: string
  readonly expected: string
  readonly got: string
}

/** Asks for what nobody may have, on both paths; answers how each was refused. */
export async function askForbidden(
  url: string,
  old: Socket,
  client: Client<PatientPharmacy>,
  foreign: Pharmacy,
): Promise<readonly Refused[]> {
  const expired = await signToken('late', foreign.id, -60)
  const handshakes = ['/', '/patient-pharmacy'].flatMap((path) => [
    refusedConnection(url + path, {}).then((got) => ({ what: `no token on ${path}`, expected: 'AUTH_MISSING', got })),
    refusedConnection(url + path, { token: expired }).then((got) => ({
      what: `an expired token on ${path}`,
      expected: 'AUTH_EXPIRED',
      got,
    })),
  ])
  const room = client.join(chatRoom(foreign.chatId))
  const joined = room.joined.then(
    () => 'let in',
    (error) => (error instanceof RefusalError ? error.code : 'failed'),
  )
  const asked = old.timeout(5000).emitWithAck('chat:join', { roomId: foreign.chatId })
  const answers = await Promise.all([
    ...handshakes,
    joined.then((got) => ({ what: "another pharmacy's chat, by the new client", expected: 'ROOM_FORBIDDEN', got })),
    asked.then((reply) => ({
      what: "another pharmacy's chat, by the old client",
      expected: 'ROOM_FORBIDDEN',
      got: String(reply?.error?.code ?? 'let in'),
    })),
  ])
  room.leave()
  return answers
}

function refusedConnection(address: string, auth: object): Promise<string> {
  const socket = io(address, { auth, forceNew: true, reconnection: false, transports: ['websocket'] })
  return new Promise<string>((resolve) => {
    socket.once('connect', () => resolve('let in'))
    socket.once('connect_error', (error: Error & { data?: { error?: { code?: string } } }) =>
      resolve(error.data?.error?.code ?? error.message),
    )
  }).finally(() => socket.disconnect())
}
