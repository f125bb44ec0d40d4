import { createElement as h, StrictMode, useReducer, useState } from 'react'
import { createRoot } from 'react-dom/client'
import { io, type Socket } from 'socket.io-client'
import { connect } from '../../src/client/index.js'
import { messaging, userRoom } from '../../src/messaging.js'
import { patientPharmacy, pharmacyRoom } from '../../src/patient-pharmacy.js'
import { ClientProvider, useConnection, useEvent, useRequest, useRoom } from '../../src/react/index.js'

const wire = io('/patient-pharmacy', { autoConnect: false, auth: { token: 'u1' } })
const other = wire.io.socket('/messaging', { auth: { token: 'u1' } })
// each contract on its own, so that its client goes with the part that uses it
const pharmacyClients = [[patientPharmacy, () => connect(wire, patientPharmacy)]] as const
const messagingClients = [[messaging, () => connect(other, messaging)]] as const

const listed = (heading: string, items: readonly string[]) => [
  h('h2', { key: 'heading' }, heading),
  h(
    'ol',
    { key: 'list' },
    items.map((item, place) => h('li', { key: `${place} ${item}` }, item)),
  ),
]

function Orders() {
  const [orders, add] = useReducer((all: readonly string[], id: string) => [...all, id], [])
  const { joined } = useRoom(patientPharmacy, pharmacyRoom('p1'))
  const { status } = useConnection(patientPharmacy)
  const { send, pending } = useRequest(patientPharmacy, 'join')
  const [answer, setAnswer] = useState('')
  useEvent(patientPharmacy, 'order:new', ({ id }) => add(id))
  const ask = () =>
    send({ room: pharmacyRoom('p2') }).then(
      ({ room }) => setAnswer(room),
      ({ code }) => setAnswer(code),
    )
  return h(
    'section',
    { id: 'orders' },
    h('p', { className: joined ? 'is-in' : '' }, `/patient-pharmacy: ${status}${joined ? ', in pharmacy:p1' : ''}`),
    h(
      'button',
      { type: 'button', id: 'ask', onClick: ask, disabled: pending },
      `Join another: ${answer || 'not asked'}`,
    ),
    ...listed('Orders', orders),
  )
}

function Messages() {
  const [messages, add] = useReducer((all: readonly string[], id: string) => [...all, id], [])
  const { joined } = useRoom(messaging, undefined)
  const { status, quality } = useConnection(messaging)
  useEvent(messaging, 'message:read', ({ messageId }) => add(messageId))
  return h(
    'section',
    { id: 'messages' },
    h('p', { className: 'is-in' }, `/messaging: ${status}, ${quality ?? 'unknown'}${joined ? '!' : ''}`),
    ...listed(`Read by ${userRoom('u1')}`, messages),
  )
}

function Page() {
  const [turn, remount] = useReducer((count: number) => count + 1, 0)
  const [isShown, toggle] = useReducer((now: boolean) => !now, true)
  return h(
    'main',
    null,
    h('h1', null, 'Two namespaces, one Manager'),
    h('button', { type: 'button', id: 'remount', onClick: remount }, `Remount (${turn})`),
    h('button', { type: 'button', id: 'toggle', onClick: toggle }, isShown ? 'Hide' : 'Show'),
    isShown && h(ClientProvider, { clients: pharmacyClients, key: turn }, h(Orders)),
    h(ClientProvider, { clients: messagingClients }, h(Messages)),
  )
}

const namesOf = (socket: Socket) =>
  ['connect', 'disconnect', 'connect_error', 'contract:refused'].map((name) => socket.listeners(name as never).length)
/** Counts what listens to the two sockets and their Manager. */
const listeners = () => [
  ...[wire, other].map((socket) => [...namesOf(socket), socket.listenersAny().length]),
  (['reconnect_attempt', 'reconnect_failed'] as const).map((name) => wire.io.listeners(name).length),
]
// asked as the page loads: a debugger that calls is let through
let isEvalRefused = false
try {
  new Function('')
} catch {
  isEvalRefused = true
}
Object.assign(globalThis, { page: { listeners, isEvalRefused: () => isEvalRefused, messagingId: () => other.id } })
createRoot(document.body.appendChild(document.createElement('div'))).render(h(StrictMode, null, h(Page)))
