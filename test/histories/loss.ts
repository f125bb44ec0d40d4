import { type Letter, lettersOn } from './contracts.js'
import type { Plan } from './plan.js'
import type { Entry } from './recorder.js'
import { type Rights, rightsIn } from './rights.js'

/** A fact that a receiver was let believe it had, or would get. */
export interface Owed {
  readonly receiver: number
  readonly of: Letter
  readonly id: string
  /** The rooms by which it was the receiver's. */
  readonly rooms: readonly string[]
  readonly at: number
}

type Told = Entry & { kind: 'told' }

/** What a receiver may rely on, as far as it was told. */
interface Trust {
  attempt: number
  isConnected: boolean
  hasConnected: boolean
  /** The rooms whose joining was acknowledged, and by which call. */
  readonly joined: Map<string, number>
  /** The rooms it left, and by which call: an answer to a join before is no news. */
  readonly left: Map<string, number>
  /** The rooms it is in from the beginning, and since when. */
  readonly automatic: Map<string, number>
  /** The rooms it left while it had no connection, which a client of the package leaves as soon as it is back. */
  readonly leftAway: Set<string>
  readonly owed: Map<string, Owed>
}

/** Lists what every receiver that believes to have missed nothing still lacks at the end of a log. */
export function owedIn(log: readonly Entry[], plan: Plan): Owed[] {
  const rights = rightsIn(log)
  return log.flatMap((entry, at) => (entry.kind === 'receiver' ? owedTo(log, at, entry, rights, plan) : []))
}

function owedTo(
  log: readonly Entry[],
  from: number,
  { receiver, of, path, moves }: Entry & { kind: 'receiver' },
  rights: Rights,
  plan: Plan,
): Owed[] {
  const contracts = of ? [of] : lettersOn(path)
  const isAsync = plan.setting.adapter !== 'memory'
  const trust: Trust = {
    attempt: 0,
    isConnected: false,
    hasConnected: false,
    joined: new Map(),
    left: new Map(),
    automatic: new Map(),
    leftAway: new Set(),
    owed: new Map(),
  }
  const { joined, left, automatic, leftAway, owed } = trust
  const drop = (fits: (each: Owed) => boolean): void => {
    for (const each of [...owed.values()]) if (fits(each)) owed.delete(each.id)
  }
  const isIn = (contract: Letter, room: string): boolean =>
    joined.has(`${contract} ${room}`) || automatic.has(`${contract} ${room}`)
  const release = (contract: Letter, room: string): void => {
    joined.delete(`${contract} ${room}`)
    automatic.delete(`${contract} ${room}`)
  }
  const lose = (contract: Letter, room: string): void => {
    release(contract, room)
    drop((each) => each.of === contract && each.rooms.includes(room))
  }
  const forsake = (contract: Letter): void => {
    for (const key of [...joined.keys(), ...automatic.keys()]) {
      const [letter, room] = key.split(' ') as [Letter, string]
      if (letter === contract) release(contract, room)
    }
    drop((each) => each.of === contract)
  }
  const connected = (told: Told, at: number): void => {
    const isRecovered = told.recovered && rights.isOwn(told.attempt)
    if (!isRecovered) {
      owed.clear()
      automatic.clear()
      joined.clear()
    } else
      for (const contract of contracts) {
        // who does not name a contract is not told that it refuses; who does is, and of each room it is in no more
        if (rights.isDeclared(contract, told.attempt) || rights.admitted(contract, told.attempt) === 'yes') continue
        forsake(contract)
      }
    trust.attempt = told.attempt
    trust.isConnected = trust.hasConnected = true
    if (moves) return
    for (const contract of contracts) {
      if (rights.admitted(contract, told.attempt) !== 'yes') continue
      const since = isRecovered ? rights.madeAt(contract, told.attempt) : at
      if (since === undefined) continue
      for (const room of rights.automatic(contract, told.attempt))
        if (!isRecovered || !leftAway.has(`${contract} ${room}`))
          automatic.set(`${contract} ${room}`, automatic.get(`${contract} ${room}`) ?? since)
    }
    leftAway.clear()
  }
  for (let at = from; at < log.length; at++) {
    const entry = log[at] as Entry
    if (entry.kind === 'told' && entry.receiver === receiver) {
      if (entry.connected) connected(entry, at)
      else {
        trust.isConnected = false
        // what was on its way from a room that was left is not sent again
        drop(({ of: each, rooms }) => rooms.length > 0 && !rooms.some((room) => isIn(each, room)))
      }
    } else if (entry.kind === 'left' && entry.attempt === trust.attempt && contracts.includes(entry.of))
      lose(entry.of, entry.room)
    else if (
      entry.kind === 'refused' &&
      entry.of !== undefined &&
      entry.attempt === trust.attempt &&
      contracts.includes(entry.of)
    )
      forsake(entry.of)
    else if (entry.kind === 'join' && entry.receiver === receiver) leftAway.delete(`${entry.of} ${entry.room}`)
    else if (entry.kind === 'in' && entry.receiver === receiver) {
      const key = `${entry.of} ${entry.room}`
      if (entry.isIn) {
        if (entry.call > (left.get(key) ?? 0)) joined.set(key, Math.max(entry.call, joined.get(key) ?? 0))
      } else if (of !== undefined || entry.call > (joined.get(key) ?? 0)) {
        release(entry.of, entry.room)
        if (of !== undefined) drop((each) => each.rooms.includes(entry.room))
      }
    } else if (entry.kind === 'leave' && entry.receiver === receiver) {
      release(entry.of, entry.room)
      left.set(`${entry.of} ${entry.room}`, entry.call)
      if (of !== undefined && !trust.isConnected) leftAway.add(`${entry.of} ${entry.room}`)
      // through an adapter that is asynchronous, what was sent shortly before may find the room left
      if (!trust.isConnected || isAsync) drop((each) => each.of === entry.of && each.rooms.includes(entry.room))
    } else if (
      entry.kind === 'emitted' &&
      contracts.includes(entry.of) &&
      trust.hasConnected &&
      entry.name !== 'blip'
    ) {
      const rooms = entry.rooms.filter(
        (room) => joined.has(`${entry.of} ${room}`) || (automatic.get(`${entry.of} ${room}`) ?? at) < at,
      )
      const isTheirs =
        entry.to !== undefined
          ? entry.to === trust.attempt && trust.isConnected
          : rooms.length > 0 ||
            (entry.rooms.length === 0 && rights.admitted(entry.of, trust.attempt, at) === 'yes' && !moves)
      // a client of ours that came back with another's session knows its rooms no more
      const isAstray = of !== undefined && rights.hasStolen(trust.attempt)
      if (!isTheirs || isAstray || rights.isOver(entry.of, trust.attempt, at, -10)) continue
      owed.set(entry.id, { receiver, of: entry.of, id: entry.id, rooms, at })
    } else if (entry.kind === 'heard' && entry.receiver === receiver) owed.delete(entry.id)
    else if (entry.kind === 'closed' && entry.receiver === receiver) return []
    else if (entry.kind === 'step' && entry.text === '(end)') break
  }
  return trust.isConnected ? [...owed.values()] : []
}
