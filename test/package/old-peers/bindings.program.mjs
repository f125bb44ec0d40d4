// Run in a project that has zod 3: serves a contract and asks it, as an application does; with --serve for somebody else.
import { Server } from 'socket.io'
import { io } from 'socket.io-client'
import { event, namespace } from 'socket-canon'
import { connect } from 'socket-canon/client'
import { redact, safeParsePayload } from 'socket-canon/guards'
import { chatRoom, patientPharmacy, patientPharmacyAliases } from 'socket-canon/patient-pharmacy'
import { serve } from 'socket-canon/server'
import { toJsonSchema } from 'socket-canon/spec'
import { fakePair, fixture } from 'socket-canon/testing'
import { z } from 'zod'

const server = new Server()
serve(server, patientPharmacy, {
  aliases: patientPharmacyAliases,
  legacy: true,
  authenticate: ({ token }) => (token ? { id: String(token) } : undefined),
  mayJoin: (_, room) => room === chatRoom('room_456'),
})

if (process.argv.includes('--serve')) {
  server.listen(0)
  console.log(server.httpServer.address().port)
} else {
  const socket = io('http://fake/patient-pharmacy', { ...fakePair(server).options, auth: { token: 'p1' } })
  const client = connect(socket, patientPharmacy)
  const greeted = new Promise((resolve) => socket.once('contract:welcome', resolve))
  socket.connect()
  const joined = await client.request('chat:join', { roomId: 'room_456' })
  const { digest } = await greeted
  client.close()
  await server.close()

  const message = patientPharmacy.serverToClient['chat:message']
  const refused = safeParsePayload(patientPharmacy.clientToServer['chat:join'], { roomId: 7 })
  let ofZod3
  try {
    const sold = event({ payload: z.object({ name: z.string() }) })
    namespace('/shop', { version: 1, serverToClient: { sold }, clientToServer: {} })
  } catch (error) {
    ofZod3 = error.message
  }
  console.log(
    JSON.stringify({
      greeted: digest,
      joined,
      refused: refused.error.issues,
      hidden: redact(message, fixture(message)).content,
      described: toJsonSchema(message).payload.title === 'chat:message',
      ofZod3,
    }),
  )
}
