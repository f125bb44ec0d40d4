import type { ContractPingReply } from '../../contract/wire/protocol.js'
import type { Connection, ConnectionQuality } from './connection.js'
import type { ClientContext } from './context.js'

const everyMs = 10_000
const restingTurns = 6
const mostSamples = 10

function gradeOf(ms: number): ConnectionQuality {
  return ms < 100 ? 'excellent' : ms < 300 ? 'good' : ms < 1000 ? 'fair' : 'poor'
}

/** A measurement of the way to the server, while there is a connection. */
export interface Probe {
  /**
   * Asks at once, and then every ten seconds while somebody looks and every minute while nobody does; later, somewhere within
   * that time, for those whom a restart brings back together.
   */
  start(isLater: boolean): void
  stop(): void
}

/** Makes the probe of a client, which tells the average of its last samples. */
export function probe(
  { socket, clock, notice, watchers, isOpen }: ClientContext,
  setState: (measured: Pick<Connection, 'quality' | 'latencyMs'>) => void,
): Probe {
  let timer: unknown
  let samples: number[] = []
  let turns = 0
  const isWatched = (part: keyof Connection): boolean => !!watchers.get(part)?.all.length
  const isSought = (): boolean => !!notice || isWatched('quality') || isWatched('latencyMs')

  const stop = (): void => {
    clock.clearTimeout(timer)
    samples = []
    turns = 0
  }
  const ask = (): void => {
    timer = clock.setTimeout(ask, everyMs)
    if (!isOpen() || (turns++ % restingTurns && !isSought())) return
    const sentAt = clock.elapsed()
    const round = samples
    const answered = (...answer: unknown[]): void => {
      const { at } = Object(answer.at(-1)) as Partial<ContractPingReply>
      // of a connection before this one, or of a server that knows no probe
      if (round !== samples || typeof at !== 'number') return
      const latencyMs = clock.elapsed() - sentAt
      samples.push(latencyMs)
      if (samples.length > mostSamples) samples.shift()
      let average = 0
      for (const each of samples) average += each / samples.length
      setState({ latencyMs: average, quality: gradeOf(average) })
      notice?.({ kind: 'latency', latencyMs, clockOffsetMs: at + latencyMs / 2 - clock.now() })
    }
    socket.emit('contract:ping', answered)
  }
  return {
    start: (isLater) => {
      stop()
      if (!isLater) return ask()
      turns = Math.floor(Math.random() * restingTurns)
      // in ten steps: Node has a list of timers for each duration
      timer = clock.setTimeout(ask, (everyMs / 10) * Math.ceil(Math.random() * 10))
    },
    stop,
  }
}
