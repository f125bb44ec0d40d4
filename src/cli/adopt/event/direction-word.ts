import type { Direction } from '../../../contract/event/direction.js'

const to = '[\\s_-]*(?:to|2|[-=]+>|[\\u2190-\\u21ff\\u27f0-\\u27ff])[\\s_-]*'
const down = new RegExp(`servers?${to}clients?|(?:^|[^a-z])s(?:2|${to})c(?:[^a-z]|$)`, 'i')
const up = new RegExp(`clients?${to}servers?|(?:^|[^a-z])c(?:2|${to})s(?:[^a-z]|$)`, 'i')

/** Returns the direction that a name or a sentence says, as `ServerToClientEvents` and `client -> server` do. */
export function directionIn(words: string): Direction | undefined {
  const isDown = down.test(words)
  return isDown === up.test(words) ? undefined : isDown ? 'serverToClient' : 'clientToServer'
}
