// Runs the parts of a benchmark in processes of their own, and ends each of them with it.
import { fork } from 'node:child_process'

const open = new Set()

/** Starts one part of a benchmark's file, and answers what asks it. */
export function part(file, role, settings = {}, execArgv = []) {
  const child = fork(file, [role, JSON.stringify(settings)], { execArgv: [...process.execArgv, ...execArgv] })
  const waiting = new Map()
  let asked = 0
  child.on('message', ({ id, result, error }) => {
    const { resolve, reject } = waiting.get(id)
    waiting.delete(id)
    if (error === undefined) resolve(result)
    else reject(new Error(`${role}: ${error}`))
  })
  const gone = new Promise((resolve) => {
    child.once('exit', (code, signal) => {
      open.delete(one)
      for (const { reject } of waiting.values()) reject(new Error(`${role} ended early (${code ?? signal})`))
      resolve()
    })
  })
  const one = {
    /** Calls a method of the part and waits for what it answers. */
    ask: (method, args) =>
      new Promise((resolve, reject) => {
        waiting.set(++asked, { resolve, reject })
        child.send({ id: asked, method, args })
      }),
    async end() {
      if (child.connected) child.disconnect()
      const timer = setTimeout(() => child.kill('SIGKILL'), 10_000)
      await gone
      clearTimeout(timer)
    },
  }
  open.add(one)
  return one
}

/** Starts processes of clients that share connections among them; returns them, and what asks them all. */
export function clientParts(file, { connections, processes, ...settings }) {
  const share = Math.ceil(connections / processes)
  const clients = Array.from({ length: processes }, (_, index) =>
    part(file, 'clients', {
      ...settings,
      first: Math.min(connections, index * share),
      last: Math.min(connections, (index + 1) * share),
    }),
  )
  return { clients, askAll: (method, args) => Promise.all(clients.map((each) => each.ask(method, args))) }
}

/** Runs a benchmark, which takes its time but not for ever, and ends whatever it started. */
export async function run(benchmark, mostMinutes) {
  const timer = setTimeout(() => {
    console.error(`stopped: it took more than ${mostMinutes} minutes`)
    process.exitCode = 1
    void endAll()
  }, mostMinutes * 60_000)
  try {
    await benchmark()
  } finally {
    clearTimeout(timer)
    await endAll()
  }
}

const endAll = () => Promise.all([...open].map((one) => one.end()))

/** Lets a part be asked, until the benchmark that started it ends. */
export function answering(methods) {
  process.on('message', async ({ id, method, args }) => {
    try {
      process.send({ id, result: await methods[method](args) })
    } catch (error) {
      process.send({ id, error: String(error?.stack ?? error) })
    }
  })
  process.on('disconnect', () => process.exit())
}

/** Answers the part a process is, and what it was started with. */
export const [, , role = 'benchmark', given = '{}'] = process.argv
export const settings = role === 'benchmark' ? {} : JSON.parse(given)

/** Reads a number a benchmark may be given by the environment. */
export const setting = (name, otherwise) => Number(process.env[name] ?? otherwise)
