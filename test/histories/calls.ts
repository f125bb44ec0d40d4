import { deliver } from '../../src/client/index.js'
import type { Actor, Receiver } from './clients.js'
import { kits, type Letter, lettersOn } from './contracts.js'
import type { World } from './world.js'

type Wire = { readonly error?: { readonly code: string; readonly retryable: boolean } } | undefined
type Refused = { readonly code?: string; readonly name?: string; readonly retryable?: boolean }

/** Finds who speaks a contract at a client. */
export function speakersOf({ receivers }: Actor, of: Letter): Receiver[] {
  return receivers.filter(
    (each) => !each.isClosed && (each.of === of || (!each.of && lettersOn(each.line.path).includes(of))),
  )
}

/** Asks for a room, and resolves with the answer. */
export function join(
  { recorder }: World,
  { kind }: Actor,
  receiver: Receiver,
  of: Letter,
  room: string,
): Promise<unknown> {
  const { number, client, line, stays } = receiver
  const { socket, attempt } = line
  if (!client && !socket.connected) return Promise.resolve()
  const call = recorder.number()
  const shared = { receiver: number, call, of, room }
  recorder.add({ kind: 'join', ...shared, attempt })
  if (client) {
    const membership = client.join(room as never)
    stays.set(`${of} ${room}`, [...(stays.get(`${of} ${room}`) ?? []), { call, membership }])
    let wasIn = false
    membership.watch((isIn, error) => {
      if (!isIn && !error && !wasIn) return
      wasIn = isIn
      const { code, retryable = false } = Object(error) as Refused
      recorder.add({ kind: 'in', ...shared, isIn, code, retryable })
    })
    const answered = (code: string | undefined): void =>
      recorder.add({ kind: 'reply', receiver: number, call, event: 'join', code })
    return membership.joined.then(
      () => answered(undefined),
      (error: Refused) => answered(error.code ?? error.name),
    )
  }
  const isOld = kind === 'stock' && line.path === kits[of].contract.legacyPath?.path
  const name = isOld ? `${of.toUpperCase()}_JOIN` : `${of}:join`
  return new Promise<void>((resolve) => {
    socket.emit(name, { room }, (reply: Wire) => {
      recorder.add({
        kind: 'in',
        ...shared,
        isIn: !reply?.error,
        code: reply?.error?.code,
        retryable: reply?.error?.retryable ?? false,
      })
      recorder.add({ kind: 'reply', receiver: number, call, event: 'join', code: reply?.error?.code })
      resolve()
    })
    socket.once('disconnect', () => resolve())
  })
}

/** Leaves a room, and resolves with the answer where there is one. */
export function leave({ recorder }: World, receiver: Receiver, of: Letter, room: string): Promise<unknown> {
  const { number, client, line, stays } = receiver
  const { socket, attempt } = line
  const shared = { receiver: number, of, room, attempt }
  if (client) {
    const found = stays.get(`${of} ${room}`)?.shift()
    if (!found) return Promise.resolve()
    // with its last user the room is left
    if (stays.get(`${of} ${room}`)?.length === 0) recorder.add({ kind: 'leave', ...shared, call: found.call })
    found.membership.leave()
    return Promise.resolve()
  }
  if (!socket.connected) return Promise.resolve()
  const call = recorder.number()
  recorder.add({ kind: 'leave', ...shared, call })
  return new Promise<void>((resolve) => {
    socket.emit(`${of}:leave`, { room }, (reply: Wire) => {
      recorder.add({ kind: 'reply', receiver: number, call, event: 'leave', code: reply?.error?.code })
      resolve()
    })
    socket.once('disconnect', () => resolve())
  })
}

/** Asks the application something, and resolves with the answer where there is one. */
export function ask(
  { recorder }: World,
  { kind }: Actor,
  receiver: Receiver,
  of: Letter,
  asked: 'ask' | 'often' | 'say' | 'deliver',
  how: string,
): Promise<unknown> {
  const { number, client, line } = receiver
  const { socket, attempt } = line
  if (!client && !socket.connected) return Promise.resolve()
  const call = recorder.number()
  const payload = { id: `q.${call}.${how}` }
  // to deliver is for clients of the package
  const event = asked === 'deliver' && !client ? 'say' : asked
  recorder.add({ kind: 'ask', receiver: number, call, of, event, attempt, how })
  const answered = (code: string | undefined): void =>
    recorder.add({ kind: 'reply', receiver: number, call, event, code })
  if (client) {
    if (event === 'say') {
      ;(client.emit as (name: string, payload: object) => unknown)(`${of}:say`, payload)
      return Promise.resolve()
    }
    const done =
      event === 'deliver'
        ? deliver(client as never, `${of}:say` as never, payload as never)
        : (client.request as (name: string, payload: object) => Promise<unknown>)(`${of}:${event}`, payload)
    return done.then(
      () => answered(undefined),
      (error: Refused) => answered(error.code ?? error.name),
    )
  }
  if (event === 'say') {
    socket.emit(`${of}:say`, payload)
    return Promise.resolve()
  }
  const isOld = kind === 'stock' && event === 'ask' && line.path === kits[of].contract.legacyPath?.path
  return new Promise<void>((resolve) => {
    socket.emit(isOld ? `${of.toUpperCase()}_ASK` : `${of}:${event}`, payload, (reply: Wire) => {
      answered(reply?.error?.code)
      resolve()
    })
    socket.once('disconnect', () => resolve())
  })
}
