import * as v from 'valibot'
import { expect, test } from 'vitest'
import * as z from 'zod/mini'
import { event, namespace, PayloadError, ReplyError } from '../index.js'
import { messaging } from '../messaging.js'
import { notifications } from '../notifications.js'
import { patientPharmacy } from '../patient-pharmacy.js'
import { workflow } from '../workflow.js'
import { isPayload, isReply, parsePayload, parseReply, redact, safeParsePayload, safeParseReply } from './index.js'

const order = patientPharmacy.serverToClient['order:new']
const join = patientPharmacy.clientToServer['chat:join']

test('a payload comes out as a copy without what nobody declared', () => {
  const example = { ...order.example, token: 'T', patient: { ...order.example?.patient, email: 'e' } }
  const parsed = parsePayload(order, example)
  expect(parsed).toEqual(order.example)
  expect(parsed).not.toBe(example)
  expect(isPayload(order, example)).toBe(true)
})

test('a payload that does not fit says where and what was expected', () => {
  const result = safeParsePayload(order, {
    ...order.example,
    quantity: 0,
    status: 'LOST',
    createdAt: 'yesterday',
    id: 'a b',
    drugName: 'x'.repeat(501),
    patient: 7,
  })
  expect(result.ok ? [] : result.error.issues).toEqual([
    { path: ['id'], expected: 'an id without white space' },
    { path: ['drugName'], expected: 'at most 500 characters' },
    { path: ['quantity'], expected: 'a whole number from 1 to 100000' },
    {
      path: ['status'],
      expected:
        'one of PENDING, CONFIRMED, PREPARING, PREPARED, DISPENSED, OUT_FOR_DELIVERY, DELIVERED, CANCELLED, COMPLETED',
    },
    { path: ['patient'], expected: 'an object' },
    { path: ['createdAt'], expected: 'an ISO 8601 instant' },
  ])
  expect(() => parsePayload(order, {})).toThrow(PayloadError)
  expect(() => parsePayload(order, {})).toThrow(
    '/patient-pharmacy order:new (serverToClient) does not fit; id: expected text',
  )
})

test('what is too short is told how long it has to be, in words for one and for many', () => {
  const { 'message:send': send } = messaging.clientToServer
  const result = safeParsePayload(send, { receiverId: 'user_1', content: '' })
  expect(result.ok ? [] : result.error.issues).toEqual([{ path: ['content'], expected: '1 or more characters' }])
})

test('a parser of the build is asked first, and its schema where that fails', () => {
  const typing = patientPharmacy.clientToServer['chat:typing']
  const fast = { ...typing, parse: () => ({ roomId: 'fast', isTyping: true }) }
  const failing = {
    ...typing,
    parse: () => {
      throw new TypeError('__proto__ is out of reach')
    },
  }
  expect(parsePayload(fast, {})).toEqual({ roomId: 'fast', isTyping: true })
  expect([isPayload(failing, typing.example), isPayload(failing, { roomId: 7 })]).toEqual([true, false])
})

test('an error that is only answered has no stack, and one that is thrown has', () => {
  const { stackTraceLimit } = Error
  const order = patientPharmacy.serverToClient['order:updated']
  const answered = safeParsePayload(order, {})
  expect(answered.ok ? '' : answered.error.stack).not.toMatch(/\n\s+at /)
  expect(Error.stackTraceLimit).toBe(stackTraceLimit)
  expect(() => parsePayload(order, {})).toThrow(expect.objectContaining({ stack: expect.stringMatching(/\n\s+at /) }))
})

test('a reply is guarded like a payload, and a refusal is none', () => {
  expect(isReply(join, { room: 'chat:r1' })).toBe(true)
  expect(isReply(join, { error: { code: 'ROOM_FORBIDDEN', message: 'no', retryable: false } })).toBe(false)
  expect(parseReply(join, { room: 'chat:r1', extra: 1 })).toEqual({ room: 'chat:r1' })
  expect(() => parseReply(join, {})).toThrow(ReplyError)
  expect(safeParseReply(join, {})).toMatchObject({ ok: false, error: { name: 'ReplyError', code: 'REPLY_INVALID' } })
})

test('an event without payload takes nothing, null and {} and no more', () => {
  const ask = notifications.clientToServer['notification:mark_all_read']
  for (const nothing of [undefined, null, {}]) expect(isPayload(ask, nothing)).toBe(true)
  for (const something of [0, '', 'x', [], [1], { a: 1 }])
    expect(safeParsePayload(ask, something)).toMatchObject({
      ok: false,
      error: { issues: [{ path: [], expected: 'no payload' }] },
    })
})

test('the keys of records, which are received, stand as * in paths', () => {
  const board = workflow.serverToClient.board_update
  const result = safeParsePayload(board, { columns: { 'Mrs Smith': [{}] }, column_order: [] })
  expect(result.ok ? [] : result.error.issues.map(({ path }) => path.slice(0, 3))).toContainEqual(['columns', '*', 0])
  expect(JSON.stringify(result)).not.toContain('Smith')
})

const secret = 'hunter2'
const deep = (): unknown => Array.from({ length: 5000 }).reduce<unknown>((inner) => ({ inner }), secret)
const throwing = Object.defineProperty({ ...order.example }, 'id', {
  enumerable: true,
  get: () => {
    throw new Error(secret)
  },
})
const bad: readonly [string, unknown][] = [
  ['null', null],
  ['text', secret],
  ['a list', [secret]],
  ['a number', 7],
  ['nested 5,000 deep', deep()],
  ['nested 5,000 deep in a field', { ...order.example, patient: deep() }],
  ['fields of a prototype', JSON.parse(`{"__proto__":${JSON.stringify({ ...order.example, id: secret })}}`)],
  [
    'an own __proto__ beside good fields',
    JSON.parse(`{"__proto__":{"x":"${secret}"},${JSON.stringify(order.example).slice(1)}`),
  ],
  ['inherited fields', Object.create({ ...order.example, id: secret })],
  ['a getter that throws', throwing],
  ['a Date for an instant', { ...order.example, createdAt: new Date() }],
  ['a Date for it all', new Date()],
  ['10 MB of text', { ...order.example, drugName: secret.repeat(1_500_000) }],
  ['binary', Buffer.from(secret)],
  ['a Map', new Map([['id', secret]])],
  [
    'a Proxy that throws',
    new Proxy(
      {},
      {
        get: () => {
          throw new Error(secret)
        },
        getPrototypeOf: () => {
          throw new Error(secret)
        },
      },
    ),
  ],
]
test.each(bad)('%s never passes and is never repeated', (_, value) => {
  expect(isPayload(order, value)).toBe(false)
  const result = safeParsePayload(order, value)
  expect(result.ok).toBe(false)
  const words = result.ok
    ? ''
    : `${result.error.message} ${JSON.stringify(result.error)} ${result.error.stack} ${String(result.error.cause)}`
  expect(words).not.toContain(secret)
  expect(() => parsePayload(order, value)).toThrow(PayloadError)
  expect(JSON.stringify(redact(order, value)) ?? '').not.toContain(secret)
})

test('own fields of an instance of a class pass, as the wire would carry them', () => {
  class Entity {
    constructor(fields: object) {
      Object.assign(this, fields)
    }
  }
  expect(parsePayload(order, new Entity({ ...order.example }))).toEqual(order.example)
  expect(Object.getPrototypeOf(parsePayload(order, Object.assign(Object.create(null), order.example)))).toBe(
    Object.prototype,
  )
})

test('redact replaces marked fields, deep, and leaves out what nobody declared', () => {
  const dispatch = patientPharmacy.serverToClient['dispatch:updated']
  expect(redact(dispatch, { dispatch: { ...dispatch.example?.dispatch, token: 'T' }, more: 1 })).toEqual({
    dispatch: { ...dispatch.example?.dispatch, trackingUrl: '[pii]', otp: '[secret]' },
  })
  expect(redact(order, order.example)).toMatchObject({
    drugName: '[phi]',
    patient: { id: 'patient_456', phone: '[pii]' },
  })
})
test('redact hides a marked field whatever stands in it, and a place that does not fit', () => {
  expect(
    redact(order, { drugName: { inner: 'x' }, patient: '+234', quantity: 'many', id: 'a b', status: 'PENDING' }),
  ).toEqual({
    drugName: '[phi]',
    patient: '[unfit]',
    quantity: '[unfit]',
    id: '[unfit]',
    status: 'PENDING',
  })
})
test('redact goes through lists, records and unions', () => {
  const board = workflow.serverToClient.board_update
  expect(JSON.stringify(redact(board, board.example))).not.toMatch(/first_name":"(?!\[pii\])/)
  const comment = workflow.serverToClient.comment_update
  expect(redact(comment, comment.example)).toMatchObject({ comment: { text: '[pii]' } })
  expect(redact(comment, { action: 'other', comment: { text: 'x' } })).toBe('[unfit]')
})
test('redact shows null where it may stand', () => {
  const payload = z.object({ at: z.nullable(z.string()), note: z.optional(z.nullable(z.number())), by: z.string() })
  expect(redact(event({ payload }), { at: null, note: null, by: null })).toEqual({
    at: null,
    note: null,
    by: '[unfit]',
  })
})
test('redact answers nothing for an event that carries nothing', () => {
  expect(redact(notifications.clientToServer['notification:mark_all_read'], { secret: 1 })).toBeUndefined()
})

const foreign = namespace('/foreign', {
  serverToClient: {
    zod: event({
      payload: z.strictObject({
        n: z.number().check(z.multipleOf(2)),
        list: z.array(z.string()).check(z.minLength(1)),
      }),
    }),
    valibot: event({ payload: v.object({ name: v.string(), tags: v.array(v.string()) }) }),
    later: event({ payload: z.object({ a: z.string().check(z.refine(() => Promise.resolve(true) as never)) }) }),
  },
  clientToServer: {},
})
const { zod, valibot, later } = foreign.serverToClient
test('a contract somebody else declared is guarded by its own schemas, zod or not', () => {
  expect(parsePayload(zod, { n: 2, list: ['a'] })).toEqual({ n: 2, list: ['a'] })
  expect(parsePayload(valibot, { name: 'a', tags: [], more: 1 })).toEqual({ name: 'a', tags: [] })
  expect(isPayload(valibot, undefined)).toBe(false)
})
test('a contract somebody else declared never shows what was received, nor keys that may have been', () => {
  const strange = safeParsePayload(zod, { n: 3, list: [], hunter2: 1 })
  expect(strange).toMatchObject({ ok: false })
  expect(strange.ok ? [] : strange.error.issues.map(({ expected }) => expected)).toContain('1 or more items')
  expect(JSON.stringify(strange)).not.toContain('hunter2')
  const other = safeParsePayload(valibot, { name: 'a', tags: ['a', 7] })
  expect(other.ok ? [] : other.error.issues).toEqual([{ path: ['*', '*'], expected: 'another form' }])
})
test('a contract somebody else declared accepts nothing where its schema answers later', () => {
  expect(isPayload(later, { a: 'x' })).toBe(false)
})
test('a contract somebody else declared leaves no rejection behind that nobody hears', async () => {
  const late = (answer: () => Promise<never>) =>
    event({ payload: { '~standard': { version: 1 as const, vendor: 'late', validate: answer } } as never })
  const throwing = {
    get a(): string {
      throw new Error('hunter2')
    },
  }
  const rejections: unknown[] = []
  const note = (reason: unknown) => void rejections.push(reason)
  process.on('unhandledRejection', note)
  const refused = [late(() => Promise.reject(new Error('later'))), later].map((each) => isPayload(each, throwing))
  // the process tells of them after the microtasks
  await new Promise(setImmediate)
  process.off('unhandledRejection', note)
  expect(refused).toEqual([false, false])
  expect(rejections).toEqual([])
})
