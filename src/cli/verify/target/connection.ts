import type { Manager, Socket } from 'socket.io-client'
import { answerOf, type EventAnswer } from '../checks/answer.js'

/** An event that reached a connection. */
export interface Heard {
  readonly name: string
  readonly payload: unknown
  /** Its place among all that any connection heard. */
  readonly order: number
}

/** An open connection that writes down what it hears. */
export interface ServerConnection {
  readonly path: string
  readonly heard: readonly Heard[]
  isOpen(): boolean
  /** Sends an event and waits for its answer, as long as it may take. */
  ask(event: string, ...payload: readonly unknown[]): Promise<EventAnswer>
  /** Sends an event that asks for no answer. */
  tell(event: string, ...payload: readonly unknown[]): void
  /** Waits until something fits, or the time is up; tells which. */
  hears(fits: (heard: Heard) => boolean, ms: number): Promise<boolean>
  /** Waits until the server ends it, or the time is up; tells which. */
  ends(ms: number): Promise<boolean>
  /** Returns whether anything was answered. */
  isAnswered(): boolean
  /** Lists the events that were answered more than once. */
  doubled(): string[]
  close(): void
}

/** What the connections to one server write down together. */
export interface ConnectionRecord {
  /** What servers said when they refused. */
  readonly refusals: unknown[]
  /** Takes note of an event that reached one of them. */
  note(name: string, payload: unknown): Heard
}

const ackPacket = 3

/** Writes down what an open socket hears and is answered. */
export function connectionOf(
  socket: Socket,
  path: string,
  timeoutMs: number,
  record: ConnectionRecord,
): ServerConnection {
  const heard: Heard[] = []
  const watch = watchOf()
  const count = answerCount(socket)
  socket.onAny((name: string, payload: unknown) => {
    heard.push(record.note(name, payload))
    watch.tell()
  })
  socket.on('disconnect', watch.tell)
  const ask: ServerConnection['ask'] = async (event, ...payload) => {
    if (!socket.connected) return { kind: 'lost' }
    count.asks(event)
    const began = performance.now()
    let answer: EventAnswer | undefined
    socket.emit(event, ...payload, (...args: unknown[]) => {
      answer ??= answerOf(args[0], performance.now() - began)
      if (answer.kind === 'refusal' || Object(args[0]).error) record.refusals.push(args[0])
      watch.tell()
    })
    await watch.until(() => answer !== undefined || !socket.connected, timeoutMs)
    return answer ?? (socket.connected ? { kind: 'silent' } : { kind: 'lost' })
  }
  return {
    path,
    heard,
    isOpen: () => socket.connected,
    ask,
    tell: (event, ...payload) => {
      count.tells(event)
      socket.emit(event, ...payload)
    },
    hears: (fits, ms) => watch.until(() => heard.some(fits), ms),
    ends: (ms) => watch.until(() => !socket.connected, ms),
    isAnswered: count.isAnswered,
    doubled: () => count.doubled(heard),
    close: () => {
      socket.disconnect()
    },
  }
}

/** A wait for what the events of a connection bring about. */
interface Watch {
  /** Looks again, after something happened. */
  tell(): void
  /** Waits until something holds, or the time is up; tells which. */
  until(holds: () => boolean, ms: number): Promise<boolean>
}

function watchOf(): Watch {
  const watchers = new Set<() => void>()
  return {
    tell: () => {
      for (const watcher of [...watchers]) watcher()
    },
    until: (holds, ms) =>
      new Promise((resolve) => {
        const done = (): void => {
          const isSo = holds()
          if (!isSo && performance.now() < deadline) return
          clearTimeout(timer)
          watchers.delete(done)
          resolve(isSo)
        }
        const deadline = performance.now() + ms
        const timer = setTimeout(done, Math.ceil(ms) + 1)
        watchers.add(done)
        done()
      }),
  }
}

/** A count of the answers to what a connection asked. */
interface AnswerCount {
  /** Takes note of an event that is about to ask for an answer. */
  asks(event: string): void
  /** Takes note of an event that asks for none. */
  tells(event: string): void
  isAnswered(): boolean
  /** Lists the events that were answered more than once, by an acknowledgement or by an event. */
  doubled(heard: readonly Heard[]): string[]
}

function answerCount(socket: Socket): AnswerCount {
  const answers = new Map<number, number>()
  const asked = new Map<number, string>()
  const told = new Set<string>()
  // the client's own code keeps a second answer to itself
  ;(socket.io as Manager).on('packet', ({ type, id }: { type: number; id?: number }) => {
    if (type === ackPacket && id !== undefined) answers.set(id, (answers.get(id) ?? 0) + 1)
  })
  return {
    asks: (event) => {
      asked.set((socket as unknown as { ids: number }).ids, event)
    },
    tells: (event) => {
      told.add(event)
    },
    isAnswered: () => answers.size > 0,
    doubled: (heard) => [
      ...[...answers].filter(([, times]) => times > 1).map(([id]) => asked.get(id) ?? 'an event'),
      ...heard
        .filter(({ name }) => name === 'contract:refused')
        .map(({ payload }) => String(Object(payload).event))
        .filter((event) => !told.has(event) && [...asked.values()].includes(event)),
    ],
  }
}
