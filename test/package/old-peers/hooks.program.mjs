// Run in a project that has React 17: renders a page that uses every hook, cuts its connection, and renders it on a server.
import { createElement as h, useState, version } from 'react'
import { renderToString } from 'react-dom/server.js'
import { act, create } from 'react-test-renderer'
import { Server } from 'socket.io'
import { io } from 'socket.io-client'
import { connect } from 'socket-canon/client'
import { patientPharmacy, pharmacyRoom } from 'socket-canon/patient-pharmacy'
import { ClientProvider, useConnection, useEvent, useRequest, useRoom } from 'socket-canon/react'
import { serve } from 'socket-canon/server'
import { fakePair, fixture } from 'socket-canon/testing'

const complaints = []
console.error = (...words) => complaints.push(words.join(' '))

const server = new Server()
const pharmacy = serve(server, patientPharmacy, { authenticate: () => ({ id: 'u1' }), mayJoin: () => true })
const pair = fakePair(server)
const socket = io('http://fake/patient-pharmacy', { ...pair.options, auth: { token: 't' } })
const clients = [[patientPharmacy, () => connect(socket, patientPharmacy)]]

let ask
function Page() {
  const [orders, setOrders] = useState(0)
  const { status } = useConnection(patientPharmacy)
  const { joined } = useRoom(patientPharmacy, pharmacyRoom('p1'))
  const { send } = useRequest(patientPharmacy, 'chat:join')
  useEvent(patientPharmacy, 'order:new', () => setOrders(orders + 1))
  ask = send
  return [status, joined ? 'joined' : 'outside', ...(orders ? [`${orders} order`] : [])].join(', ')
}
let shown
const page = h(ClientProvider, { clients }, h(Page))

/** Waits until the page shows something. */
async function shows(text) {
  for (const until = Date.now() + 20_000; shown.toJSON() !== text; ) {
    if (Date.now() > until) throw new Error(`it shows ${shown.toJSON()}`)
    await act(() => new Promise((resolve) => setTimeout(resolve, 5)))
  }
  return text
}

const onServer = renderToString(page)
await act(async () => {
  shown = create(page)
})
await shows('connected, joined')
pharmacy.to(pharmacyRoom('p1')).emit('order:new', fixture(patientPharmacy.serverToClient['order:new']))
const told = await shows('connected, joined, 1 order')
pair.block(true)
pair.cut()
const lost = await shows('reconnecting, joined, 1 order')
pair.block(false)
const back = await shows('connected, joined, 1 order')
let asked
await act(async () => {
  asked = await ask({ roomId: 'room_456' })
})
// nobody is told of an answer that comes when the page is gone
await act(async () => {
  const answer = ask({ roomId: 'room_456' }).catch(() => {})
  shown.unmount()
  await answer
})
await server.close()
console.log(JSON.stringify({ react: version.split('.')[0], told, lost, back, asked: asked.room, complaints, onServer }))
