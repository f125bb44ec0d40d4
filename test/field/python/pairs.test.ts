import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { printable, type Snippet, wholeCode } from '../../../src/reference/snippets/snippet.js'
import { type ShownEvent, shownEvents } from '../../reference/pairs/ends.js'
import { type Running, type RunningServer, runClient, runServer } from '../../reference/pairs/run.js'

const timely = { timeout: 10_000, interval: 5 }
const pairs = [
  ['Python server', 'Python client'],
  ['Python server', 'Client'],
  ['Python server', 'Plain client'],
  ['Server', 'Python client'],
  ['Plain server', 'Python client'],
] as const
let python: ChildProcess
let count = 0

/** What one end in Python told. */
interface Told {
  readonly printed: string[]
  readonly failed: string[]
  readonly listens: number[]
  readonly ended: unknown[]
}
const ends: Told[] = []

beforeAll(() => {
  python = spawn('/usr/bin/python3', ['test/field/python/ends.py'], { stdio: ['pipe', 'pipe', 'inherit'] })
  createInterface({ input: python.stdout as never }).on('line', (line) => {
    const [number, kind, said] = JSON.parse(line) as [number, keyof Told, never]
    ends[number]?.[kind].push(said)
  })
})
afterAll(async () => {
  const ended = once(python, 'exit')
  python.stdin?.end()
  await ended
})

/** Runs the code of an end in Python as it is printed, but for its port. */
function runPython(snippet: Snippet, port?: number): Running & { readonly listens: readonly number[] } {
  const told: Told = { printed: [], failed: [], listens: [], ended: [] }
  const number = ends.push(told) - 1
  const write = (...said: unknown[]) => python.stdin?.write(`${JSON.stringify([number, ...said])}\n`)
  write(wholeCode(snippet), port)
  return {
    came: [],
    logged: told.printed,
    wrong: told.failed,
    listens: told.listens,
    close: async () => {
      write(null, null)
      await vi.waitFor(() => expect(told.ended).toHaveLength(1), timely)
    },
  }
}

async function started(snippet: Snippet, path: string): Promise<RunningServer> {
  if (snippet.language === 'ts') return runServer(snippet, path)
  const server = runPython(snippet)
  await vi.waitFor(() => expect([...server.listens, ...server.wrong]).toHaveLength(1), timely)
  return { ...server, port: server.listens[0] ?? 0 }
}

/** Runs two ends of an event together until its reader saw something of it. */
async function runTogether({ title, event, end }: ShownEvent, [serverEnd, clientEnd]: readonly [string, string]) {
  const server = await started(end(serverEnd), event.path)
  const other = end(clientEnd)
  const client = other.language === 'ts' ? await runClient(other, server.port) : runPython(other, server.port)
  const hearer = event.direction === 'serverToClient' ? client : server
  // a binding that moves a client says nothing of it, but the client is answered
  const isQuiet = serverEnd === 'Server' && event.joins.length + event.leaves.length > 0
  const said = `${title}: ${serverEnd} and ${clientEnd}`
  try {
    const wrong = () => [...server.wrong, ...client.wrong]
    await vi.waitFor(() => {
      if (wrong().length > 0) return
      if (isQuiet)
        expect(
          server.came.map(([name]) => name),
          said,
        ).toContain(event.name)
      else expect(hearer.logged, said).toContainEqual(wordsOf(event))
    }, timely)
    expect(wrong(), said).toEqual([])
    count += 1
  } finally {
    await client.close()
    await server.close()
  }
}

/** Returns what whoever hears an event prints of it. */
function wordsOf({ name, payload, example }: ShownEvent['event']): unknown {
  const field = printable(payload)
  if (field === undefined) return `${name} came`
  const value = (example as Record<string, unknown>)[field]
  return expect.stringMatching(new RegExp(`^${String(value).replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}$`, 'i'))
}

for (const [path, events] of shownEvents)
  test.each(pairs)(`${path}: %s and %s run together, for every event`, async (...pair) => {
    for (const event of events) await runTogether(event, pair)
  })

test('every event ran in every pair', () => {
  const events = [...shownEvents.values()].flat().length
  console.info(`${events} events of ${shownEvents.size} namespaces, ${count} pairs with Python ran`)
  expect(count).toBe(events * pairs.length)
})
