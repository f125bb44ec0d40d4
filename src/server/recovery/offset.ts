// milliseconds and a count: a score, as `2-1`, is none
const streamId = /^(\d{13,})-(\d+)$/

/** Returns whether a packet was sent no later than another, where their offsets tell: those of Redis Streams count up. */
export function isNoLater(offset: string | undefined, other: unknown): boolean {
  if (offset === undefined || typeof other !== 'string') return false
  if (offset === other) return true
  const [, ms, count] = streamId.exec(offset) ?? []
  const [, otherMs, otherCount] = streamId.exec(other) ?? []
  const later = Number(ms) - Number(otherMs) || Number(count) - Number(otherCount)
  return later <= 0
}
