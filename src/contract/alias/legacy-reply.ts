import { type Fields, fieldsOf } from '../event/fields.js'
import type { Refusal } from '../wire/refusal.js'
import { filled, type ReplyTemplate } from './reply-template.js'

/** The other form of a reply as data, as far as data can say it. */
export interface ReplyForm {
  /** The canonical reply, made of an older server's. */
  readonly up?: ReplyTemplate
  /** What an older asker reads, made of the canonical reply. */
  readonly down?: ReplyTemplate
  /** The code of the refusal that a reply stands for which says `success: false`, or `error` in words. */
  readonly failed?: string
}

/** A row that was declared by its form. */
export interface LegacyReply {
  readonly form: ReplyForm
  up?(legacy: unknown, payload: unknown): Record<string, unknown> | Refusal
  down?(reply: unknown, payload: unknown): Record<string, unknown>
}

/** An answer that was declared by its form. */
export interface LegacyAnswer {
  readonly event: string
  readonly form: ReplyTemplate
  down(reply: unknown, payload: unknown): Record<string, unknown>
}

/**
 * Declares the other form that older releases give a reply, as data that `contract.json` holds for other languages. What an older server
 * says it has not done, by `success: false` or `error` in words, becomes a refusal.
 * @example
 * legacyReply({ up: { messageId: 'reply.message.id' }, down: { success: true, message: { id: 'reply.messageId' } } })
 */
export function legacyReply<Payload = never>({
  up,
  down,
  failed = 'HANDLER_FAILED',
}: {
  /** The canonical reply, made of an older server's; a function where data can't say it, which is told in words then. */
  readonly up?:
    | ReplyTemplate
    | ((legacy: Readonly<Record<string, unknown>>, payload: Payload) => Record<string, unknown>)
  /** What an older asker reads, made of the canonical reply. */
  readonly down?: ReplyTemplate
  /**
   * The code of what was not done.
   * @default 'HANDLER_FAILED'
   */
  readonly failed?: string
}): LegacyReply {
  const read = (legacy: unknown, asked: unknown) =>
    typeof up === 'function' ? up(fieldsOf(legacy), asked as Payload) : filled(up ?? {}, { reply: legacy, asked })
  return {
    form: { ...(up && { failed }), ...(typeof up === 'object' && { up }), ...(down && { down }) },
    ...(up && { up: (legacy, asked) => (hasFailed(fieldsOf(legacy)) ? notDone(failed) : read(legacy, asked)) }),
    ...(down && { down: (reply, asked) => filled(down, { reply, asked }) }),
  }
}

/**
 * Declares by which event an older client is told that asks without an acknowledgement, and what that carries, as data.
 * @example
 * legacyAnswer('room-joined', { roomId: 'asked.roomId' })
 */
export function legacyAnswer(event: string, form: ReplyTemplate): LegacyAnswer {
  return { event, form, down: (reply, asked) => filled(form, { reply, asked }) }
}

function hasFailed({ success, error }: Fields): boolean {
  return success === false || typeof error === 'string'
}

/** Makes a refusal without a word of the server's own, which may hold what was sent. */
function notDone(code: string): Refusal {
  return { error: { code, message: 'the server did not do it', retryable: false } }
}
