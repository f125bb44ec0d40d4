import type { Socket } from 'socket.io-client'
import { settled } from './marker.js'
import { type Heard, heardWords } from './words.js'

/** A client of old that writes down what it hears. */
interface Hearing {
  readonly socket: Socket
  readonly heard: readonly Heard[]
}

/** Does something and returns what a client of old heard meanwhile, of all names or of some. */
export async function during(end: Hearing, act: () => unknown, ...names: readonly string[]): Promise<string> {
  const before = end.heard.length
  await act()
  await settled(end.socket)
  return heardWords(end.heard.slice(before).filter(([name]) => names.length === 0 || names.includes(name)))
}
