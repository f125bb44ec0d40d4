import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { io, type Socket } from 'socket.io-client'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type { ZodMiniType } from 'zod/mini'
import {
  type AppointmentsClientToServerEvents,
  type AppointmentsServerToClientEvents,
  appointments,
  appointmentsAliases,
  type ScheduleUpdated,
  type ScheduleUpdateInput,
} from '../../src/appointments.js'
import { connect } from '../../src/client/index.js'
import { isPayload, isReply, parsePayload } from '../../src/guards/index.js'
import type { Refusal } from '../../src/index.js'
import { drawn, seeded } from '../schema-value.js'
import { mutated } from './mutation.js'

type Client = Socket<AppointmentsServerToClientEvents, AppointmentsClientToServerEvents>

const { schedule_update } = appointments.clientToServer
const { pending_count, schedule_updated } = appointments.serverToClient
const schedule = schedule_update.example as ScheduleUpdateInput
const release = JSON.parse(readFileSync('contract.json', 'utf8'))
let python: ChildProcess
let port: number
const clients: Client[] = []
// who declares the contract is held to it; of old clients more is read
const declared = { token: 'staff', contract: { package: '0.0.0', versions: { '/appointments': [1] } } }

beforeAll(async () => {
  const args = ['examples/python/appointments.py', '--schemas', 'schemas', '--for-seconds', '300']
  python = spawn('/usr/bin/python3', args, { stdio: ['ignore', 'pipe', 'inherit'] })
  const [line] = await once(createInterface({ input: python.stdout as NonNullable<typeof python.stdout> }), 'line')
  port = JSON.parse(line).port
})
afterEach(() => {
  for (const client of clients.splice(0)) client.disconnect()
})
afterAll(async () => {
  const ended = once(python, 'exit')
  python.kill()
  await ended
})

function client(auth: object): Client {
  const made: Client = io(`http://127.0.0.1:${port}/appointments`, { auth, forceNew: true, reconnection: false })
  clients.push(made)
  return made
}

/** Waits for the next event of a name. */
const next = (socket: Client, name: string): Promise<unknown> =>
  new Promise((resolve) => (socket as Socket).once(name, resolve))

test('a server in another language greets a client of the staff with what the contract says', async () => {
  const staff = client(declared)
  const [welcome, count] = await Promise.all([next(staff, 'contract:welcome'), next(staff, 'pending_count')])
  expect(welcome).toEqual({ contract: '/appointments', version: 1, digest: release.namespaces['/appointments'].digest })
  expect(parsePayload(pending_count, count)).toEqual({ count: 0 })
  const { at } = (await staff.emitWithAck('contract:ping')) as { at: number }
  expect(Math.abs(Date.now() - at)).toBeLessThan(60_000)
})

test.each([
  ['AUTH_MISSING', {}],
  ['AUTH_INVALID', { token: 'somebody' }],
  ['CONTRACT_UNSUPPORTED', { token: 'staff', contract: { package: '9.0.0', versions: { '/appointments': [9] } } }],
  ['CONTRACT_MALFORMED', { token: 'staff', contract: { versions: 'all' } }],
])('it refuses a connection with %s', async (code, auth) => {
  const error = (await next(client(auth), 'connect_error')) as Error & { data: Refusal }
  expect(error.data.error).toMatchObject({ code, retryable: false })
  expect(error.message.startsWith('Authentication')).toBe(code.startsWith('AUTH_'))
})

test('it shows a schedule to everybody, without what the contract does not declare', async () => {
  const [asker, other] = [client({ token: 'staff' }), client({ token: 'staff' })]
  await Promise.all([next(asker, 'pending_count'), next(other, 'pending_count')])
  const shown = next(other, 'schedule_updated')
  const [booked] = schedule.appointments
  const leaking = { ...schedule, appointments: [{ ...booked, customer: { ...booked?.customer, token: 'access' } }] }
  const reply: unknown = await asker.emitWithAck('schedule_update', leaking as ScheduleUpdateInput)
  expect(isReply(schedule_update, reply)).toBe(true)
  const received = (await shown) as ScheduleUpdated
  expect(isPayload(schedule_updated, received)).toBe(true)
  expect(received).toEqual(schedule)
})

test('it shows a schedule to a client of this package, and under no old name', async () => {
  const socket = io(`http://127.0.0.1:${port}/appointments`, { auth: { token: 'staff' }, forceNew: true })
  const heard: string[] = []
  socket.onAny((name: string) => heard.push(name))
  const bound = connect(socket, appointments, { aliases: appointmentsAliases, legacy: true })
  const shown = new Promise((resolve) => bound.on('schedule_updated', resolve))
  // of no day, which the old name is sent for
  const { appointments: rows } = schedule
  expect(await bound.request('schedule_update', { appointments: rows })).toEqual({ accepted: true })
  expect(await shown).toEqual({ appointments: rows })
  expect(heard).toEqual(['contract:welcome', 'pending_count', 'schedule_updated'])
  bound.close()
})

test('it reads what an old client sends as a database writes it, and holds others to the contract', async () => {
  const [old, today] = [client({ token: 'staff' }), client(declared)]
  await Promise.all([next(old, 'pending_count'), next(today, 'pending_count')])
  const [booked] = schedule.appointments
  const row = { ...booked, customer: { ...booked?.customer, id: 7 }, vehicle: { ...booked?.vehicle, vin: null } }
  const rows = { appointments: [row] } as unknown as ScheduleUpdateInput
  const told = next(today, 'schedule_updated') as Promise<ScheduleUpdated>
  expect(await old.emitWithAck('schedule_update', rows)).toEqual({ accepted: true })
  expect((await told).appointments[0]).toMatchObject({ customer: { id: '7' } })
  expect((await told).appointments[0]?.vehicle).not.toHaveProperty('vin')
  expect(await today.emitWithAck('schedule_update', rows)).toMatchObject({ error: { code: 'PAYLOAD_INVALID' } })
})

test('it refuses what the guards refuse, and nothing else', async () => {
  const staff = client(declared)
  await next(staff, 'pending_count')
  const random = seeded(5)
  const counts = { taken: 0, refused: 0 }
  for (let round = 0; round < 600; round++) {
    const fitting = drawn(schedule_update.payload as unknown as ZodMiniType, random)
    const made = round % 3 === 0 ? fitting : mutated(fitting, random)
    const sent: unknown = made === undefined ? null : JSON.parse(JSON.stringify(made))
    if (JSON.stringify(sent).includes('__proto__')) continue
    const reply: unknown = await staff.emitWithAck('schedule_update', sent as ScheduleUpdateInput)
    const isTaken = isPayload(schedule_update, sent)
    counts[isTaken ? 'taken' : 'refused']++
    if (isTaken) expect(reply).toEqual({ accepted: true })
    else expect(reply, JSON.stringify(sent)).toMatchObject({ error: { code: 'PAYLOAD_INVALID' } })
  }
  console.info(`python-socketio: ${counts.taken} schedules taken, ${counts.refused} refused`)
  expect(Math.min(counts.taken, counts.refused)).toBeGreaterThan(100)
})

test('it says where a payload does not fit, and not what it held', async () => {
  const staff = client({ token: 'staff' })
  await next(staff, 'pending_count')
  const bad = { date: 'the eve of Christmas', appointments: [] } as ScheduleUpdateInput
  const { error } = (await staff.emitWithAck('schedule_update', bad)) as unknown as Refusal
  expect(error).toEqual({
    code: 'PAYLOAD_INVALID',
    message: 'schedule_update does not fit',
    retryable: false,
    issues: [{ path: ['date'], expected: expect.any(String) }],
  })
  expect(JSON.stringify(error)).not.toContain('Christmas')
})

test('it knows no event that the contract does not have', async () => {
  const staff = client({ token: 'staff' }) as Socket
  await next(staff as Client, 'pending_count')
  expect(await staff.emitWithAck('pending_count', { count: 1 })).toMatchObject({ error: { code: 'EVENT_UNKNOWN' } })
})
