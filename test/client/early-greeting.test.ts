import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { WebSocketServer } from 'ws'
import { connect, speakLegacy } from '../../src/client/index.js'
import { fakeClock } from '../../src/testing/index.js'
import { workflow, workflowAliases } from '../../src/workflow.js'
import { afterwards } from '../ends/afterwards.js'
import { socketTo } from '../ends/sockets.js'
import { next } from '../ends/waiting.js'

test('a greeting that comes ahead of the connection, as python-socketio sends it from its handler, is one', async () => {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0 })
  await once(server, 'listening')
  const said: string[] = []
  server.on('connection', (socket) => {
    socket.send('0{"sid":"e1","upgrades":[],"pingInterval":25000,"pingTimeout":20000}')
    socket.on('message', (data) => {
      const frame = String(data)
      if (!frame.startsWith('40/workflow,')) return void said.push(frame)
      socket.send('42/workflow,["contract:welcome",{"contract":"/workflow","version":1,"digest":"d"}]')
      socket.send('40/workflow,{"sid":"s1"}')
    })
  })
  afterwards(() => {
    for (const each of server.clients) each.terminate()
    server.close()
  })
  const clock = fakeClock(0)
  const socket = socketTo(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, '/workflow', {
    transports: ['websocket'],
    forceNew: true,
  })
  const board = connect(socket, workflow, { aliases: workflowAliases, legacy: speakLegacy(), clock })
  afterwards(() => board.close())
  await next(socket, 'connect')
  board.emit('card_move', { card_id: 42, to_column: 'completed' })
  clock.advance(1000)
  await expect
    .poll(() => said.filter((frame) => /join|card_move/.test(frame)))
    .toEqual(['42/workflow,["card_move",{"card_id":42,"to_column":"completed"}]'])
})
