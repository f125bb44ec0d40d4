import type { LoginRow } from '../contract/alias/login-row.js'

/** What clients of the gateways of old wait for that send `authenticate`. */
export const authentication: LoginRow = {
  success: { event: 'auth:success', down: (login) => ({ ...login, onlineUsers: [] }) },
  failure: { event: 'auth:error', down: (failure) => ({ ...failure, error: failure.message }) },
}
