// How long it takes until all are back after the server was restarted, beside raw socket.io: `npm run build` first.
// One server process and two of clients, each client authenticated and in a room: a raw one enters it by hand whenever it is
// connected, ours is told once. Both have socket.io's own reconnection.
import { Manager } from 'socket.io-client'
import { printMachine, printTable, ratioText } from '../machine.mjs'
import { quantile, spread } from '../measure.mjs'
import { answering, clientParts, part, role, run, setting, settings } from './parts.mjs'
import {
  chatRoom,
  connect,
  letIn,
  listening,
  now,
  patientPharmacy,
  roomsOf,
  serve,
  tokenOf,
  userIn,
} from './served.mjs'

const connections = setting('CONNECTIONS', 5000)
// each further one has to warm up on its own, which clients at machines of their own do side by side
const processes = setting('PROCESSES', 2)
const runs = setting('RUNS', 3)

const { path } = patientPharmacy
const fact = 'chat:typing'
const roomIdOf = (id) => `r${Math.floor(id / roomsOf)}`
const typing = (roomId) => ({ roomId, userId: 'u1', isTyping: true })

const servers = {
  raw(io) {
    const served = io.of(path)
    served.use(letIn)
    served.on('connection', (socket) => {
      socket.on('chat:join', async ({ roomId }, ack) => {
        const room = `chat:${roomId}`
        await socket.join(room)
        ack({ room })
      })
    })
    return (roomId) => served.to(`chat:${roomId}`).emit(fact, typing(roomId))
  },
  'socket-canon'(io) {
    const served = serve(io, patientPharmacy, {
      authenticate: userIn,
      userId: ({ id }) => String(id),
      mayJoin: () => true,
    })
    return (roomId) => served.to(chatRoom(roomId)).emit(fact, typing(roomId))
  },
}

/** Enters a room after each connection, as an application would, and hears a fact. */
const entering = {
  raw: (socket, roomId, { entered, heard }) => {
    socket.on(fact, heard)
    socket.on('connect', async () => {
      await socket.emitWithAck('chat:join', { roomId })
      entered()
    })
    socket.connect()
  },
  'socket-canon': (socket, roomId, { entered, heard }) => {
    const client = connect(socket, patientPharmacy)
    client.on(fact, heard)
    client.join(chatRoom(roomId)).watch((isIn) => isIn && entered())
  },
}

const roles = {
  async server() {
    const { variant, port } = settings
    const started = await listening({ port })
    const send = servers[variant](started.io)
    answering({
      started: () => ({ port: started.port, at: now() }),
      send: (roomIds) => {
        for (const roomId of roomIds) send(roomId)
      },
    })
  },
  async clients() {
    const { variant, port, first, last } = settings
    let times = []
    let facts = 0
    const all = { waiting: () => {} }
    const entered = () => {
      times.push(now())
      if (times.length === last - first) all.waiting()
    }
    const until = () =>
      new Promise((resolve) => {
        all.waiting = resolve
        if (times.length >= last - first) resolve()
      })
    const sockets = []
    const atOnce = Math.ceil(100 / processes)
    for (let from = first; from < last; from += atOnce)
      await Promise.all(
        Array.from({ length: Math.min(atOnce, last - from) }, (_, index) => {
          const id = from + index
          const manager = new Manager(`http://127.0.0.1:${port}`, { transports: ['websocket'], autoConnect: false })
          const socket = manager.socket(path, { auth: { token: tokenOf(id) } })
          sockets.push(socket)
          return new Promise((resolve) => {
            const done = () => {
              entered()
              resolve()
            }
            entering[variant](socket, roomIdOf(id), { entered: done, heard: () => facts++ })
          })
        }),
      )
    answering({
      // from here on everybody enters anew
      away() {
        times = []
      },
      async back() {
        await until()
        return times
      },
      facts: () => facts,
    })
  },
  benchmark: () => run(benchmark, setting('MOST_MINUTES', 20)),
}

/** Restarts a server under its clients once; returns when each was back in its room, from when the server listened. */
async function restarted(variant) {
  const file = import.meta.filename
  const before = part(file, 'server', { variant })
  const { port } = await before.ask('started')
  const { clients, askAll } = clientParts(file, { connections, processes, variant, port })
  await askAll('away')
  await before.end()
  const after = part(file, 'server', { variant, port })
  const { at } = await after.ask('started')
  const times = (await askAll('back')).flat().map((time) => time - at)
  const rooms = Array.from({ length: Math.ceil(connections / roomsOf) }, (_, index) => roomIdOf(index * roomsOf))
  await after.ask('send', rooms)
  let heard = 0
  for (let wait = 0; wait < 50 && heard < connections; wait++) {
    await new Promise((resolve) => setTimeout(resolve, 100))
    heard = (await askAll('facts')).reduce((sum, each) => sum + each)
  }
  await Promise.all([...clients, after].map((each) => each.end()))
  return { times, heard }
}

async function benchmark() {
  printMachine()
  const rows = []
  const ratios = []
  for (let turn = 0; turn < runs; turn++) {
    const found = {}
    for (const variant of turn % 2 ? ['socket-canon', 'raw'] : ['raw', 'socket-canon']) {
      const { times, heard } = await restarted(variant)
      found[variant] = Math.max(...times)
      const at = [0.05, 0.5, 0.95, 1].map((share) => `${(quantile(times, share) / 1000).toFixed(2)} s`)
      rows.push([variant, times.length, ...at, heard])
    }
    ratios.push(found['socket-canon'] / found.raw)
  }
  console.log(`${connections} clients in ${processes} processes, rooms of ${roomsOf}; from the server's listening on\n`)
  printTable(['server', 'back', '5 % back', '50 %', '95 %', 'all', 'heard the fact that follows'], rows)
  printTable(['', 'beside raw'], [['time until all are back', ratioText(spread(ratios))]])
}

await roles[role]()
