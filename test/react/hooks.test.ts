// @vitest-environment jsdom
import { act, createElement as h, type ReactNode, StrictMode } from 'react'
import { createRoot, type Root } from 'react-dom/client'
import { renderToString } from 'react-dom/server'
import { Server } from 'socket.io'
import { io as socketFor } from 'socket.io-client'
import { afterEach, beforeEach, expect, onTestFinished, test, vi } from 'vitest'
import { connect } from '../../src/client/index.js'
import { messaging } from '../../src/messaging.js'
import { patientPharmacy, pharmacyRoom } from '../../src/patient-pharmacy.js'
import { ClientProvider, useConnection, useEvent, useRequest, useRoom } from '../../src/react/index.js'
import { simulation, simulationRoom } from '../../src/simulation.js'
import { fakePair, fixture } from '../../src/testing/index.js'

type Globals = { IS_REACT_ACT_ENVIRONMENT?: boolean }
let root: Root
let box: HTMLElement
const errors = vi.spyOn(console, 'error')

beforeEach(() => {
  ;(globalThis as Globals).IS_REACT_ACT_ENVIRONMENT = true
  box = document.createElement('main')
  root = createRoot(box)
  errors.mockClear()
})
afterEach(async () => {
  await act(async () => root.unmount())
  expect(errors.mock.calls).toEqual([])
})

const show = (node: ReactNode) => act(async () => root.render(h(StrictMode, null, node)))
const shown = (text: string) => act(() => vi.waitFor(() => expect(box.textContent).toBe(text)))

function ends() {
  const server = new Server()
  const pharmacy = server.of('/patient-pharmacy')
  const messages = server.of('/messaging')
  const pair = fakePair(server)
  onTestFinished(() => void server.close())
  const socket = socketFor('http://fake/patient-pharmacy', pair.options)
  const other = socket.io.socket('/messaging', {})
  onTestFinished(() => void socket.disconnect())
  onTestFinished(() => void other.disconnect())
  const clients = [
    [patientPharmacy, () => connect(socket, patientPharmacy)],
    [messaging, () => connect(other, messaging)],
  ] as const
  const isServed = async (namespace: typeof pharmacy) => {
    await act(() => vi.waitFor(() => expect(namespace.sockets.size).toBe(1)))
    return [...namespace.sockets.values()][0] as NonNullable<ReturnType<typeof pharmacy.sockets.get>>
  }
  return { server, pharmacy, messages, pair, socket, other, clients, isServed }
}

test('a handler hears each fact once in StrictMode, and may be another one at every render', async () => {
  const { clients, pharmacy, isServed } = ends()
  const heard: string[] = []
  const Listener = ({ mark }: { mark: string }) => {
    useEvent(patientPharmacy, 'order:new', ({ id }) => heard.push(`${mark} ${id}`))
    return mark
  }
  const page = (mark: string) => show(h(ClientProvider, { clients }, h(Listener, { mark })))
  await page('a')
  await isServed(pharmacy)
  const order = { ...fixture(patientPharmacy.serverToClient['order:new']), id: 'o1' }
  pharmacy.emit('order:new', order)
  await vi.waitFor(() => expect(heard).toEqual(['a o1']))
  await page('b')
  pharmacy.emit('order:new', { ...order, id: 'o2' })
  await vi.waitFor(() => expect(heard).toEqual(['a o1', 'b o2']))
})

test('a request is pending until it is answered, and a refusal is thrown', async () => {
  const { clients, pharmacy } = ends()
  const error = { code: 'ROOM_FORBIDDEN', message: 'no', retryable: false }
  let ask: (room: string) => Promise<unknown> = async () => {}
  const Asker = () => {
    const { send, pending } = useRequest(patientPharmacy, 'join')
    ask = (room) => send({ room })
    return String(pending)
  }
  await show(h(ClientProvider, { clients }, h(Asker)))
  const answers: ((room: object) => void)[] = []
  pharmacy.on('connection', (served) => void served.on('join', (_, ack) => answers.push(ack)))
  // the client is made by the first request
  for (const [place, answer] of [{ room: 'order:1' }, { error }].entries()) {
    const asked = { now: Promise.resolve<unknown>(undefined) }
    await act(async () => {
      asked.now = ask('order:1').catch((refusal) => ({ error: refusal }))
    })
    await shown('true')
    await act(() => vi.waitFor(() => expect(answers).toHaveLength(place + 1)))
    answers[place]?.(answer)
    expect(await act(() => asked.now)).toMatchObject(answer)
    await shown('false')
  }
})

test('a room is entered once in StrictMode, changes with its name and is left at the end', async () => {
  const { clients, pharmacy, isServed } = ends()
  const Stay = ({ room }: { room: string | undefined }) => {
    const { joined, error } = useRoom(patientPharmacy, room as never)
    return `${room}: ${joined} ${(error as { code?: string } | undefined)?.code}`
  }
  const asked: string[] = []
  pharmacy.on('connection', (socket) =>
    socket.onAny((name: string, { room } = { room: '' }, ack: (reply: object) => void = () => {}) => {
      if (name.startsWith('contract:')) return
      asked.push(`${name} ${room}`)
      ack(room === 'order:no' ? { error: { code: 'ROOM_FORBIDDEN', message: 'no', retryable: false } } : { room })
    }),
  )
  const page = (room: string | undefined) => show(h(ClientProvider, { clients }, h(Stay, { room })))
  await page(pharmacyRoom('p1'))
  await isServed(pharmacy)
  await shown('pharmacy:p1: true undefined')
  await page('order:no')
  await shown('order:no: false ROOM_FORBIDDEN')
  await page(undefined)
  await shown('undefined: false undefined')
  expect(asked).toEqual(['join pharmacy:p1', 'join order:no', 'leave pharmacy:p1'])
})

test('who adds nothing to a room leaves alone what another part adds, now and after a lost connection', async () => {
  const { server, pair, socket } = ends()
  const ward = socket.io.socket('/simulation', {})
  onTestFinished(() => void ward.disconnect())
  const asked: object[] = []
  server.of('/simulation').on('connection', (each) =>
    each.on('vitals:subscribe', (payload, ack) => {
      asked.push(payload)
      ack(payload)
    }),
  )
  const clients = [[simulation, () => connect(ward, simulation)]] as const
  const room = simulationRoom('s1')
  const Stay = ({ extra }: { extra?: object | (() => object) }) =>
    `${useRoom(simulation, room, extra).error === undefined} `
  const page = (...extras: object[]) =>
    show(h(ClientProvider, { clients }, ...extras.map((extra, key) => h(Stay, { key, ...extra }))))
  await page({ extra: () => ({ patientId: 'p1' }) }, {})
  await vi.waitFor(() => expect(asked).toHaveLength(1))
  socket.io.reconnectionDelay(1)
  await act(async () => pair.cut())
  await act(() => vi.waitFor(() => expect(asked).toHaveLength(2)))
  await page({}, { extra: { patientId: 'p2' } })
  await act(async () => pair.cut())
  await act(() => vi.waitFor(() => expect(asked).toHaveLength(3)))
  expect(asked).toEqual(['p1', 'p1', 'p2'].map((patientId) => ({ simulationId: 's1', patientId })))
  await shown('true true ')
})

test('what is known of a connection is rendered as it changes', async () => {
  const { clients, pharmacy, pair, isServed, socket } = ends()
  const Sign = () => {
    const { status, quality } = useConnection(patientPharmacy)
    return `${status} ${quality}`
  }
  await show(h(ClientProvider, { clients }, h(Sign)))
  await isServed(pharmacy)
  await shown('connected undefined')
  await act(async () => {
    pair.block(true)
    pair.cut()
  })
  await shown('reconnecting offline')
  socket.io.reconnectionDelay(1)
  pair.block(false)
  await shown('connected undefined')
})

test('the version that both ends agreed on is rendered when the server has greeted', async () => {
  const { clients, pharmacy, isServed } = ends()
  const Sign = () => `version ${useConnection(patientPharmacy).version}`
  await show(h(ClientProvider, { clients }, h(Sign)))
  const served = await isServed(pharmacy)
  await shown('version undefined')
  served.emit('contract:welcome', { contract: patientPharmacy.path, version: 7, digest: '' })
  await shown('version 7')
})

test('a part that remounts twenty times never disturbs another namespace on the same Manager', async () => {
  const { clients, pharmacy, messages, isServed, other, socket } = ends()
  const lost: string[] = []
  const heard: string[] = []
  let turn = 0
  const Watcher = () => {
    useEvent(messaging, 'message:read', ({ messageId }) => heard.push(messageId))
    return null
  }
  const Listener = () => {
    useEvent(patientPharmacy, 'chat:typing', () => heard.push(`typing ${turn}`))
    return null
  }
  const [mine, theirs] = [clients.slice(0, 1), clients.slice(1)]
  const page = (key: number) =>
    show([
      h(ClientProvider, { clients: theirs, key: 'other' }, h(Watcher)),
      h(ClientProvider, { clients: mine, key }, h(Listener)),
    ])
  await page(turn)
  await isServed(pharmacy)
  const { id } = await isServed(messages)
  other.on('disconnect', (reason) => lost.push(reason))
  socket.io.on('close', (reason) => lost.push(reason))
  for (turn = 1; turn <= 20; turn++) {
    await page(turn)
    messages.emit('message:read', { ...fixture(messaging.serverToClient['message:read']), messageId: `m${turn}` })
    await vi.waitFor(() => expect(heard.filter((each) => each.startsWith('m'))).toHaveLength(turn))
    await isServed(pharmacy)
    pharmacy.emit('chat:typing', { roomId: 'r', userId: 'u', isTyping: true })
    await vi.waitFor(() => expect(heard.at(-1)).toBe(`typing ${turn}`))
    expect(heard.filter((each) => each.startsWith('typing'))).toHaveLength(turn)
  }
  expect(lost).toEqual([])
  expect(other.id).toBe(id)
})

test('a client the application made stays open when the provider goes', async () => {
  const { socket, pharmacy, isServed } = ends()
  const client = connect(socket, patientPharmacy)
  const Sign = () => useConnection(patientPharmacy).status
  await show(h(ClientProvider, { clients: [[patientPharmacy, client]] }, h(Sign)))
  await isServed(pharmacy)
  await shown('connected')
  await show(null)
  expect(socket.connected).toBe(true)
})

test('rendering on a server touches no socket', () => {
  const made = vi.fn()
  const Page = () => {
    useEvent(patientPharmacy, 'order:new', () => {})
    const { joined } = useRoom(patientPharmacy, pharmacyRoom('p1'))
    const { pending } = useRequest(patientPharmacy, 'join')
    const { status } = useConnection(patientPharmacy)
    return `${joined} ${pending} ${status}`
  }
  const clients = [[patientPharmacy, made]] as const
  expect(renderToString(h(ClientProvider, { clients }, h(Page)))).toBe('false false connecting')
  expect(made).not.toHaveBeenCalled()
})

test('a hook without a client above says so', async () => {
  const Page = () => {
    useEvent(patientPharmacy, 'order:new', () => {})
    return null
  }
  const error = { name: 'NoClientError', code: 'NO_CLIENT', message: expect.stringContaining('/patient-pharmacy') }
  await expect(show(h(Page))).rejects.toMatchObject(error)
  await expect(show(h(ClientProvider, { clients: [] }, h(Page)))).rejects.toMatchObject(error)
})
