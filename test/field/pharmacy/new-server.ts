import type { Server } from 'socket.io'
import {
  chatRoom,
  type PatientPharmacy,
  patientPharmacy,
  patientPharmacyAliases,
  pharmacyRoom,
} from '../../../src/patient-pharmacy.js'
import { type Sender, serve } from '../../../src/server/index.js'

interface User {
  readonly id: string
  readonly pharmacyId: string
  readonly exp: number
}

const users: Readonly<Record<string, User>> = {
  pharmacist: { id: 'user_1', pharmacyId: 'pharmacy_1', exp: 4_000_000_000 },
  stranger: { id: 'user_2', pharmacyId: 'pharmacy_2', exp: 4_000_000_000 },
}
const verifyJwt = async (token: unknown): Promise<User | undefined> => users[String(token)]
const entered = ['chat:room_1', 'order:order_1', 'dispatch:dispatch_1']
const isInChat = async (user: User, room: string): Promise<boolean> => user.id === 'user_1' && entered.includes(room)

/** Serves the contract as the third step of the back end's guide does, and without `legacy` as the last one. */
export function newPharmacyServer(io: Server, legacy: boolean): Sender<PatientPharmacy> {
  const pharmacy = serve(io, patientPharmacy, {
    ...(legacy && { aliases: patientPharmacyAliases, legacy: { also: ['order.updated'] } }),
    authenticate: ({ token }) => verifyJwt(token),
    userId: (user) => user.id,
    expiresAt: (user) => user.exp * 1000,
    autoJoin: (user) => [pharmacyRoom(user.pharmacyId)],
    mayJoin: (user, room) => isInChat(user, room),
    observe: () => {},
  })
  pharmacy.on('chat:typing', ({ roomId, isTyping }, { user, to }) => {
    to(chatRoom(roomId)).emit('chat:typing', { roomId, userId: user.id, isTyping })
  })
  return pharmacy
}
