import { RefusalError } from '../../src/index.js'
import { chatRoom, patientPharmacy, patientPharmacyAliases, pharmacyRoom } from '../../src/patient-pharmacy.js'
import { serve } from '../../src/server/index.js'
import { facts } from './facts.js'
import { type TargetServer, targetServer } from './target-server.js'
import { isExpired, type User, verified } from './tokens.js'

/** Starts the back end this package's own binding makes. */
export async function referenceServer(): Promise<TargetServer> {
  const { io, listening } = targetServer(() => happen())
  const pharmacy = serve(io, patientPharmacy, {
    aliases: patientPharmacyAliases,
    legacy: true,
    authenticate: ({ token }): User => {
      if (token === undefined) throw new RefusalError('AUTH_MISSING')
      const user = verified(token)
      if (!user) throw new RefusalError('AUTH_INVALID')
      if (isExpired(user)) throw new RefusalError('AUTH_EXPIRED')
      return user
    },
    userId: ({ userId }) => userId,
    expiresAt: ({ exp }) => exp * 1000,
    autoJoin: ({ pharmacyId }) => [pharmacyRoom(pharmacyId)],
    mayJoin: ({ pharmacyId, chats }, room) =>
      room === pharmacyRoom(pharmacyId) || chats.some((chat) => room === chatRoom(chat)),
  })
  pharmacy.on('chat:typing', ({ roomId, isTyping }, { user, to }) => {
    to(chatRoom(roomId)).emit('chat:typing', { roomId, userId: user.userId, isTyping })
  })
  const happen = (): void => {
    const all = facts()
    const room = pharmacy.to(pharmacyRoom('p1'))
    pharmacy.to([chatRoom('c1'), pharmacyRoom('p1')]).emit('chat:message', all['chat:message'] as never)
    room.emit('order:new', all['order:new'] as never)
    room.emit('order:updated', all['order:updated'] as never)
    room.emit('dispatch:updated', all['dispatch:updated'] as never)
  }
  return listening()
}
