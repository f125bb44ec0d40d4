import type { Socket } from 'socket.io-client'
import { aliasRow } from '../../contract/alias/alias-name.js'
import type { EventContract } from '../../contract/event/event.js'
import { inapplicable, toCanonical } from '../../guards/alias-payload.js'
import { normalized } from '../../guards/normalize.js'
import type { ClientContext } from '../connection/context.js'
import type { Listeners } from '../connection/listeners.js'
import type { FactMemory } from './fact-memory.js'

// the copies of this module in both formats count apart, and may share a memory
let receivers = Math.random()

/** Makes what hears every event of a socket and hands each fact on once, by its canonical name. */
export function reception(
  { contract, socket, clock, validate, aliases, notice, refuse }: ClientContext,
  handlers: Listeners,
  memory: FactMemory,
): (name: string, ...args: unknown[]) => void {
  const receiver = `${receivers++} `
  return (name, ...args) => {
    const row = aliases && aliasRow(aliases, 'serverToClient', name)
    const canonical = row?.of ?? name
    if (!handlers.has(canonical)) return
    const event = (contract.serverToClient as Readonly<Record<string, EventContract>>)[canonical] as EventContract
    const legacyName = row && name
    const offset = offsetIn(args, event, socket)
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
    const delivery = { connection: socket.id ?? '', source: receiver + name, at: clock.elapsed(), offset }
    const kind = memory.knows(event, payload, delivery) ? 'duplicate' : 'received'
    notice?.({ kind, event, legacyName, payload })
    if (kind === 'received') handlers.tell(canonical, payload)
  }
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
