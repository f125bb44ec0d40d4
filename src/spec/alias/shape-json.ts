import type { ReplyRow, ShapeRow } from '../../contract/alias/alias.js'
import type { LegacyExampleJson, ReplyFormJson, ShapeJson } from './alias-json.js'

/** What is known of a row besides itself. */
export interface ShapeContext {
  /** What is said of it. */
  readonly notes: string | undefined
  /** Payloads in its shape. */
  readonly examples: readonly LegacyExampleJson[]
}

/** Writes how a row shapes an event as data. */
export function shapeJson(row: ShapeRow, { notes, examples }: ShapeContext): ShapeJson {
  return {
    rename: row.rename ?? {},
    heard: row.heard ?? {},
    ...(row.bare !== undefined && { bare: row.bare }),
    up: row.up !== undefined,
    down: row.down !== undefined,
    reply: row.reply !== undefined,
    ...(row.reply && { replyForm: replyFormJson(row.reply) }),
    ...(notes !== undefined && { notes }),
    ...(examples.length > 0 && { examples }),
  }
}

function replyFormJson({ up, down, form }: ReplyRow): ReplyFormJson {
  return {
    ...(up && { up: form?.up ?? true }),
    ...(down && { down: form?.down ?? true }),
    ...(form?.failed !== undefined && { failed: form.failed }),
  }
}
