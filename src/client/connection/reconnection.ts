import type { Refusal } from '../../contract/wire/refusal.js'
import type { RoomEntries } from '../rooms/room-entries.js'
import type { Outbox } from '../sending/outbox.js'
import { unconnected } from './connection.js'
import type { SetState } from './connection-state.js'
import type { ClientContext } from './context.js'
import { pause } from './pause.js'
import { probe } from './probe.js'

/** The way of a client from one connection to the next, as long as the server may let it in. */
export interface Reconnection {
  /** Begins a connection. */
  begin(): void
  /** Ends a connection, or a try that made none, and sees to another try where one may help. */
  end(refusal?: Refusal['error']): void
  /** Leaves the rooms and ends what waits. */
  close(): void
}

/** Makes what takes a client from one connection to the next. */
export function reconnection(
  context: ClientContext,
  setState: SetState,
  out: Outbox,
  rooms: RoomEntries,
): Reconnection {
  const { socket, shared, clock, notice } = context
  let hasConnected = false
  let hasAskedAgain = false
  let retries = 0
  let timer: unknown
  const admitted = (): void => {
    hasAskedAgain = false
    retries = 0
  }
  const meter = probe(context, (measured) => {
    admitted()
    setState(measured)
  })
  const again = (): void => tryToConnect(context)
  const follow = ({ code, retryable, retryAfterMs }: Refusal['error']): boolean => {
    const isExpired = code === 'AUTH_EXPIRED'
    if (isExpired ? hasAskedAgain : !retryable) return false
    hasAskedAgain ||= isExpired
    if (isExpired) queueMicrotask(again)
    else timer = clock.setTimeout(again, pause(retries++, retryAfterMs))
    return true
  }
  return {
    begin: () => {
      // who was turned away heard nothing, and is let in when an answer comes
      const recovered = hasConnected && !context.isTurnedAway && socket.recovered === true
      // a server asks about a recovered connection afterwards, and answers nothing before
      const isLetIn = !recovered && !context.isTurnedAway
      if (isLetIn) admitted()
      meter.start(hasConnected && isLetIn)
      hasConnected = true
      context.isTurnedAway = false
      setState({ status: 'connected', refusal: undefined, recovered, quality: undefined })
      notice?.({ kind: 'connection-made', declared: shared.isDeclared(), recovered })
      void rooms.enterAll(recovered).then(out.open)
    },
    end: (refusal) => {
      out.lose()
      meter.stop()
      clock.clearTimeout(timer)
      const isTrying = refusal ? follow(refusal) : socket.active && socket.io.reconnection()
      if (isTrying) setState({ ...unconnected, status: hasConnected ? 'reconnecting' : 'connecting' })
      else setState({ ...unconnected, status: refusal ? 'refused' : 'offline', refusal })
    },
    close: () => {
      clock.clearTimeout(timer)
      meter.stop()
      rooms.close()
      context.isClosed = true
      out.drop()
      setState({ ...unconnected, status: 'offline' })
    },
  }
}

/** Tries to connect, unless the client was closed or another one on this socket was first. */
export function tryToConnect({ isClosed, isTurnedAway, socket, notice }: ClientContext): void {
  if (isClosed) return
  if (socket.connected) {
    // the other contract's connection is recovered
    if (isTurnedAway) socket.io.engine.close()
  } else if (!socket.active) {
    notice?.({ kind: 'connection-attempted' })
    socket.connect()
  }
}
