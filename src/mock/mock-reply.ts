import type { EventContract } from '../contract/event/event.js'
import { fieldsOf } from '../contract/event/fields.js'
import { fillPattern } from '../contract/room/room-pattern.js'
import { safeParseReply } from '../guards/reply.js'
import type { CausedFact } from './caused-fact.js'
import { overlaid } from './overlaid.js'

/** Makes the reply to what was asked: fields that it shares with the question, or with what came of it, say the same. */
export function repliedTo(event: EventContract, asked: unknown, reply: unknown, facts: readonly CausedFact[]): unknown {
  const said = facts.map(({ event: { name }, payload }) => {
    const fields = fieldsOf(payload)
    const noun = /^[a-z]+/.exec(name)?.[0]
    return { ...fields, ...(noun !== undefined && { [`${noun}Id`]: fields[`${noun}Id`] ?? fields['id'] }) }
  })
  const fields = Object.assign({}, ...said, fieldsOf(asked), roomFields(event, asked)) as Record<string, unknown>
  return overlaid(reply, fields, (value) => safeParseReply(event, value))
}

/** Spells the rooms that are entered or left as they are spelled today. */
function roomFields({ joins, leaves }: EventContract, asked: unknown): Record<string, unknown> {
  const families = [...joins, ...leaves]
  if (!families.length) return {}
  const { room, channels, ...ids } = fieldsOf(asked)
  const today = (name: unknown): string[] =>
    families
      .flatMap(({ pattern, parse }) => {
        const found = typeof name === 'string' ? parse(name) : undefined
        return found ? [fillPattern(pattern, (parameter) => String(found[parameter]))] : []
      })
      .slice(0, 1)
  const named = families
    .map(({ pattern }) => fillPattern(pattern, (parameter) => String(ids[parameter] ?? '')))
    .find((name) => families.some((family) => family.is(name)))
  return {
    ...(Array.isArray(channels) && { channels: channels.flatMap(today) }),
    room: today(room)[0] ?? named,
  }
}
