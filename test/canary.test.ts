import type { Socket } from 'socket.io-client'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { connect } from '../src/client/index.js'
import { aliasRow } from '../src/contract/alias/alias-name.js'
import { toLegacy } from '../src/guards/alias-payload.js'
import { type DescribedSchema, marksOf } from '../src/guards/described-schema.js'
import { safeParsePayload, safeParseReply } from '../src/guards/index.js'
import { redactRoom } from '../src/guards/redact-room.js'
import type { AliasRow, Direction, EventContract, Observation } from '../src/index.js'
import { serve } from '../src/server/index.js'
import { type Entry, entries, legacyRows } from './contracts.js'
import { listening } from './ends/server.js'
import { client, settled } from './ends/sockets.js'
import { changed, placesIn, valueDefinitionOf } from './schema-value.js'

/** Is where a marked field or a token is, and nobody may see it. */
const canary = 'canary-4711'
/** Is where a room's id is, which is shown in a room's name alone, unless it is marked. */
const roomId = 'lodger-4712'
const refusedId = 'lodger-denied'

afterEach(() => vi.restoreAllMocks())

/** Whether a place of a value lies in or under a marked schema. */
function isMarked(schema: DescribedSchema, [step, ...rest]: readonly string[]): boolean {
  if (marksOf(schema)['x-sensitive']) return true
  const { innerType, options, shape, element, valueType } = valueDefinitionOf(schema) as Partial<
    ReturnType<typeof valueDefinitionOf>
  >
  if (innerType) return isMarked(innerType, step === undefined ? [] : [step, ...rest])
  if (options) return options.some((each) => isMarked(each, step === undefined ? [] : [step, ...rest]))
  if (step === undefined) return false
  const field = shape?.[step] ?? element ?? valueType
  return field !== undefined && isMarked(field, rest)
}

let planted = 0

/** Copies an example with the canary in each marked text that can hold it, and a room's id wherever one is named. */
function withCanary(
  schema: unknown,
  example: unknown,
  parameters: readonly string[],
  fits: (value: unknown) => boolean,
): unknown {
  return placesIn(example).reduce<unknown>((value, place) => {
    const held = place.reduce<unknown>((at, step) => (at as Record<string, unknown>)[step], example)
    if (typeof held !== 'string') return value
    const marked = isMarked(schema as DescribedSchema, place)
    const word = marked ? canary : parameters.includes(place.at(-1) as string) ? roomId : undefined
    if (word === undefined) return value
    const found = [word, `https://x.test/${word}`].map((each) => changed(value, place, each)).find(fits)
    if (found !== undefined && marked) planted++
    return found ?? value
  }, example)
}

const wrongOf = (value: unknown): unknown[] => [
  [value],
  { wrong: value, [canary]: canary },
  {
    ...Object(value),
    [canary]: 1,
    ...Object.fromEntries(Object.keys(Object(value)).map((key) => [key, { [canary]: canary }])),
  },
  canary,
  [canary, { [canary]: canary }],
]

/** Writes an observation as a log would; what the application threw itself is the one thing that may hold anything. */
function written(one: Observation): string {
  const shown = 'payload' in one ? { ...one, payload: one.payload() } : one
  return JSON.stringify(shown, (key, value) => (key === 'cause' ? undefined : value))
}

/** Puts two ends of a contract through what can happen to them, with canaries wherever they fit. */
async function put({ contract, table }: Entry, isObserved: boolean) {
  const seen: Observation[] = []
  const outbound: unknown[] = []
  const thrown: string[] = []
  const lines: string[] = []
  for (const method of ['log', 'info', 'warn', 'error', 'debug'] as const)
    vi.spyOn(console, method).mockImplementation((...words) => void lines.push(words.map(String).join(' ')))
  const observe = { observe: (one: Observation) => void seen.push(one) }
  const parameters = contract.rooms.flatMap(({ pattern }) =>
    [...pattern.matchAll(/\{(\w+)\}/g)].map(([, id]) => id as string),
  )
  const payloadOf = (event: EventContract): unknown =>
    event.payload && withCanary(event.payload, event.example, parameters, (value) => safeParsePayload(event, value).ok)
  const legacyOf = (direction: Direction, name: string): unknown => {
    const row = aliasRow(table, direction, name) as AliasRow
    return toLegacy(row, payloadOf((contract[direction] as Record<string, EventContract>)[row.of] as EventContract))
  }
  const roomOf = (pattern: string, id: string): string => pattern.replace(/\{\w+\}/g, id)

  const { io, url } = await listening()
  const served = serve(io, contract, {
    aliases: table as never,
    legacy: true,
    authenticate: ({ token }) => {
      if (token === canary) return { id: canary }
      throw new Error(`no such token: ${String(token)}`)
    },
    mayJoin: (_, room) => !room.includes(refusedId),
    ...(isObserved && observe),
  })
  let context: { emit(name: string, payload?: unknown): void } | undefined
  const up = Object.values(contract.clientToServer) as EventContract[]
  const down = Object.values(contract.serverToClient) as EventContract[]
  for (const event of up) {
    let call = 0
    const replyFits = (value: unknown): boolean => safeParseReply(event, value).ok
    served.on(
      event.name as never,
      ((payload: unknown, given: typeof context) => {
        context = given
        call++
        if (call % 3 === 2) throw new Error(`could not write ${JSON.stringify(payload)} ${canary}`)
        if (call % 3 === 0) return { [canary]: canary, wrong: payload }
        return event.reply && withCanary(event.reply, event.replyExample, parameters, replyFits)
      }) as never,
    )
  }

  const listen = (socket: Socket): void => {
    socket.on('contract:refused', (refused) => outbound.push(refused))
    socket.on('connect_error', (error) => outbound.push([error.message, (error as { data?: unknown }).data]))
  }
  const ask = async (socket: Socket, name: string, ...args: unknown[]): Promise<void> => {
    const answer: unknown = await socket.timeout(5000).emitWithAck(name, ...args)
    if ('error' in Object(answer)) outbound.push(answer)
  }
  const attempt = async (act: () => unknown): Promise<void> => {
    try {
      await act()
    } catch (error) {
      thrown.push(
        `${String(error)} ${JSON.stringify((error as { issues?: unknown }).issues)} ${(error as Error).stack}`,
      )
    }
  }

  const auth = { token: canary }
  const one = connect(client(url, contract.path, { autoConnect: false, auth }), contract, {
    ...observe,
    aliases: table as never,
  })
  const barred = client(url, contract.path, { autoConnect: false, auth: { token: `bad ${canary}` } })
  listen(barred)
  const refused = new Promise((resolve) => barred.once('connect_error', resolve))
  connect(barred, contract, observe)
  await refused
  listen(one.socket)
  await new Promise<void>((resolve) => (one.socket.connected ? resolve() : one.socket.once('connect', () => resolve())))
  const old = client(url, contract.legacyPath?.path ?? contract.path, { auth })
  listen(old)
  await new Promise<void>((resolve) => old.once('connect', () => resolve()))

  for (const event of up) {
    const value = payloadOf(event)
    for (let round = 0; round < 3; round++) await ask(one.socket, event.name, ...(event.payload ? [value] : []))
    for (const wrong of wrongOf(value)) {
      await ask(one.socket, event.name, wrong)
      one.socket.emit(event.name, wrong)
      await attempt(() => (event.reply ? one.request : one.emit)(event.name as never, wrong as never))
    }
    await attempt(() => (event.reply ? one.request : one.emit)(event.name as never, value as never))
  }
  // text alone may be an id that nothing marks
  const wrongOfOld = wrongOf(canary).filter((each) => typeof each !== 'string')
  for (const name of legacyRows(table, 'clientToServer'))
    for (const given of [legacyOf('clientToServer', name), ...wrongOfOld]) await ask(old, name, given)
  await ask(one.socket, canary, canary)
  old.emit(canary, canary)

  for (const { pattern } of contract.rooms)
    for (const id of [roomId, refusedId])
      await attempt(async () => {
        const membership = one.join(roomOf(pattern, id) as never)
        await membership.joined
        membership.leave()
      })

  for (const event of down) {
    const value = payloadOf(event)
    const rooms = event.to.map(({ pattern }) => roomOf(pattern, roomId))
    const heard = one.on(event.name as never, () => {
      throw new Error(canary)
    })
    heard()
    one.on(event.name as never, () => {})
    for (const given of [value, value, ...wrongOf(value)]) {
      await attempt(() => context?.emit(event.name, given))
      await attempt(() => (served.emit as (name: string, payload: unknown) => void)(event.name, given))
      await attempt(() =>
        (served.to(rooms as never).emit as (name: string, payload: unknown) => void)(event.name, given),
      )
      io.of(contract.path).emit(event.name, given)
    }
  }
  for (const name of legacyRows(table, 'serverToClient'))
    for (const given of [legacyOf('serverToClient', name), ...wrongOfOld]) io.of(contract.path).emit(name, given)
  await settled(one.socket, old)
  await settled(one.socket, old)
  one.close()
  return { seen, outbound, thrown, lines }
}

describe.each([true, false])('with an observer at the server: %s', (isObserved) => {
  test.each(entries.map((entry) => [entry.contract.path, entry] as const))(
    'no marked field, token or room id of %s is in what is observed, written or answered',
    async (_, entry) => {
      planted = 0
      const { seen, outbound, thrown, lines } = await put(entry, isObserved)
      for (const one of seen) expect(written(one)).not.toContain(canary)
      for (const said of [...outbound.map((each) => JSON.stringify(each)), ...thrown, ...lines]) {
        expect(said).not.toContain(canary)
        expect(said).not.toMatch(/lodger-/)
      }
      for (const one of seen) {
        // a room's name shows the ids that no event marks
        if ('room' in one) expect(redactRoom(entry.contract, one.room)).toBe(one.room)
        else if (!('payload' in one)) expect(written(one)).not.toMatch(/lodger-/)
      }
      const kinds = new Set(seen.map(({ kind }) => kind))
      expect([...kinds]).toEqual(
        expect.arrayContaining(['refused', 'received', 'connection-failed', 'connection-made']),
      )
      expect(outbound.length).toBeGreaterThan(5)
      expect(thrown.length).toBeGreaterThan(5)
      if (isObserved) expect(lines).toEqual([])
      expect(planted).toBeGreaterThan(3)
      const codes = seen.flatMap((one) => ('error' in one ? [one.error.code] : []))
      const answered = outbound.map((each) => JSON.stringify(each)).join()
      const hasReply = Object.values(entry.contract.clientToServer).some(({ reply }: EventContract) => reply)
      const told = ['PAYLOAD_INVALID', 'HANDLER_FAILED', ...(hasReply ? ['REPLY_INVALID'] : [])]
      for (const code of told) expect(isObserved ? codes.join() : answered).toContain(code)
      if (!isObserved) expect(lines.join()).toContain("the server's own code threw Error")
    },
  )
})
