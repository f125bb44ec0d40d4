import type { Refusal } from '../../contract/wire/refusal.js'
import type { RoomEntries } from '../rooms/room-entries.js'
import type { Outbox } from '../sending/outbox.js'
import { type SetState, unconnected } from './connection-state.js'
import type { ClientContext } from './context.js'
import type { SharedSocket } from './handshake.js'
import { probe } from './probe.js'
import { retries } from './retries.js'

/** Takes a client from one connection to the next, as long as the server may let it in. */
export interface Reconnection {
  /** Begins a connection. */
  begin(): void
  /** Ends a connection, or a try that made none, and sees to another try where one may help. */
  end(refusal?: Refusal['error']): void
  /** Notes that nothing connects the client any more. */
  giveUp(): void
  /** Leaves the rooms and ends what waits. */
  close(): void
}

/** Makes what takes a client from one connection to the next. */
export function reconnection(
  context: ClientContext,
  setState: SetState,
  { isDeclared }: SharedSocket,
  out: Outbox,
  rooms: RoomEntries,
): Reconnection {
  const { socket, notice } = context
  const tries = retries(context)
  const meter = probe(context, (measured) => {
    tries.reset()
    setState(measured)
  })
  let hasConnected = false
  const giveUp = (): void => setState({ ...unconnected, status: 'offline' })

  return {
    begin: () => {
      const { isTurnedAway } = context
      // who was turned away heard nothing, and is let in when an answer comes
      const recovered = hasConnected && !isTurnedAway && socket.recovered === true
      // a server asks about a recovered connection afterwards, and answers nothing before
      if (!recovered && !isTurnedAway) tries.reset()
      hasConnected = true
      context.isTurnedAway = false
      meter.start()
      setState({ status: 'connected', refusal: undefined, recovered, quality: undefined })
      notice?.({ kind: 'connection-made', declared: isDeclared(), recovered })
      void rooms.enterAll(recovered).then(out.open)
    },
    end: (refusal) => {
      out.lose()
      meter.stop()
      tries.stop()
      const isTrying = refusal ? tries.follow(refusal) : socket.active && socket.io.reconnection()
      const trying = hasConnected ? 'reconnecting' : 'connecting'
      const status = isTrying ? trying : refusal ? 'refused' : 'offline'
      setState({ ...unconnected, status, refusal: isTrying ? undefined : refusal })
    },
    giveUp,
    close: () => {
      tries.stop()
      meter.stop()
      rooms.close()
      context.isClosed = true
      out.drop()
      giveUp()
    },
  }
}
