import { Emitter } from '@socket.io/redis-emitter'
import { describe, expect, test, vi } from 'vitest'
import { event, namespace, PayloadError, RoomNameError, room } from '../../src/index.js'
import { chatRoom, orderRoom, patientPharmacy, patientPharmacyAliases } from '../../src/patient-pharmacy.js'
import { emitterOf, type Observation } from '../../src/server/index.js'
import { isVersionRoom } from '../../src/server/rooms/version-room.js'
import { shop as shopOfToday, shopPast, shopRoom } from '../ends/versioned-shop.js'

/** Is one packet, as the servers behind Redis would read it. */
interface Published {
  readonly path: string
  readonly data: readonly unknown[]
  readonly rooms: readonly string[]
  /** Whom it does not reach, save those the contract did not let in and those who speak another version. */
  readonly except: readonly string[]
  readonly barred: readonly string[]
  readonly versions: readonly string[]
  readonly volatile: boolean
}

/** Makes an emitter whose messages are written down in place of sent. */
function recording(): { emitter: Emitter; published: Published[] } {
  const published: Published[] = []
  const redis = {
    publish(channel: string, message: string) {
      const [, { nsp, data }, { rooms, except, flags }] = JSON.parse(message)
      expect(channel.startsWith(`socket.io#${nsp}#`)).toBe(true)
      const isBarred = (name: string): boolean => name.startsWith('barred ')
      published.push({
        path: nsp,
        data,
        rooms,
        except: except.filter((name: string) => !isBarred(name) && !isVersionRoom(name)),
        barred: except.filter(isBarred),
        versions: except.filter(isVersionRoom),
        volatile: flags.volatile === true,
      })
    },
  }
  return { emitter: new Emitter(redis, { parser: { encode: JSON.stringify } }), published }
}

const updated = { id: 'o1', status: 'CONFIRMED', updatedAt: '2024-12-20T10:35:00Z' } as const
const plain = { except: [], barred: expect.anything(), versions: expect.anything(), volatile: false }
const spellings = ['chat:r1', 'room:r1']

test('a fact leaves on both paths, and under its names of old for those on the legacy path who declared nothing', () => {
  const { emitter, published } = recording()
  const pharmacy = emitterOf(emitter, patientPharmacy, { aliases: patientPharmacyAliases, legacy: true })
  pharmacy.to(chatRoom('r1')).emit('order:updated', { ...updated, token: 'secret' } as never)
  expect(published).toEqual([
    { ...plain, path: '/patient-pharmacy', data: ['order:updated', updated], rooms: ['chat:r1'] },
    { ...plain, path: '/', data: ['order:updated', updated], rooms: spellings },
    {
      ...plain,
      path: '/',
      data: ['order:status-updated', updated],
      rooms: spellings,
      except: spellings.map((name) => `declared /patient-pharmacy ${name}`),
    },
  ])
})

test("a fact leaves on the contract's own path only where nothing of old is asked for", () => {
  const { emitter, published } = recording()
  const pharmacy = emitterOf(emitter, patientPharmacy)
  pharmacy.to(orderRoom('o1')).emit('order:updated', updated)
  expect(published).toEqual([
    { ...plain, path: '/patient-pharmacy', data: ['order:updated', updated], rooms: ['order:o1'] },
  ])
})

test('a fact leaves in each shape that earlier versions have for it, past those who speak another one', () => {
  const { emitter, published } = recording()
  const sender = emitterOf(emitter, shopOfToday, { past: shopPast })
  sender.to(shopRoom('s1')).emit('order:placed', { id: 'o1' })
  sender.to(shopRoom('s1')).emit('tip:left', { id: 't1' })
  const fact = { ...plain, path: '/shop', rooms: ['shop:s1'] }
  const speaks = (...versions: number[]): string[] => versions.map((version) => `speaks ${version} /shop`)
  expect(published).toEqual([
    { ...fact, data: ['order:placed', { id: 'o1' }], versions: ['above 3 /shop', ...speaks(1, 2)] },
    { ...fact, data: ['order:new', { nr: 'o1' }], versions: ['above 3 /shop', ...speaks(0, 3, 2)] },
    { ...fact, data: ['order:made', { id: 'o1' }], versions: ['above 3 /shop', ...speaks(0, 3, 1)] },
    { ...fact, data: ['tip:left', { id: 't1' }], versions: ['above 3 /shop', ...speaks(1)] },
  ])
})

test('a fact to several rooms leaves once for whom none of them bars, and once for the others by the rooms they hear', () => {
  const { emitter, published } = recording()
  emitterOf(emitter, patientPharmacy)
    .to([orderRoom('o1'), orderRoom('o2')])
    .emit('order:updated', updated)
  const divided = ['order:o1', 'order:o2'].map((name) => `divided /patient-pharmacy ${name}`)
  const fact = { ...plain, path: '/patient-pharmacy', data: ['order:updated', updated] }
  expect(published).toEqual([
    { ...fact, rooms: divided },
    { ...fact, rooms: ['order:o1', 'order:o2'], except: divided },
  ])
})

test('a fact leaves for nobody whom the contract did not let in, on each path', () => {
  const { emitter, published } = recording()
  const pharmacy = emitterOf(emitter, patientPharmacy, { aliases: patientPharmacyAliases, legacy: true })
  pharmacy.to(chatRoom('r1')).emit('order:updated', updated)
  expect(published.map(({ barred }) => barred)).toEqual(
    Array(3).fill(spellings.map((name) => `barred /patient-pharmacy ${name}`)),
  )
})

test('what may be lost leaves as such on each path', () => {
  const { emitter, published } = recording()
  const typing = { roomId: 'r1', userId: 'u1', isTyping: true }
  emitterOf(emitter, patientPharmacy, { legacy: true }).to(chatRoom('r1')).emit('chat:typing', typing)
  expect(published.map(({ path, data, volatile }) => ({ path, data, volatile }))).toEqual(
    ['/patient-pharmacy', '/'].map((path) => ({ path, data: ['chat:typing', typing], volatile: true })),
  )
})

const order = patientPharmacy.serverToClient['order:updated']

test('nothing leaves where a payload does not fit, a room is not of the event, or there is no room', () => {
  const { emitter, published } = recording()
  const pharmacy = emitterOf(emitter, patientPharmacy, { aliases: patientPharmacyAliases, legacy: true })
  expect(() => pharmacy.to(chatRoom('r1')).emit('order:updated', { id: 'o1' } as never)).toThrow(PayloadError)
  expect(() => pharmacy.to('lobby:l1' as 'chat:l1').emit('order:updated', updated)).toThrow(RoomNameError)
  pharmacy.to<'chat:r1'>([]).emit('order:updated', updated)
  expect(published).toEqual([])
})

test('an observer is told of what leaves, and of what does not fit where that is only reported', () => {
  const { emitter, published } = recording()
  const seen: Observation[] = []
  const pharmacy = emitterOf(emitter, patientPharmacy, {
    validate: 'report',
    observe: (noticed) => {
      seen.push(noticed)
      throw new Error('an observer of bad manners')
    },
  })
  pharmacy.to(chatRoom('r1')).emit('order:updated', updated)
  pharmacy.to(chatRoom('r1')).emit('order:updated', { id: 'o1' } as never)
  expect(published.map(({ data }) => data[1])).toEqual([updated, { id: 'o1' }])
  const place = { namespace: '/patient-pharmacy', path: '/patient-pharmacy', event: order.name }
  expect(seen).toMatchObject([
    { kind: 'sent', ...place },
    { kind: 'refused', ...place, error: { code: 'PAYLOAD_INVALID' } },
    { kind: 'sent', ...place },
  ])
})

describe('contracts with events to everybody', () => {
  const hall = room('hall:{hallId}')
  const shop = namespace('/shop', {
    legacyPath: { path: '/old', without: ['moved'] },
    rooms: [hall],
    serverToClient: { opened: event({}), moved: event({}), lit: event({ to: [hall] }) },
    clientToServer: {},
  })
  let isOpen = true
  const aliases = {
    serverToClient: {
      SHOP_OPENED: 'opened',
      SHOP_OPEN_TODAY: { of: 'opened', when: () => isOpen },
      SHOP_HEARD: { of: 'opened', emit: false },
      SHOP_MOVED: 'moved',
    },
    clientToServer: {},
  } as never

  test('an event to everybody leaves to no room, and past all who declared the contract under a name of old that fits it', () => {
    const { emitter, published } = recording()
    const sender = emitterOf(emitter, shop, { aliases, legacy: true })
    const old = { ...plain, path: '/old', rooms: [] }
    const canonical = [
      { ...plain, path: '/shop', data: ['opened'], rooms: [] },
      { ...old, data: ['opened'] },
    ]
    isOpen = true
    sender.emit('opened')
    expect(published.splice(0)).toEqual([
      ...canonical,
      { ...old, data: ['SHOP_OPENED'], except: ['declared /shop'] },
      { ...old, data: ['SHOP_OPEN_TODAY'], except: ['declared /shop'] },
    ])
    isOpen = false
    sender.emit('opened')
    expect(published).toEqual([...canonical, { ...old, data: ['SHOP_OPENED'], except: ['declared /shop'] }])
  })

  test("an event to everybody that another contract owns on the legacy path leaves on the contract's own only", () => {
    const { emitter, published } = recording()
    emitterOf(emitter, shop, { aliases, legacy: true }).emit('moved')
    expect(published).toEqual([{ ...plain, path: '/shop', data: ['moved'], rooms: [] }])
  })

  test('an event to everybody leaves for no room, and one of a room not for everybody', () => {
    const { emitter, published } = recording()
    const sender = emitterOf(emitter, shop)
    expect(() => sender.to(hall('h1')).emit('opened' as never)).toThrow('/shop opened is addressed to no room')
    expect(() => sender.emit('lit' as never)).toThrow('/shop lit is not addressed to everybody')
    sender.to(hall('h1')).emit('lit')
    expect(published).toEqual([{ ...plain, path: '/shop', data: ['lit'], rooms: ['hall:h1'] }])
  })
})

test('a contract whose legacy path is its own sends each name there once', () => {
  const { emitter, published } = recording()
  const shop = namespace('/shop', {
    legacyPath: '/shop',
    serverToClient: { opened: event({}) },
    clientToServer: {},
  })
  const aliases = { serverToClient: { SHOP_OPENED: 'opened' }, clientToServer: {} } as never
  emitterOf(emitter, shop, { aliases, legacy: true }).emit('opened')
  expect(published.map(({ path, data }) => [path, ...data])).toEqual([
    ['/shop', 'opened'],
    ['/shop', 'SHOP_OPENED'],
  ])
})

test('what could not be published is observed as failed, by its path and canonical name, and its rejection ends nothing', async () => {
  const seen: Observation[] = []
  const cause = new Error('no connection')
  const emitter = new Emitter({ publish: () => Promise.reject(cause) })
  const pharmacy = emitterOf(emitter, patientPharmacy, {
    aliases: patientPharmacyAliases,
    legacy: true,
    observe: (observation) => void seen.push(observation),
  })
  pharmacy.to(chatRoom('r1')).emit('order:updated', updated)
  const failures = () => seen.filter(({ kind }) => kind === 'failed')
  await expect.poll(() => failures().length).toBe(3)
  const failure = { kind: 'failed', namespace: '/patient-pharmacy', part: 'adapter', event: 'order:updated', cause }
  expect(failures()).toEqual(['/patient-pharmacy', '/', '/'].map((path) => ({ ...failure, path })))
})

test('where nobody observes, what could not be published is told on the console, once and without a value', async () => {
  const written = vi.spyOn(console, 'error').mockImplementation(() => {})
  const emitter = new Emitter({ publish: () => Promise.reject(new TypeError('secret value')) })
  const pharmacy = emitterOf(emitter, patientPharmacy)
  for (const id of ['o1', 'o2']) pharmacy.to(chatRoom('r1')).emit('order:updated', { ...updated, id })
  await expect.poll(() => written.mock.calls.length).toBeGreaterThan(0)
  await new Promise((resolve) => setImmediate(resolve))
  expect(written.mock.calls).toHaveLength(1)
  expect(String(written.mock.calls[0])).toContain('/patient-pharmacy order:updated: adapter failed with TypeError')
  expect(String(written.mock.calls[0])).not.toContain('secret value')
  written.mockRestore()
})
