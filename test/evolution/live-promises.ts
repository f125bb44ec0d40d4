import { vi } from 'vitest'
import { factKeys } from '../../src/client/facts/fact-key.js'
import { applyTo } from '../../src/client/index.js'
import type { EventContract, NamespaceContract } from '../../src/index.js'
import type { NamespaceJson } from '../../src/spec/index.js'
import { type Mixture, mixtures } from './live-replay.js'
import { nextMoment, type PromiseEnds, promisedContract, withPromiseEnds } from './promise-ends.js'

/** One event as both ends have it. */
interface Promised {
  readonly mixture: Mixture
  readonly server: NamespaceContract
  readonly client: NamespaceContract
  readonly name: string
  readonly isDown: boolean
  /** The event as the server has it, and as the client has it. */
  readonly at: EventContract
  readonly by: EventContract
}

/** Plays one promise over real sockets; returns whether an end was seen to break what the other relies on. */
type PromisePlay = (promised: Promised) => Promise<boolean>

const joined = (promised: Promised, play: (ends: PromiseEnds) => Promise<boolean>): Promise<boolean> =>
  withPromiseEnds(promised.server, promised.client, play)

/** Lets a play move the clock of both ends. */
const timed = async (play: () => Promise<boolean>): Promise<boolean> => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance', 'Date'] })
  try {
    return await play()
  } finally {
    vi.useRealTimers()
  }
}

/** What is said while a connection is lost arrives. */
const arrival: PromisePlay = (promised) =>
  joined(promised, async ({ served, client, away }) => {
    const { name, at, by, isDown, mixture } = promised
    const heard: unknown[] = []
    const [sender, receiver] = isDown ? [served, client] : [client, served]
    receiver.on(name, (payload) => {
      heard.push(payload)
    })
    await away(() => sender.emit(name, { id: 'o1', total: 1 }))
    // a server takes what old clients send as it took it before
    const relied = isDown || mixture === 'new-server-old-client' ? by : at
    return !relied.volatile && !heard.length
  })

/** Two facts, as who sends them tells facts apart, are two for who hears them. */
const facts: PromisePlay = (promised) =>
  joined(promised, async ({ served, client, settled }) => {
    const { name, at, by, isDown } = promised
    const [sender, receiver] = isDown ? [served, client] : [client, served]
    let heard = 0
    receiver.on(name, () => {
      heard++
    })
    let count = 0
    for (const isLater of [false, true])
      for (const isOfId of [true, false])
        for (const isOfTotal of [true, false]) {
          const one = { id: `${count++}-1`, total: 1 }
          const other = { id: isOfId ? one.id : one.id.replace('-1', '-2'), total: isOfTotal ? 1 : 2 }
          heard = 0
          const keys: string[] = []
          for (const fact of [one, other]) {
            if (fact === other && isLater) nextMoment()
            keys.push(JSON.stringify(factKeys(isDown ? at : by, fact)))
            sender.emit(name, fact)
            await settled()
          }
          if ((keys[0] === '[]' || keys[0] !== keys[1]) && heard < 2) return true
        }
    return false
  })

const whole = { id: 'o1', total: 5 }

/** Who holds a state has the server's after each event. */
const state: PromisePlay = (promised) => {
  const { name, at, by, isDown, mixture } = promised
  if (!isDown || at.state === by.state) return Promise.resolve(false)
  // where the contract says nothing, a new client is written beside the server that runs; an old one is as it is, and nobody
  // holds a new server to anything
  const isWorst = mixture === 'new-server-old-client'
  const stateOf = (own: EventContract, other: EventContract): EventContract['state'] =>
    own.state ?? ((other.state === 'snapshot') === isWorst ? 'patch' : 'snapshot')
  const reading = { ...by, state: stateOf(by, at) as 'patch' }
  return joined(promised, async ({ served, client, settled }) => {
    let held: unknown = whole
    client.on(name, (payload) => {
      held = applyTo(reading as never, held as never, payload as never)
    })
    served.emit(name, { id: 'o1' })
    await settled()
    const truth = stateOf(at, by) === 'snapshot' ? { id: 'o1' } : whole
    return JSON.stringify(held) !== JSON.stringify(truth)
  })
}

/** Who sends as often as its contract lets it is not refused. */
const limits: PromisePlay = (promised) =>
  timed(() =>
    joined(promised, async ({ served, client, settled }) => {
      const { name, by } = promised
      let handled = 0
      served.on(name, () => {
        handled++
      })
      const { count, perMs } = by.limit ?? { count: 60, perMs: 1000 }
      const windows = 4
      for (let window = 0; window < windows; window++) {
        for (let each = 0; each < count; each++) client.emit(name, { id: `o${window}-${each}` })
        await settled()
        await vi.advanceTimersByTimeAsync(perMs)
      }
      return handled < windows * count
    }),
  )

/** Who waits for the end of a notice hears it. */
const ends: PromisePlay = (promised) =>
  timed(() =>
    joined(promised, async ({ served, client, settled }) => {
      const { name, by } = promised
      const heard: Readonly<Record<string, unknown>>[] = []
      client.on(name, (payload) => {
        heard.push(payload as never)
      })
      served.emit(name, { id: 'o1', isTyping: true, typing: true, at: 1 })
      await settled()
      await vi.advanceTimersByTimeAsync(10_000)
      await settled()
      const signs = Object.entries(by.endsAfter?.by ?? {})
      const isEnded = heard.some((payload) => signs.every(([field, value]) => payload[field] === value))
      return heard.length === 0 || (by.endsAfter !== undefined && !isEnded)
    }),
  )

/** A server that asks is answered, and one that does not ask is heard. */
const answers: PromisePlay = (promised) =>
  joined(promised, async ({ socket, peer, settled }) => {
    const { name, at, by } = promised
    let isHeard = false
    let isAnswered = false
    // an acknowledgement that a server asks for is the application's to give
    socket.on(name, (_: unknown, answer?: unknown) => {
      isHeard = true
      if (by.reply && typeof answer === 'function') answer({ total: 1 })
    })
    if (at.reply)
      peer().emit(name, { id: 'o1' }, () => {
        isAnswered = true
      })
    else peer().emit(name, { id: 'o1' })
    // the first brings the event to the client, the second its answer to the server
    await settled()
    await settled()
    return !isHeard || (at.reply !== undefined && !isAnswered)
  })

/** Who declares no contract and asks for no acknowledgement, where its release lets it, is served. */
const asking: PromisePlay = ({ server, name, by }) =>
  withPromiseEnds(server, 'stock', async ({ served, socket, settled }) => {
    let handled = 0
    served.on(name, () => {
      handled++
      return { total: 1 }
    })
    if (by.query) await socket.emitWithAck(name, { id: 'o1' })
    else socket.emit(name, { id: 'o1' })
    await settled()
    return handled === 0
  })

const plays: Readonly<Record<string, readonly PromisePlay[]>> = {
  E13: [arrival, facts, state],
  E14: [limits],
  E16: [ends],
  K03: [answers],
  K04: [answers],
  K06: [asking],
}

/** The rules whose promises are played. */
export const promised: readonly string[] = Object.keys(plays)

/** Plays both mixtures of two releases of a contract of one event, and lists those in which a promise was broken. */
export const promiseBrokenBy = async (rule: string, old: NamespaceJson, next: NamespaceJson): Promise<string[]> => {
  const found: string[] = []
  for (const mixture of mixtures) {
    const [server, client] = (mixture === 'new-server-old-client' ? [next, old] : [old, next]).map((json) =>
      promisedContract(json as NamespaceJson),
    ) as [NamespaceContract, NamespaceContract]
    const isDown = Object.keys(server.serverToClient).length > 0
    const direction = isDown ? 'serverToClient' : 'clientToServer'
    const [[name, at]] = Object.entries<EventContract>(server[direction] as never) as [[string, EventContract]]
    const by = (client[direction] as Readonly<Record<string, EventContract>>)[name] as EventContract
    for (const play of plays[rule] ?? [])
      if (!found.includes(mixture) && (await play({ mixture, server, client, name, isDown, at, by })))
        found.push(mixture)
  }
  return found.sort()
}
