import { io, type Socket } from 'socket.io-client'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { connect } from '../../src/client/index.js'
import { patientPharmacy } from '../../src/patient-pharmacy.js'
import { afterwards } from '../ends/afterwards.js'
import { buildProgram, type Node, startNodes } from './nodes.js'
import { type Postgres, startPostgres } from './postgres.js'
import { type Redis, startRedis } from './redis.js'

let redis: Redis
let postgres: Postgres

beforeAll(async () => {
  await buildProgram()
  redis = await startRedis()
  postgres = await startPostgres()
})
afterAll(async () => {
  await redis.close()
  await postgres.close()
})

const adapters = ['redis', 'streams', 'cluster', 'postgres'] as const

async function nodesOf(kind: (typeof adapters)[number]): Promise<[Node, Node]> {
  const nodes = await startNodes(kind, kind === 'postgres' ? postgres.url : redis.port)
  afterwards(() => Promise.all(nodes.map((node) => node.kill('SIGKILL'))))
  return nodes as [Node, Node]
}

function socketTo({ port }: Node, path: string, auth: object): Socket {
  const socket = io(`http://127.0.0.1:${port}${path}`, {
    transports: ['websocket'],
    forceNew: true,
    reconnectionDelay: 20,
    reconnectionDelayMax: 100,
    auth,
  })
  afterwards(() => socket.disconnect())
  return socket
}

/** Connects as a client that knows nothing of the package, and joins the chat. */
async function raw(node: Node, path: string, token: string): Promise<Socket> {
  const socket = socketTo(node, path, { token })
  await new Promise<void>((resolve, reject) => socket.once('connect', resolve).once('connect_error', reject))
  const reply = await socket.emitWithAck('chat:join', { roomId: 'r1' })
  if (reply.error && token !== 'outsider') throw new Error(reply.error.code)
  return socket
}

/** Asks again until that is what a process says. */
const says = (node: Node, members: readonly string[]) =>
  expect.poll(() => node.members('chat:r1'), { timeout: 15_000, interval: 50 }).toEqual(members)

describe.each(adapters)('behind the %s adapter', (kind) => {
  test('two processes say the same of who is in a room, right after joins, leaves, losses and expiry', async () => {
    const [one, two] = await nodesOf(kind)
    // an adapter that is young may not know of the other process at once
    const both = async (...members: string[]): Promise<void> => {
      for (const node of [one, two]) expect(await node.members('chat:r1')).toEqual(members)
    }
    const first = await raw(one, '/patient-pharmacy', 'u1')
    await Promise.all([one, two].map((node) => says(node, ['u1 1'])))
    const ours = socketTo(two, '/patient-pharmacy', { token: 'u1' })
    const client = connect(ours, patientPharmacy)
    const chat = client.join('chat:r1')
    await chat.joined
    await both('u1 2')
    await raw(two, '/', 'u2')
    await raw(one, '/patient-pharmacy', 'outsider')
    await both('u1 2', 'u2 1')
    chat.leave()
    await says(two, ['u1 1', 'u2 1'])
    await both('u1 1', 'u2 1')
    first.disconnect()
    await says(one, ['u2 1'])
    await both('u2 1')
    const expired = await raw(two, '/patient-pharmacy', 'short1500')
    await both('short1500 1', 'u2 1')
    await new Promise((resolve) => expired.once('contract:refused', resolve))
    await both('u2 1')
    // their names of old are the same room
    expect(await two.members('room:r1')).toEqual(['u2 1'])
    expect(await two.members('lobby')).toEqual(['ROOM_INVALID'])
  })
})

// the workers of one primary end with it
describe.each(['redis', 'streams', 'postgres'] as const)('behind the %s adapter', (kind) => {
  test('a process that is killed leaves nobody behind, and until that is certain nobody is said to be gone', async () => {
    const [one, two] = await nodesOf(kind)
    await raw(one, '/patient-pharmacy', 'stays')
    const dies = await raw(two, '/patient-pharmacy', 'dies')
    dies.io.reconnection(false)
    await Promise.all([one, two].map((node) => says(node, ['dies 1', 'stays 1'])))
    await two.kill('SIGKILL')
    const answers: string[][] = []
    const began = performance.now()
    do answers.push(await one.members('chat:r1'))
    while (answers.at(-1)?.[0] === 'MEMBERS_INCOMPLETE' && performance.now() - began < 30_000)
    console.log(`behind ${kind}: known ${Math.round(performance.now() - began)} ms after the kill`, answers)
    expect(answers.pop()).toEqual(['stays 1'])
    for (const each of answers) expect(each).toEqual(['MEMBERS_INCOMPLETE'])
  })
})

test('behind Redis Streams who comes back to another process is a member there, once', async () => {
  const [one, two] = await nodesOf('streams')
  const socket = await raw(one, '/patient-pharmacy', 'u1')
  await Promise.all([one, two].map((node) => says(node, ['u1 1'])))
  const heard = new Promise((resolve) => socket.once('order:updated', resolve))
  await two.emit('order:updated', 'o1')
  await heard
  ;(socket.io as unknown as { uri: string }).uri = `http://127.0.0.1:${two.port}/patient-pharmacy`
  const back = new Promise((resolve) => socket.once('connect', () => resolve(undefined)))
  socket.io.engine.close()
  await back
  expect(socket.recovered).toBe(true)
  await socket.emitWithAck('contract:ping')
  for (const node of [one, two]) expect(await node.members('chat:r1')).toEqual(['u1 1'])
})

test('a store that hangs makes nobody wait for ever, and nobody a ghost', async () => {
  const own = await startRedis()
  afterwards(() => own.close())
  const nodes = await startNodes('redis', own.port)
  afterwards(() => Promise.all(nodes.map((node) => node.kill('SIGKILL'))))
  const [one] = nodes as [Node]
  await raw(one, '/patient-pharmacy', 'u1')
  await says(one, ['u1 1'])
  own.pause()
  afterwards(() => own.kill())
  expect(await one.members('chat:r1')).toEqual(['MEMBERS_INCOMPLETE'])
})
