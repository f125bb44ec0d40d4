import type { Refusal } from '../contract/wire/refusal.js'
import { RefusalError } from '../contract/wire/refusal-error.js'
import type { RefusalReason } from './connection/context.js'

/** Returns whether a reply is a refusal. */
export function isRefusal(reply: unknown): reply is Refusal {
  return typeof (reply as Refusal | null | undefined)?.error?.code === 'string'
}

/** Makes an error of what the wire says. */
export function refusalError(why: RefusalReason): RefusalError {
  return new RefusalError(why.code, why.message, why)
}
