import { chatRoom, patientPharmacy } from '../../../src/patient-pharmacy.js'
import { serve } from '../../../src/server/index.js'
import { listening } from '../../ends/server.js'
import { joined } from '../../ends/sockets.js'
import type { Block, Seen } from '../cell.js'
import { answerMarkers, settled } from '../marker.js'
import { fieldWords } from '../words.js'

const path = '/patient-pharmacy'

/** Looks at handlers that a team keeps beside `serve`, as Nest's `@SubscribeMessage` registers them. */
export const ownListenerCells: readonly Block[] = [
  {
    system: 'pharmacy',
    pair: 'old client, new server',
    path: `${path} (a handler of the team's own)`,
    legacy: false,
    right: {
      'what its payload holds': 'isTyping, roomId',
      'a payload that does not fit': 'never comes',
      'whom it comes from': 'user_1',
    },
    see,
  },
]

async function see(): Promise<Seen> {
  const { io, url } = await listening()
  const served = serve(io, patientPharmacy, {
    authenticate: () => ({ id: 'user_1' }),
    autoJoin: () => [chatRoom('room_1')],
    observe: () => {},
  })
  const heard: { readonly payload: object; readonly userId: string | undefined }[] = []
  io.of(path).on('connection', (socket) => {
    socket.on('chat:typing', (payload) => heard.push({ payload, userId: served.user(socket)?.id }))
  })
  answerMarkers(io, path)
  const page = await joined(url, path, { auth: { token: 'pharmacist' } })
  page.emit('chat:typing', { roomId: 'room_1', isTyping: true, traceId: 'trace_1' })
  await settled(page)
  const [first] = heard
  page.emit('chat:typing', { roomId: 7 })
  await settled(page)
  return {
    'what its payload holds': fieldWords(first?.payload),
    'a payload that does not fit': heard.length === 1 ? 'never comes' : 'comes',
    'whom it comes from': first?.userId ?? 'nobody knows',
  }
}
