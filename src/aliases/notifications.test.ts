import { expect, test } from 'vitest'
import { normalize } from '../guards/normalize.js'
import { notifications, notificationsAliases } from '../notifications.js'

test.each([undefined, null, {}])(
  'an old client that asks for its history with %j asks for the first page',
  (payload) => {
    const name = 'notification:get_history'
    expect(normalize(notifications, notificationsAliases, 'clientToServer', name, payload)).toMatchObject({
      ok: true,
      payload: {},
    })
  },
)
