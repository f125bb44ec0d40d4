// Who is in a room of ten thousand on two nodes behind Redis: `npm run build` first, and `redis-server` on the path.
// Each node is a process, and so are the clients of each; half of them sit on each path.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { createAdapter } from '@socket.io/redis-adapter'
import { createClient } from 'redis'
import { printMachine, printTable } from '../machine.mjs'
import { quantile } from '../measure.mjs'
import { crowd, declaration } from './frames.mjs'
import { answering, part, role, run, setting, settings } from './parts.mjs'
import { listening, patientPharmacy, patientPharmacyAliases, pharmacyRoom, serve } from './served.mjs'

const connections = setting('CONNECTIONS', 10_000)
const each = setting('CONNECTIONS_EACH', 1)
const rounds = setting('ROUNDS', 20)
const together = setting('TOGETHER', 100)

const paths = ['/patient-pharmacy', '/']
const room = pharmacyRoom('p1')
/** Makes the id of a user, as long as a UUID. */
const userOf = (connection) => `6f1c2b7e-0d7c-4e35-9a57-${String(Math.floor(connection / each)).padStart(12, '0')}`

const roles = {
  async node() {
    const publisher = createClient({ url: settings.url })
    const subscriber = publisher.duplicate()
    await Promise.all([publisher.connect(), subscriber.connect()])
    const { io, port } = await listening({ adapter: createAdapter(publisher, subscriber) })
    const served = serve(io, patientPharmacy, {
      aliases: patientPharmacyAliases,
      legacy: true,
      authenticate: ({ id }) => ({ id }),
      autoJoin: () => [room],
    })
    const loop = monitorEventLoopDelay({ resolution: 1 })
    answering({
      port: () => port,
      watch: () => {
        loop.enable()
        loop.reset()
      },
      // how long the loop stood still at most, in milliseconds
      stall: () => {
        loop.disable()
        return loop.max / 1e6
      },
      async members(calls) {
        const began = performance.now()
        const answers = await Promise.all(Array.from({ length: calls }, () => served.members(room)))
        const ms = performance.now() - began
        const [users] = answers
        if (answers.some((answer) => answer !== users)) throw new Error('who asks at once is not given one answer')
        return { ms, users: users.length, connections: users.reduce((sum, { connections: own }) => sum + own, 0) }
      },
      /** Asks as somebody would without us: for the sockets of both paths. */
      async sockets() {
        const began = performance.now()
        const found = await Promise.all(paths.map((path) => io.of(path).in(room).fetchSockets()))
        const ms = performance.now() - began
        const users = new Set(found.flat().map(({ handshake }) => handshake.auth.id))
        return { ms, users: users.size, connections: found.flat().length }
      },
    })
  },
  async clients() {
    const { port, from, count } = settings
    const auth = (index) => ({ id: userOf(from + index), ...declaration })
    for (const [half, path] of paths.entries())
      await crowd({ port, path, count: count / 2, auth: (index) => auth(index + (half * count) / 2) })
    answering({ connected: () => count })
  },
  benchmark: () => run(measure, 5),
}

async function measure() {
  printMachine()
  const redis = await startRedis()
  try {
    const nodes = [part(import.meta.filename, 'node', redis), part(import.meta.filename, 'node', redis)]
    const count = connections / nodes.length
    const crowds = []
    for (const [index, node] of nodes.entries())
      crowds.push(part(import.meta.filename, 'clients', { port: await node.ask('port'), from: index * count, count }))
    for (const clients of crowds) await clients.ask('connected')
    // a first call finds nothing compiled
    const [first] = await measured(nodes, redis, 1, 'members', 1)
    const alone = await measured(nodes, redis, rounds, 'members', 1)
    const shared = await measured(nodes, redis, rounds, 'members', together)
    const raw = await measured(nodes, redis, rounds, 'sockets')
    console.log(`${connections} connections in one room, ${each} a user, half of them on each path and at each node;`)
    console.log(`Redis takes and gives what is shown for one round; the middle and the most of ${rounds} rounds\n`)
    printTable(
      ['asked', 'ms', 'ms stall, asked', 'ms stall, other', 'KB to Redis', 'KB from Redis', 'packets'],
      [
        ['members, the first time', ...row([first])],
        ['members', ...row(alone)],
        [`members, ${together} calls at once`, ...row(shared)],
        ['raw: fetchSockets of both paths', ...row(raw)],
      ],
    )
  } finally {
    await redis.end()
  }
}

function row(figures) {
  const text = (name, digits) => {
    const values = figures.map((one) => one[name])
    const [middle, most] = [quantile(values, 0.5), Math.max(...values)].map((value) => value.toFixed(digits))
    return middle === most ? middle : `${middle}, ${most}`
  }
  return [text('ms', 1), text('asked', 1), text('other', 1), text('taken', 0), text('given', 0), text('packets', 0)]
}

/** Asks one node who is in the room, round by round. */
async function measured([asked, other], redis, count, method, calls) {
  const figures = []
  for (let round = 0; round < count; round++) {
    await Promise.all([asked.ask('watch'), other.ask('watch')])
    const before = await redis.figures()
    const answer = await asked.ask(method, calls)
    const after = await redis.figures()
    const stalls = [await asked.ask('stall'), await other.ask('stall')]
    // what is measured is the work, so it must be done
    if (answer.connections !== connections || answer.users !== connections / each)
      throw new Error(`${method} gives ${answer.users} users with ${answer.connections} connections`)
    figures.push({
      ms: answer.ms,
      asked: stalls[0],
      other: stalls[1],
      taken: (after.taken - before.taken) / 1024,
      given: (after.given - before.given) / 1024,
      packets: after.packets - before.packets,
    })
  }
  return figures
}

/** Starts a Redis that keeps nothing. */
async function startRedis() {
  const folder = mkdtempSync(join(tmpdir(), 'members-'))
  const socket = join(folder, 'redis.sock')
  const port = 20_000 + (process.pid % 20_000)
  const options = ['--port', port, '--bind', '127.0.0.1', '--unixsocket', socket, '--save', '', '--dir', folder]
  const child = spawn('redis-server', options.map(String), { stdio: ['ignore', 'pipe', 'inherit'] })
  const gone = once(child, 'exit')
  await new Promise((resolve, reject) => {
    child.once('error', reject)
    void gone.then(() => reject(new Error(`redis-server ended before it listened on port ${port}`)))
    child.stdout.on('data', (text) => String(text).includes('Ready to accept') && resolve())
  })
  const url = `redis://127.0.0.1:${port}`
  // by another way, whose own bytes are small beside what is measured
  const client = createClient({ socket: { path: socket } })
  await client.connect()
  const numberIn = (text, name) => Number(new RegExp(`${name}[:=](\\d+)`).exec(text)?.[1] ?? 0)
  return {
    url,
    async figures() {
      const stats = await client.info('stats')
      const commands = await client.info('commandstats')
      return {
        taken: numberIn(stats, 'total_net_input_bytes'),
        given: numberIn(stats, 'total_net_output_bytes'),
        packets: numberIn(commands, 'cmdstat_publish:calls'),
      }
    },
    async end() {
      await client.close()
      child.kill()
      await gone
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

await roles[role]()
