import type { Socket } from 'socket.io-client'

/** Counts what one client got during one phase. */
export interface Tally {
  /** Packets that came over the wire, by name; the contract's own are left out. */
  readonly packets: ReadonlyMap<string, number>
  /** How often the application was called, by fact. */
  readonly calls: ReadonlyMap<string, number>
  /** Copies that never reached the application. */
  readonly dropped: number
  readonly latencies: readonly number[]
}

/** Keeps the tally of one client. */
export interface TallyKeeper {
  /** Counts the packets of a socket from now on. */
  tap(socket: Socket): void
  /** Counts a call of the application, about a fact that became one at that time. */
  call(fact: string, at: string): void
  drop(): void
  /** Answers what was counted since the last time, and starts anew. */
  take(): Tally
}

/** Makes the keeper of a tally. */
export function tallyKeeper(): TallyKeeper {
  const fresh = () => ({
    packets: new Map<string, number>(),
    calls: new Map<string, number>(),
    dropped: 0,
    latencies: [] as number[],
  })
  let now = fresh()
  return {
    tap: (socket) => {
      socket.onAny((name: string) => {
        if (!name.startsWith('contract:')) count(now.packets, name)
      })
    },
    call: (fact, at) => {
      count(now.calls, fact)
      now.latencies.push(Date.now() - Date.parse(at))
    },
    drop: () => {
      now.dropped++
    },
    take: () => {
      const taken = now
      now = fresh()
      return taken
    },
  }
}

function count(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1)
}

/** Adds up counts. */
export function sum(counts: ReadonlyMap<string, number>): number {
  return [...counts.values()].reduce((total, each) => total + each, 0)
}

/** Answers the value that 95 of 100 do not pass. */
export function p95(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other)
  return sorted[Math.max(0, Math.ceil(sorted.length * 0.95) - 1)] ?? 0
}
