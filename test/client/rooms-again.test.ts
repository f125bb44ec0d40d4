import { afterEach, describe, expect, test, vi } from 'vitest'
import { connect, handover } from '../../src/client/index.js'
import type { Observation } from '../../src/contract/observation.js'
import { patientPharmacy, pharmacyRoom } from '../../src/patient-pharmacy.js'
import { fakeClock } from '../../src/testing/index.js'
import { plainServer } from '../ends/server.js'
import { socketTo } from '../ends/sockets.js'
import { gathering, until } from '../ends/waiting.js'

const path = '/patient-pharmacy'
const room = pharmacyRoom('p1')
const busy = { code: 'HANDLER_TIMEOUT', message: 'the server took too long to handle this', retryable: true }
const forbidden = { code: 'ROOM_FORBIDDEN', message: 'no', retryable: false }
type Ack = (answer: unknown) => void

/** Serves rooms by hand: each asking is written down with what answers it. */
async function asked(options: object = {}) {
  const { io, url } = await plainServer(options)
  const joins = gathering<{ room: string; ack: Ack }>()
  const leaves = gathering<string>()
  io.of(path).on('connection', (socket) => {
    socket.on('join', ({ room }, ack) => joins.add({ room, ack }))
    socket.on('leave', ({ room }, ack) => {
      leaves.add(room)
      ack({ room })
    })
  })
  const clock = fakeClock()
  const answer = async (count: number, answered: object) => {
    const { ack } = (await joins.have(count))[count - 1] as { ack: Ack }
    ack(answered)
  }
  return { io, url, joins, leaves, clock, answer }
}
/** Writes down what a stay tells. */
function watching(stay: { watch(listener: (isIn: boolean, error?: unknown) => void): unknown }) {
  const told = gathering<unknown>()
  stay.watch((isIn, error) => told.add((error as { code?: string } | undefined)?.code ?? isIn))
  return told
}

describe('rooms that were refused for now', () => {
  const codes: (typeof busy & { retryAfterMs?: number })[] = [
    busy,
    { code: 'RATE_LIMITED', message: 'too often', retryable: true, retryAfterMs: 4000 },
  ]
  test.each(codes)(
    'a room refused with $code is asked for again, less and less often, until the user is in',
    async (error) => {
      const { url, joins, clock, answer } = await asked()
      const client = connect(socketTo(url, path), patientPharmacy, { clock })
      const stay = client.join(room)
      const told = watching(stay)
      await answer(1, { error })
      await expect(stay.joined).rejects.toMatchObject({ code: error.code })
      for (const [count, ms] of [1000, 2000, 4000].entries()) {
        const leastMs = Math.max(ms, error.retryAfterMs ?? 0)
        clock.advance(leastMs - 1)
        expect(joins.all).toHaveLength(count + 1)
        clock.advance(leastMs / 2 + 2)
        // who comes while it is asked for waits for this answer
        const late = client.join(room)
        await answer(count + 2, count === 2 ? { room } : { error })
        await (count === 2 ? late.joined : expect(late.joined).rejects.toMatchObject({ code: error.code }))
      }
      await told.have(3)
      expect(told.all).toEqual([false, error.code, true])
      client.close()
      expect(clock.pending).toBe(0)
    },
  )

  test('a room refused by silence is asked for again', async () => {
    const { url, joins, clock, answer } = await asked()
    const client = connect(socketTo(url, path), patientPharmacy, { clock })
    const stay = client.join(room)
    const told = watching(stay)
    await joins.have(1)
    clock.advance(15_000)
    await expect(stay.joined).rejects.toMatchObject({ code: 'REQUEST_TIMEOUT' })
    clock.advance(1500)
    await answer(2, { room })
    expect(await told.have(3)).toEqual([false, 'REQUEST_TIMEOUT', true])
  })

  test('a room is not asked for again when it is refused for good, or left, or its connection is another', async () => {
    const { io, url, joins, clock, answer } = await asked()
    const client = connect(socketTo(url, path), patientPharmacy, { clock })
    const stay = client.join(room)
    await answer(1, { error: busy })
    await expect(stay.joined).rejects.toThrow()
    clock.advance(1500)
    const other = watching(client.join(room))
    await answer(2, { error: forbidden })
    await other.have(2)
    const left = client.join(pharmacyRoom('left'))
    await answer(3, { error: busy })
    await expect(left.joined).rejects.toThrow()
    const before = clock.pending
    left.leave()
    await null
    expect(clock.pending).toBe(before - 1)
    clock.advance(600_000)
    io.of(path).disconnectSockets()
    await until(client, 'status', 'offline')
    clock.advance(600_000)
    expect(joins.all).toHaveLength(3)
  })

  test('a room refused while away is asked for when the connection is back', async () => {
    const { url, joins, clock, answer } = await asked()
    const client = connect(socketTo(url, path), patientPharmacy, { clock })
    const stay = client.join(room)
    await answer(1, { error: busy })
    await expect(stay.joined).rejects.toThrow()
    client.socket.io.engine.close()
    await until(client, 'status', 'reconnecting')
    clock.advance(1500)
    expect(joins.all).toHaveLength(1)
    await answer(2, { room })
    const told = watching(stay)
    await told.have(told.all.length === 1 && told.all[0] === true ? 1 : 2)
    expect(told.all.at(-1)).toBe(true)
  })
})

test('many rooms are asked for at once after a connection that was not recovered, and one that hangs holds up no other', async () => {
  const { url, joins, clock, answer } = await asked()
  const client = connect(socketTo(url, path), patientPharmacy, { clock })
  const stays = Array.from({ length: 200 }, (_, index) => client.join(pharmacyRoom(`p${index}`)))
  for (const [index, { joined }] of stays.entries()) {
    await answer(index + 1, { room: `pharmacy:p${index}` })
    await joined
  }
  client.socket.io.engine.close()
  await until(client, 'status', 'reconnecting')
  await joins.have(400)
  for (let count = 202; count <= 400; count++) await answer(count, { room: `pharmacy:p${count - 201}` })
  const told = stays.slice(1).map(watching)
  await Promise.all(told.map(async (each) => each.all.at(-1) === true || each.have(2)))
  expect(told.map(({ all }) => all.at(-1))).toEqual(Array(199).fill(true))
})

test('a room that is left while it is asked for is left at once, and again when the server lets the user in later', async () => {
  const { url, leaves, clock, answer, joins } = await asked()
  const seen: string[] = []
  const observe = ({ kind }: Observation) => void (/^(joined|left|denied)$/.test(kind) && seen.push(kind))
  const client = connect(socketTo(url, path), patientPharmacy, { clock, observe })
  const stay = client.join(room)
  await joins.have(1)
  stay.leave()
  await leaves.have(1)
  await answer(1, { room })
  await leaves.have(2)
  expect(seen).toEqual(['left'])
  // who wanted it again meanwhile stays
  const again = client.join(room)
  await joins.have(2)
  again.leave()
  await leaves.have(3)
  const third = client.join(room)
  await answer(2, { room })
  await answer(3, { room })
  await third.joined
  expect(leaves.all).toHaveLength(3)
})

describe('refusals that nobody looks at', () => {
  afterEach(() => vi.restoreAllMocks())
  const makers = { connect, handover }
  const refused = async (maker: keyof typeof makers, options: object = {}) => {
    const { url, joins, clock } = await asked()
    const written = vi.spyOn(console, 'error').mockImplementation(() => {})
    const client = makers[maker](socketTo(url, path), patientPharmacy, { clock, ...options })
    const answered = async (count: number, error: object) => {
      const { ack } = (await joins.have(count))[count - 1] as { ack: Ack }
      ack({ error })
      // what the client heard before the answer to this it has handled
      const last = client.request('join', { room: 'order:last' })
      const asking = (await joins.have(count + 1))[count] as { ack: Ack }
      asking.ack({ room: 'order:last' })
      await last
    }
    return { client, written, answered }
  }

  test.each(['connect', 'handover'] as const)(
    'a refusal of %s is written down once a family and code, without an id',
    async (maker) => {
      const { client, written, answered } = await refused(maker)
      client.join(pharmacyRoom('secret'))
      await answered(1, forbidden)
      client.join(pharmacyRoom('hidden'))
      await answered(3, forbidden)
      client.join(pharmacyRoom('hidden2'))
      await answered(5, busy)
      expect(written.mock.calls).toEqual(
        ['ROOM_FORBIDDEN', 'HANDLER_TIMEOUT'].map((code) => [
          `/patient-pharmacy: pharmacy:{pharmacyId} was not entered: ${code}; \`watch\` it or give \`observe\``,
        ]),
      )
      client.close()
    },
  )

  test.each(['connect', 'handover'] as const)(
    'a refusal of %s is not written down where somebody awaits it, watches it or observes',
    async (maker) => {
      const { client, written, answered } = await refused(maker)
      client.join(pharmacyRoom('a')).joined.catch(() => {})
      await answered(1, forbidden)
      client.join(pharmacyRoom('b')).watch(() => {})
      await answered(3, forbidden)
      const seen: Observation[] = []
      const other = await refused(maker, { observe: (each: Observation) => seen.push(each) })
      other.client.join(pharmacyRoom('c'))
      await other.answered(1, forbidden)
      expect(seen.filter(({ kind }) => kind === 'denied')).toMatchObject([{ reason: 'ROOM_FORBIDDEN' }])
      expect(written).not.toHaveBeenCalled()
    },
  )
})
