import { io as connectTo } from 'socket.io-client'
import { expect, test } from 'vitest'
import { notifications, notificationsAliases } from '../../src/notifications.js'
import { serve } from '../../src/server/index.js'
import { listening } from '../ends/server.js'

test('an old client that asks for its history without a payload gets the first page', async () => {
  const { io, url } = await listening()
  const options = { aliases: notificationsAliases, legacy: true, observe: () => {} } as const
  const news = serve(io, notifications, { ...options, authenticate: () => ({ id: 'user_1' }) })
  news.on('notification:get_history', ({ page = 1, limit = 20 }) => ({
    notifications: [],
    total: 0,
    page,
    limit,
    totalPages: 0,
  }))
  const socket = connectTo(`${url}/notifications`, { auth: { token: 'token_1' }, forceNew: true })
  const reply = await socket.timeout(3000).emitWithAck('notification:get_history')
  socket.disconnect()
  expect(reply).toMatchObject({ total: 0, page: 1, limit: 20 })
})
