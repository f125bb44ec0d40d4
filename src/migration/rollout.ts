/** Who is in a rollout whatever its percentage, and which rollout it is. */
export interface RolloutOptions {
  /** The users who are always in, such as the colleagues of the first week. */
  readonly always?: readonly string[] | ((userId: string) => boolean)
  /** The name of the rollout, so that not the same users are first in each. */
  readonly name?: string
}

/**
 * Returns whether a user is in a gradual rollout: the same answer every time, and whoever is in stays in as it grows.
 * @throws RangeError when the percentage is none
 * @throws TypeError when the user has no id
 * @example
 * inRollout('user_1', 100) // true
 */
export function inRollout(userId: string, percent: number, options: RolloutOptions = {}): boolean {
  const { always = [], name = '' } = options
  if (typeof userId !== 'string' || !userId) throw new TypeError('a rollout needs the id of the user')
  if (!(percent >= 0 && percent <= 100)) throw new RangeError('a rollout goes from 0 to 100 percent')
  if (typeof always === 'function' ? always(userId) : always.includes(userId)) return true
  return position(name ? `${name} ${userId}` : userId) < percent
}

/** Places a text between 0 and 100, evenly over all texts. */
function position(text: string): number {
  let hash = 0x811c9dc5
  for (const byte of new TextEncoder().encode(text)) hash = Math.imul(hash ^ byte, 0x01000193)
  // FNV-1a alone leaves ids that differ in their last digit side by side
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32) * 100
}
