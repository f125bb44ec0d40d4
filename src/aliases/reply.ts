import { fieldsOf } from '../contract/event/fields.js'
import type { Refusal } from '../contract/wire/refusal.js'

/** Makes what reads the replies of old servers, who say by `success` whether it was done, or `error`; what was not done is a refusal. */
export function unlessFailed<Payload, Reply extends object>(
  read: (legacy: Readonly<Record<string, unknown>>, payload: Payload) => Reply | undefined,
  code = 'HANDLER_FAILED',
): (legacy: unknown, payload: Payload) => Reply | Refusal | undefined {
  return (legacy, payload) => {
    const fields = fieldsOf(legacy)
    const hasFailed = fields['success'] === false || typeof fields['error'] === 'string'
    // what it says may hold what was sent
    return hasFailed
      ? { error: { code, message: 'the server did not do it', retryable: false } }
      : read(fields, payload)
  }
}

/** Writes beside a reply what old clients look for. */
export function succeeded<Reply extends object>(reply: Reply): Reply & { readonly success: true } {
  return { ...reply, success: true }
}
