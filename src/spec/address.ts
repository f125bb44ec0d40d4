import type { Direction } from '../contract/event/direction.js'

/**
 * Returns the stable address of an event in documents; those a client sends begin with `client-`.
 * @example
 * addressOf('clientToServer', 'chat:typing') // 'client-chat-typing'
 */
export function addressOf(direction: Direction, name: string): string {
  return (direction === 'clientToServer' ? 'client-' : '') + slugOf(name)
}

/** Spells a name with letters, digits, `_` and `-` only. */
export function slugOf(name: string): string {
  return name.replace(/[^A-Za-z0-9_]+/g, '-').replace(/^-|-$/g, '')
}
