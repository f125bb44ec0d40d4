import type { Direction } from '../../contract/event/direction.js'

/** What the types of a contract's file would be confused with. */
const languages = new Set(
  'Array AsyncIterable Boolean Date Error Exclude Extract Function Iterable JSON Map Math Number Object Omit Partial Pick Promise Proxy Readonly Record Reflect RegExp Required Set String Symbol WeakMap WeakSet'.split(
    ' ',
  ),
)

/** Writes the words of a name one after another, each with a capital, as names of types are written. */
export function capitalWords(name: string): string {
  const words = name.split(/[^\p{L}\p{N}]+/u).filter(Boolean)
  return words.map((word) => word[0]?.toUpperCase() + word.slice(1)).join('')
}

/** What a type of an event is of. */
export interface TypedPart {
  readonly direction: Direction
  readonly event: string
  readonly part: 'payload' | 'reply'
}

/**
 * Names the type of what an event carries or of what comes back: `ChatMessage` for what a server sends, `ChatJoinInput` and
 * `ChatJoinReply` for what a client does. A name that the language has begins with that of the contract.
 */
export function typeNameOf({ direction, event, part }: TypedPart, contract: string): string {
  const ending = part === 'reply' ? 'Reply' : direction === 'clientToServer' ? 'Input' : ''
  const name = `${capitalWords(event)}${ending}`
  return /^\p{Lu}/u.test(capitalWords(event)) && !languages.has(name) ? name : `${contract}${name}`
}
