import { expect, test, vi } from 'vitest'
import * as z from 'zod/mini'
import type { Observation } from '../contract/observation.js'
import { parsePayload } from '../guards/index.js'
import { event, namespace } from '../index.js'
import { complaints } from './complaint.js'

const canary = 'patient 4711'
const place = { namespace: '/shop', path: '/shop', socketId: 's1' }

function complaining() {
  const lines: string[] = []
  return { lines, complain: complaints((text) => void lines.push(text)) }
}

const refused = (cause: unknown, name = 'order:place'): Observation => ({
  ...place,
  kind: 'refused',
  direction: 'clientToServer',
  event: name,
  error: { code: 'HANDLER_FAILED', message: 'the server failed to handle this', retryable: true },
  cause,
})

function failingHandler(message: string): Error {
  return new TypeError(message)
}

test('an exception is told with its event, its name and its frames, and never with its message', () => {
  const { lines, complain } = complaining()
  complain(refused(failingHandler(`no such row: ${canary}\n    at ${canary} (x.js:1:1)`)))
  expect(lines).toEqual([
    expect.stringMatching(/^socket-canon: \/shop order:place: .*TypeError\n {4}at failingHandler/),
  ])
  expect(lines.join()).not.toContain(canary)
})

test('a cause is told once, and another place or event is another cause', () => {
  const { lines, complain } = complaining()
  for (const message of ['one', 'two', 'three']) complain(refused(failingHandler(message)))
  complain(refused(failingHandler('one'), 'order:cancel'))
  complain(refused(new TypeError('elsewhere')))
  expect(lines).toHaveLength(3)
})

test('after a hundred causes the rest is silence, and nothing more is kept', () => {
  const { lines, complain } = complaining()
  for (let index = 0; index < 500; index++) complain(refused(null, `event:${index}`))
  expect(lines).toHaveLength(101)
  expect(lines.at(-1)).toContain('too many different causes')
})

const hostile = Object.defineProperty(new Error('x'), 'stack', {
  get() {
    throw new Error(canary)
  },
})
const renamed = Object.assign(failingHandler(canary), { name: `Error of ${canary}` })
const rewritten = failingHandler(canary)
rewritten.message = 'another'

test.each([
  ['no error', 'a text'],
  ['nothing', undefined],
  ['an error whose stack throws', hostile],
  ['an error whose name holds values', renamed],
  ['an error whose message was changed', rewritten],
  ['an error without a message', new Error()],
])('%s is told of without a value', (_, cause) => {
  const { lines, complain } = complaining()
  complain(refused(cause))
  expect(lines).toHaveLength(1)
  expect(lines.join()).not.toContain(canary)
})

test('a payload that does not fit is told with the paths of what does not', () => {
  const { lines, complain } = complaining()
  const shop = namespace('/shop', {
    serverToClient: { 'order:new': event({ payload: z.object({ id: z.string() }) }) },
    clientToServer: {},
  })
  try {
    parsePayload(shop.serverToClient['order:new'], { id: 7 })
  } catch (error) {
    complain(refused(error))
  }
  expect(lines.join()).toContain('PayloadError: a payload does not fit; id: expected text')
})

test('what a client does wrong is no complaint', () => {
  const { lines, complain } = complaining()
  complain({ ...place, kind: 'denied', room: 'order:1' })
  complain({ ...place, kind: 'joined', room: 'order:1' })
  complain({ ...place, kind: 'connection-failed', reason: 'AUTH_INVALID' })
  complain({ ...place, kind: 'refused', error: { code: 'PAYLOAD_INVALID', message: 'no', retryable: false } })
  expect(lines).toEqual([])
})

test('the console hears it where nothing else is given', () => {
  const error = vi.spyOn(console, 'error').mockImplementation(() => {})
  complaints()({ ...place, kind: 'failed', part: 'limiter', cause: new Error(canary) })
  expect(error).toHaveBeenCalledExactlyOnceWith(expect.stringContaining('limiter failed with Error'))
  expect(String(error.mock.calls)).not.toContain(canary)
  error.mockRestore()
})
