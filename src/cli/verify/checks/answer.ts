import type { Refusal } from '../../../contract/wire/refusal.js'
import { refusal } from '../../../events/protocol.js'
import { errorCodes } from '../../../spec/error-codes.js'

/** What came back for an event. */
export type EventAnswer =
  | { readonly kind: 'reply'; readonly value: unknown; readonly ms: number }
  | { readonly kind: 'refusal'; readonly error: Refusal['error']; readonly ms: number }
  | { readonly kind: 'silent' }
  | { readonly kind: 'lost' }

/** Sorts what an acknowledgement brought. */
export function answerOf(value: unknown, ms: number): EventAnswer {
  return isRefusal(value) ? { kind: 'refusal', error: value.error, ms } : { kind: 'reply', value, ms }
}

/** Returns whether a value is a refusal as the contract has them. */
function isRefusal(value: unknown): value is Refusal {
  const result = refusal['~standard'].validate(value)
  return !('then' in result) && !result.issues
}

/** Spells a code that came from outside: only one of the known ones is repeated. */
export function shownCode(code: unknown): string {
  return typeof code === 'string' && Object.hasOwn(errorCodes, code) ? code : 'a code of its own'
}

/** Puts into words what came back instead of what should have. */
export function inWords(answer: EventAnswer, timeoutMs: number): string {
  if (answer.kind === 'silent') return `it was not answered within ${timeoutMs} ms`
  if (answer.kind === 'lost') return 'the connection was lost over it'
  if (answer.kind === 'refusal') return `it was refused with ${shownCode(answer.error.code)}`
  return 'it was granted'
}

/** Returns whether an answer says in another way than a refusal that nothing was granted. */
export function isDenial(value: unknown): boolean {
  const { success, channels } = Object(value) as { success?: unknown; channels?: unknown }
  return success === false || (Array.isArray(channels) && channels.length === 0)
}

/** Describes why a denial is not judged, where the user may not be in at all. */
export const doubt = "whether the token was taken can't be seen, and nothing is granted: see auth.accepted"
