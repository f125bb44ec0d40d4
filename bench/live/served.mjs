// The built package, as an application imports it, and a server to try it on.
import { createHmac } from 'node:crypto'
import { createServer } from 'node:http'
import { Server } from 'socket.io'
import { chatRoom, patientPharmacy, patientPharmacyAliases, pharmacyRoom } from '../../dist/node/patient-pharmacy.js'
import { serve } from '../../dist/node/server/index.js'

export { connect } from '../../dist/node/client/index.js'
export { messaging } from '../../dist/node/messaging.js'
export { chatRoom, patientPharmacy, patientPharmacyAliases, pharmacyRoom, serve }

/** Is how many users share a room. */
export const roomsOf = 50

/** Answers the room of a user, by number. */
export const roomOf = ({ id }) => pharmacyRoom(`p${Math.floor(id / roomsOf)}`)

/** Serves users whom `authenticate` knows, each in its room, under all names there are. */
export const serveRooms = (io, authenticate) =>
  serve(io, patientPharmacy, {
    aliases: patientPharmacyAliases,
    legacy: true,
    authenticate,
    userId: ({ id }) => String(id),
    autoJoin: (user) => [roomOf(user)],
  })

/** Starts a server on a port of this machine, by default one that nobody has; `prepare` gets it before anybody can connect. */
export async function listening({ port = 0, ...options } = {}, prepare = (io, http) => io.attach(http)) {
  const http = createServer()
  const io = new Server({ serveClient: false, ...options })
  await prepare(io, http)
  await new Promise((resolve) => http.listen(port, '127.0.0.1', 2048, resolve))
  return { io, port: http.address().port }
}

const signature = (id) => createHmac('sha256', 'no secret').update(String(id)).digest('hex')

/** Answers the token of a user, by number. */
export const tokenOf = (id) => `${id}.${signature(id)}`

/** Answers whose token a handshake has. */
export const userIn = ({ token }) => {
  const [id, signed] = String(token).split('.')
  if (signed !== signature(id)) throw new Error('wrong token')
  return { id: Number(id) }
}

/** Lets those in whose token is right, as a raw server does. */
export const letIn = (socket, next) => {
  try {
    socket.data.user = userIn(socket.handshake.auth)
    next()
  } catch (error) {
    next(error)
  }
}

/** Is the time on a clock that all processes read. */
export const now = () => performance.timeOrigin + performance.now()

/** Is the processor time this process has taken, in microseconds. */
export const cpuTime = () => {
  const { user, system } = process.cpuUsage()
  return user + system
}
