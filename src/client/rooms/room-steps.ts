import type { RoomObservation } from '../../contract/observation.js'
import { RefusalError } from '../../contract/wire/refusal-error.js'
import { redactRoom } from '../../guards/redact-room.js'
import type { ClientContext } from '../connection/context.js'
import { pause } from '../connection/pause.js'
import { refusalError } from '../refusal.js'
import { type RoomEntry, renewRefused, setState } from './room-entry.js'
import type { RoomRequest } from './room-requests.js'
import { unseen } from './unseen.js'

/** The steps of a room from one state to the next. */
export interface RoomSteps {
  /** Asks the server to let the user in, where that can be. */
  enter(entry: RoomEntry): Promise<void>
  /** Takes a room for refused; asks again where that may help. */
  deny(entry: RoomEntry, error: RefusalError): void
  /** Leaves a room that is listed no more. */
  leave(entry: RoomEntry): void
}

/** Makes what takes the rooms of a client from one state to the next: `all` there are, and those `leftAway` from the server. */
export function roomSteps(
  { contract, clock, notice, shut, isOpen }: ClientContext,
  request: RoomRequest,
  find: (room: string) => RoomEntry | undefined,
  leftAway: RoomEntry[],
): RoomSteps {
  const complain = unseen(contract)
  const told = (kind: RoomObservation['kind'], { room }: RoomEntry, reason?: string): void =>
    notice?.({ kind, room: redactRoom(contract, room), reason } as RoomObservation)
  // a contract may have no event for it, and nothing depends on the answer
  const askOut = (entry: RoomEntry): void => {
    try {
      request('leaves', entry)?.catch(() => {})
    } catch {}
  }

  async function enter(entry: RoomEntry): Promise<void> {
    clock.clearTimeout(entry.timer)
    const why = shut()
    if (why) return setState(entry, 'barred', refusalError(why))
    if (!isOpen()) return
    entry.state = 'asked'
    try {
      await request('joins', entry)
      // a server that was slow to let somebody in may have heard the leaving before
      if (!find(entry.room)) return askOut(entry)
      entry.tries = 0
      setState(entry, 'in')
      told('joined', entry)
    } catch (error) {
      // the whole connection may have been turned away meanwhile
      if (entry.state === 'asked') entry.state = 'out'
      // who joins has not had the time to look at it, where nothing could be asked
      await undefined
      if ((error as RefusalError).code !== 'DISCONNECTED') deny(entry, error as RefusalError)
    }
  }
  function deny(entry: RoomEntry, error: RefusalError): void {
    const { code, retryable, retryAfterMs } = error
    const again = (): void => {
      if (entry.state === 'denied' && renewRefused(entry)) void enter(entry)
    }
    setState(entry, 'denied', error)
    told('denied', entry, code)
    if (!notice && !entry.isAwaited && !entry.watchers?.all.length) complain(entry.room, code)
    if (find(entry.room) === entry && (retryable || code === 'REQUEST_TIMEOUT'))
      entry.timer = clock.setTimeout(again, pause(entry.tries++, retryAfterMs))
  }
  function leave(entry: RoomEntry): void {
    const { state } = entry
    clock.clearTimeout(entry.timer)
    // who has had an answer waits for none, and an error costs more than all the rest
    if (state === 'out' || state === 'asked') entry.first.settle(new RefusalError('DISCONNECTED', 'the room was left'))
    if (state === 'out' || state === 'denied') return
    if (!isOpen()) return void leftAway.push(entry)
    askOut(entry)
    told('left', entry)
  }
  return { enter, deny, leave }
}
