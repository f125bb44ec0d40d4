import type { Socket } from 'socket.io-client'
import { aliasRow } from '../../contract/alias/alias-name.js'
import type { EventContract } from '../../contract/event/event.js'
import { inapplicable, toCanonical } from '../../guards/alias-payload.js'
import { normalized } from '../../guards/normalize.js'
import type { ClientContext } from '../connection/context.js'
import { type Listeners, type ListenersOf, listenersFor, tell } from '../connection/listeners.js'
import type { FactMemory } from './fact-memory.js'

/** Hears one event by what it came with. */
type Hear = (args: unknown[]) => void

// the copies of this module in both formats count apart, and may share a memory
let receivers = Math.random()

/** Makes what hears every event of a socket and hands each fact on once, by its canonical name. */
export function reception(
  { contract, socket, clock, validate, aliases, notice, refuse }: ClientContext,
  handlers: ListenersOf,
  memory: FactMemory,
  tellAll: (listeners: Listeners, payload: unknown, event: string) => void = tell,
): (name: string, ...args: unknown[]) => void {
  const receiver = `${receivers++} `
  const events = contract.serverToClient as Readonly<Record<string, EventContract>>
  const known = new Map<string, Hear>()

  /** Finds out what a name stands for, once; one that stands for nothing is not kept, for there may be any number of them. */
  const find = (name: string): Hear | undefined => {
    const row = aliases && aliasRow(aliases, 'serverToClient', name)
    const canonical = row?.of ?? name
    if (!Object.hasOwn(events, canonical)) return undefined
    const event = events[canonical] as EventContract
    const legacyName = row && name
    const listeners = listenersFor(handlers, canonical)
    const source = receiver + name
    const hear: Hear = (args) => {
      if (!listeners.all.length) return
      // most carry their payload, and nothing else
      const offset = args.length === 1 && typeof args[0] === 'object' ? undefined : offsetIn(args, event, socket)
      let payload: unknown = event.payload && args[0]
      const outcome = validate === 'off' ? undefined : normalized(event, row, args[0], aliases)
      if (outcome?.ok) payload = outcome.value
      else {
        if (outcome) refuse('serverToClient', canonical, outcome.error, legacyName)
        if (validate === 'enforce') return
        try {
          if (row) payload = toCanonical(row, args[0])
        } catch (error) {
          if (!outcome) refuse('serverToClient', canonical, inapplicable(error), legacyName)
          return
        }
      }
      const isOld = memory.knows(event, payload, { source, offset, connection: socket.id ?? '', at: clock.elapsed() })
      notice?.({ kind: isOld ? 'duplicate' : 'received', event, legacyName, payload })
      if (!isOld) tellAll(listeners, payload, canonical)
    }
    known.set(name, hear)
    return hear
  }
  return (name, ...args) => (known.get(name) ?? find(name))?.(args)
}

/** Takes what socket.io calls a packet off what the packet carries. */
function offsetIn(args: unknown[], { payload }: EventContract, socket: Socket): string | undefined {
  // an acknowledgement the server asked for is the application's to give
  if (typeof args.at(-1) === 'function') args.pop()
  const canRecover = !!(socket as unknown as { _pid?: string })._pid
  return canRecover && args.length > (payload ? 1 : 0) && typeof args.at(-1) === 'string'
    ? (args.pop() as string)
    : undefined
}
