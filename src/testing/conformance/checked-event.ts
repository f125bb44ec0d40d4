import type { AliasTable } from '../../contract/alias/alias.js'
import { type Direction, directions } from '../../contract/event/direction.js'
import type { EventContract } from '../../contract/event/event.js'
import type { PayloadError, ReplyError } from '../../contract/event/event-error.js'
import type { NamespaceContract } from '../../contract/namespace.js'
import type { Schema } from '../../contract/schema.js'
import { type DescribedSchema, isDescribed } from '../../guards/described-schema.js'
import { isPayload, safeParsePayload } from '../../guards/payload.js'
import { isReply, safeParseReply } from '../../guards/reply.js'
import type { Result } from '../../guards/result.js'

/** A contract that is checked, with the legacy names of its events. */
export interface CheckedContract {
  readonly contract: NamespaceContract
  readonly aliases: AliasTable
}

/** An event that is checked, and where it stands. */
export interface CheckedEvent extends CheckedContract {
  readonly event: EventContract
  /** Its key in the contract, which is its name. */
  readonly key: string
  readonly direction: Direction
  /** How messages and titles name it. */
  readonly where: string
}

/** What an event carries, or what it replies. */
export interface CheckedPart extends CheckedEvent {
  readonly part: 'payload' | 'reply'
  /** The option of `event` that holds its example. */
  readonly exampleKey: 'example' | 'replyExample'
  readonly schema: Schema<unknown>
  readonly example: unknown
  parse(value: unknown): Result<unknown, PayloadError | ReplyError>
  isFit(value: unknown): boolean
}

/** A part of an event whose schema says what it is made of. */
export interface DescribedPart extends CheckedPart {
  readonly schema: DescribedSchema
}

/** Lists the events of a contract, in both directions. */
export function checkedEvents(checked: CheckedContract): CheckedEvent[] {
  return directions.flatMap((direction) =>
    Object.entries(checked.contract[direction] as Record<string, EventContract>).map(([key, event]) => ({
      ...checked,
      event,
      key,
      direction,
      where: `${checked.contract.path} ${key} (${direction})`,
    })),
  )
}

/** Lists what an event carries and what it replies, where it does. */
export function checkedParts(checked: CheckedEvent): CheckedPart[] {
  const { event } = checked
  const { payload, reply } = event
  return [
    ...(payload
      ? [
          {
            ...checked,
            part: 'payload' as const,
            exampleKey: 'example' as const,
            schema: payload,
            example: event.example,
            parse: (value: unknown) => safeParsePayload(event, value),
            isFit: (value: unknown) => isPayload(event, value),
          },
        ]
      : []),
    ...(reply
      ? [
          {
            ...checked,
            part: 'reply' as const,
            exampleKey: 'replyExample' as const,
            schema: reply,
            example: event.replyExample,
            parse: (value: unknown) => safeParseReply(event, value),
            isFit: (value: unknown) => isReply(event, value),
          },
        ]
      : []),
  ]
}

/** Returns whether the schema of a part says what it is made of. */
export function isDescribedPart(part: CheckedPart): part is DescribedPart {
  return isDescribed(part.schema)
}
