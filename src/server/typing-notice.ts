import type { EventContract } from '../contract/event.js'
import type { Audience } from './publication.js'
import type { Service } from './service.js'

/** Takes note of an event that says who types, so that it ends by itself. */
export function typingNotice(
  { typing, publication }: Service,
  { name }: EventContract,
  payload: unknown,
  audience: Audience,
  owner: object | undefined,
): void {
  const { isTyping, ...who } = Object(payload) as Record<string, unknown>
  if (typeof isTyping !== 'boolean') return
  const { timestamp, ...same } = who
  typing.note({
    key: JSON.stringify([name, audience.rooms, audience.except, same]),
    isTyping,
    owner,
    end() {
      publication.send(name, { ...who, ...nowLike(timestamp), isTyping: false }, audience)
    },
  })
}

/** Says the present the way an instant was said. */
function nowLike(timestamp: unknown): object {
  if (typeof timestamp === 'string') return { timestamp: new Date().toISOString() }
  return typeof timestamp === 'number' ? { timestamp: Date.now() } : {}
}
