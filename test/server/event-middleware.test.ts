import { expect, test } from 'vitest'
import { messaging } from '../../src/messaging.js'
import { serve } from '../../src/server/index.js'
import { listening } from '../ends/server.js'
import { joined } from '../ends/sockets.js'

test.each(['before', 'after'])(
  'middleware that an application adds %s the contract hears what comes, and may refuse it',
  async (when) => {
    const { io, url } = await listening()
    const heard: string[] = []
    const refused: string[] = []
    const listen = (): void => {
      io.of('/messaging').on('connection', (socket) => {
        for (const name of ['first', 'second'])
          socket.use(([event], next) => {
            heard.push(`${name} ${event}`)
            next(event === 'own:refused' ? new Error('no') : undefined)
          })
        socket.on('own:event', (ack) => ack('answered'))
        socket.on('error', ({ message }) => refused.push(message))
      })
    }
    if (when === 'before') listen()
    serve(io, messaging)
    if (when === 'after') listen()
    const socket = await joined(url, '/messaging')
    socket.emit('own:refused')
    expect(await socket.emitWithAck('own:event')).toBe('answered')
    const isFirst = when === 'before'
    expect(heard).toEqual([...(isFirst ? ['first own:refused'] : []), 'first own:event', 'second own:event'])
    expect(refused).toEqual(isFirst ? ['no'] : [])
  },
)
