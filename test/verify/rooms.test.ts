import { expect, test } from 'vitest'
import * as z from 'zod/mini'
import { checkRooms } from '../../src/cli/verify/checks/rooms.js'
import { event } from '../../src/contract/event/event.js'
import { defineNamespace } from '../../src/contract/namespace.js'
import { inn, refused, type Script, scriptedContext, seenIn } from './scripted-context.js'

const kinds = ['rooms.join', 'rooms.name', 'rooms.forbidden', 'rooms.leave']
const judged = async (script: Script, ...args: string[]): Promise<string[]> => {
  const context = scriptedContext({ ...script, args: ['--token', 'x', '--room', 'table:1', ...args] })
  await checkRooms(context)
  return seenIn(context, ...kinds)
}
const host = (_: string, payload: unknown) => {
  const { room } = Object(payload)
  return room === 'table:1' ? { room } : refused('FORBIDDEN')
}

test('who opens the rooms of a user and no others passes', async () => {
  expect(await judged({ answer: host })).toEqual([
    'rooms.join[table:sit] pass',
    'rooms.name[table:sit] pass',
    'rooms.name[table:rise] pass',
    'rooms.forbidden[table:sit] pass',
    'rooms.leave[table:rise] pass',
  ])
})

test.each([
  ['silent', 'it was not answered within 5000 ms'],
  [{ at: 'table' }, "the answer is neither the contract's reply nor a refusal"],
])('entering and leaving that %j answers fails', async (answer, words) => {
  const seen = await judged({ answer: () => answer })
  expect(seen).toEqual([
    expect.stringContaining(`rooms.join[table:sit] fail: table:1 on /inn: ${words}`),
    expect.stringContaining(`rooms.forbidden[table:sit] fail: table:canon-verify-marker on /inn: ${words}`),
    expect.stringContaining(`rooms.leave[table:rise] fail: table:1 on /inn: ${words}`),
  ])
})

test('a reply that names the room in another spelling fails, and one that lists it passes', async () => {
  expect(await judged({ answer: () => ({ room: 'table_1' }) })).toContain(
    'rooms.name[table:sit] fail: table:1 on /inn: the reply does not name table:1 in that spelling; table:1 on /: the reply does not name table:1 in that spelling',
  )
  expect(await judged({ answer: () => ({ room: '', channels: ['table:1'] }) })).toContain('rooms.name[table:sit] pass')
})

test('a room of strangers that is opened fails, unless everybody may enter that family', async () => {
  const answer = (_: string, payload: unknown) => ({ room: Object(payload).room })
  expect(await judged({ answer })).toContain(
    'rooms.forbidden[table:sit] fail: table:canon-verify-marker on /inn: it was granted; table:canon-verify-marker on /: it was granted',
  )
  expect((await judged({ answer }, '--open', 'table:{tableId}')).join()).not.toContain('rooms.forbidden')
})

test('an outsider who is let into a room of others is told of, and one who is not let in asks for none', async () => {
  const answer = (_: string, payload: unknown) =>
    Object(payload).room === 'table:1' ? { room: 'table:1' } : refused('FORBIDDEN')
  const away = { kind: 'refused', message: 'no', data: undefined } as const
  const leaky = await judged({ answer }, '--outsider-token', 'y')
  expect(leaky).toContain(
    'rooms.forbidden[table:sit] fail: table:1 on /inn: it was granted; table:1 on /: it was granted',
  )
  const tight = await judged(
    { answer, admit: (_, { auth }) => (auth?.['token'] === 'y' ? away : 'in') },
    '--outsider-token',
    'y',
  )
  expect(tight).toContain('rooms.forbidden[table:sit] pass')
})

test('an event whose payload holds more than the room, and that has no example, is not held against the server', async () => {
  const sit = event({
    payload: z.object({ room: z.string(), guest: z.string() }),
    reply: z.object({ room: z.string() }),
    joins: inn.rooms,
  })
  const { clientToServer } = defineNamespace('/inn', {
    rooms: inn.rooms,
    serverToClient: {},
    clientToServer: { 'table:sit': sit },
  })
  const answer = () => refused('PAYLOAD_INVALID')
  const lacks = 'not tested: its payload holds more than the room: it needs an `example` in the contract'
  expect(await judged({ answer, model: { joins: [clientToServer['table:sit']], leaves: [] } })).toEqual([
    `rooms.join[table:sit] ${lacks}`,
    `rooms.forbidden[table:sit] ${lacks}`,
  ])
})

test('R9: what is taken from within a room only is sent from outside it, and what may change data where that is allowed', async () => {
  const { clientToServer } = defineNamespace('/inn', {
    rooms: inn.rooms,
    serverToClient: {},
    clientToServer: {
      'table:wave': event({ payload: z.object({ tableId: z.string() }), within: inn.rooms, volatile: true }),
      'table:order': event({
        payload: z.object({ tableId: z.string() }),
        reply: z.object({ id: z.string() }),
        within: inn.rooms,
      }),
    },
  })
  const [wave, order] = [clientToServer['table:wave'], clientToServer['table:order']]
  const model = { joins: [], leaves: [], relays: [{ up: wave, down: wave }], requests: [order] }
  const sent: unknown[] = []
  const taken = async (answer: unknown, ...args: string[]): Promise<string[]> => {
    const context = scriptedContext({
      model,
      args: ['--token', 'x', ...args],
      answer: (name, payload) => {
        sent.push([name, payload])
        return answer
      },
    })
    await checkRooms(context)
    return seenIn(context, 'rooms.within')
  }
  const where = (words: string): string =>
    `table:canon-verify-marker on /inn: ${words}; table:canon-verify-marker on /: ${words}`
  expect(await taken({ id: 'o1' })).toEqual([`rooms.within[table:wave] fail: ${where('it was granted')}`])
  expect(sent).toEqual(Array(2).fill(['table:wave', { tableId: 'canon-verify-marker' }]))
  expect(await taken({ id: 'o1' }, '--allow-writes')).toContain(
    `rooms.within[table:order] fail: ${where('it was granted')}`,
  )
  expect(await taken(refused('ROOM_FORBIDDEN'), '--allow-writes')).toEqual([
    'rooms.within[table:wave] pass',
    'rooms.within[table:order] pass',
  ])
  expect(await taken('silent', '--allow-writes')).toEqual([
    `rooms.within[table:wave] not tested: ${where('it was not answered, which tells nothing of an event without a reply')}`,
    `rooms.within[table:order] fail: ${where('it was not answered within 5000 ms')}`,
  ])
})
