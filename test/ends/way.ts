import { type Server, Server as SocketServer } from 'socket.io'
import { type Socket, io as socketFor } from 'socket.io-client'
import { fakePair } from '../../src/testing/index.js'
import { afterwards } from './afterwards.js'
import { plainServer } from './server.js'
import { socketTo } from './sockets.js'

/** Is how the two ends are joined: by a network, or by none. */
export interface Way {
  readonly name: string
  ends(options?: object): Promise<{ io: Server; socket(path: string, options?: object): Socket; cut(): void }>
}

/** Lists both transports, and the fake pair. */
export const ways: readonly Way[] = [
  ...['polling', 'websocket'].map((transport) => ({
    name: transport,
    ends: async (options?: object) => {
      const { io, url } = await plainServer(options)
      const sockets: Socket[] = []
      return {
        io,
        socket: (path: string, more?: object) => {
          const socket = socketTo(url, path, { transports: [transport], ...more })
          sockets.push(socket)
          return socket
        },
        cut: () => {
          for (const { connected, io: manager } of sockets) if (connected) manager.engine.close()
        },
      }
    },
  })),
  {
    name: 'a fake pair',
    ends: async (options) => {
      const io = new SocketServer(options as never)
      for (const path of ['/patient-pharmacy', '/realtime', '/simulation']) io.of(path)
      const pair = fakePair(io)
      afterwards(() => void io.close())
      return {
        io,
        cut: pair.cut,
        socket: (path, more) => {
          const socket = socketFor(`http://fake${path}`, { ...pair.options, ...more })
          afterwards(() => void socket.disconnect())
          return socket
        },
      }
    },
  },
]
