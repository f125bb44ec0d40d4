import type { Socket } from 'socket.io-client'
import { RefusalError } from '../../contract/wire/refusal-error.js'
import type { Clock } from '../clock.js'
import { waitable } from '../connection/pause.js'
import type { LegacySpeech } from '../legacy/legacy-speech.js'
import { RequestTimeoutError } from '../sending/request-timeout-error.js'
import type { MovableMembership } from './movable-membership.js'
import type { Path, PathClient } from './path.js'
import { type HandoverPaths, shutPath } from './paths.js'
import { show } from './shown-connection.js'

/** How a client moves to another path. */
export interface MoveOptions {
  /**
   * Whether the legacy names are heard there too, and with `speakLegacy()` spoken.
   * @default false
   */
  readonly legacy?: boolean | LegacySpeech
  /**
   * How long the new path may take to connect and to let the user into the rooms, in milliseconds.
   * @default 15_000
   */
  readonly timeoutMs?: number
}

const lingerMs = 5000

/**
 * Moves to another socket, as the path that counts from then on: it is connected and its rooms are entered before the old one
 * is left.
 */
export async function moveTo(
  paths: HandoverPaths,
  to: Pick<Socket, keyof Socket>,
  { legacy, timeoutMs = 15_000 }: MoveOptions,
  clock: Clock,
): Promise<void> {
  const { memberships, shown } = paths
  const old = paths.current
  if (paths.isClosed) throw new RefusalError('DISCONNECTED', 'the client was closed')
  if (to === old.client.socket) return
  const next = paths.open(to, legacy)
  try {
    const isThere = connected(next.client).then(() => entered(memberships, next, old))
    await within(timeoutMs, isThere, clock)
    if (paths.isClosed) throw new RefusalError('DISCONNECTED', 'the client was closed')
  } catch (error) {
    shutPath(paths, next)
    throw error
  }
  paths.current = next
  for (const each of memberships) each.moved(old)
  shown.nothingMissed = await settledUp(old, clock)
  shown.client = next.client
  shutPath(paths, old)
  show(shown, next.client, true)
}

/** Waits until a client is connected; rejects where it is refused or gives up. */
function connected(client: PathClient): Promise<void> {
  return new Promise((resolve, reject) => {
    const check = () => {
      const { status, refusal } = client
      if (status === 'connected') resolve()
      else if (refusal) reject(new RefusalError(refusal.code, refusal.message, refusal))
      else if (status === 'offline') reject(new RefusalError('DISCONNECTED', 'the new path was not reached'))
    }
    client.watch('status', check)
    check()
  })
}

/**
 * Waits until the user is in every room of a new path that they are in on the old one; rejects where it denies one of them.
 */
async function entered(memberships: Set<MovableMembership>, next: Path, old: Path): Promise<void> {
  const settles = async (each: MovableMembership): Promise<void> => {
    const place = next.memberships.get(each)
    await place?.settled.promise
    if (place?.error && old.memberships.get(each)?.isIn) throw place.error
  }
  const isSettled = (each: MovableMembership): boolean => next.memberships.get(each)?.isSettled ?? true
  for (let left = [...memberships]; left.length; left = [...memberships].filter((each) => !isSettled(each)))
    await Promise.all(left.map(settles))
}

/**
 * Waits for what an old path still owes: answers, and facts that were sent before the new path was joined; returns whether
 * all of it came. They come before the answer to a question that is asked now; a server that answers none is given a while.
 */
async function settledUp({ client, requests }: Path, clock: Clock): Promise<boolean> {
  const answers = Promise.allSettled(requests.all().map(({ answer }) => answer))
  const last = new Promise<boolean>((resolve) => {
    client.watch('status', () => resolve(false))
    if (client.status === 'connected') client.socket.emit('contract:ping', () => resolve(true))
    else resolve(false)
  })
  return within(lingerMs, Promise.all([last, answers]), clock).then(
    ([isComplete]) => isComplete,
    () => false,
  )
}

/** Waits for a promise, and no longer than a while. */
function within<Value>(ms: number, promise: Promise<Value>, clock: Clock): Promise<Value> {
  return new Promise((resolve, reject) => {
    const late = () => reject(new RequestTimeoutError(`the new path was not joined within ${ms} ms`))
    const timer = clock.setTimeout(late, waitable(ms))
    promise.then(resolve, reject).finally(() => clock.clearTimeout(timer))
  })
}
