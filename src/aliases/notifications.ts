import { defineAliases } from '../contract/alias/alias.js'
import type { Notifications } from '../events/notifications.js'

/** The aliases of `/notifications`: it has no older names. */
export const notificationsAliases = defineAliases<Notifications>()({
  since: '0.1.0',
  removeIn: '2.0.0',
  serverToClient: {},
  clientToServer: {},
})
