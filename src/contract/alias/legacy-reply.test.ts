import { expect, test } from 'vitest'
import { legacyAnswer, legacyReply } from './legacy-reply.js'

const reply = { id: 'm1', at: '2024-12-20T10:30:00Z' }
const asked = { content: 'hi', note: undefined }

test.each([
  [
    { ok: true, sent: false },
    { ok: true, sent: false },
  ],
  [{ row: { nr: 'reply.id' } }, { row: { nr: 'm1' } }],
  [{ said: 'asked.content' }, { said: 'hi' }],
  // what is not there is left out, and what a prototype has is not there
  [{ note: 'asked.note', gone: 'reply.gone.deeper', made: 'reply.toString', deep: 'asked.content.length' }, {}],
  [{ at: ['asked.at', 'reply.at', 'reply.id'] }, { at: '2024-12-20T10:30:00Z' }],
  [{ at: ['asked.at'] }, {}],
  [
    { '...': 'reply', done: true },
    { ...reply, done: true },
  ],
  [{ '...': 'asked.content' }, {}],
])('an older asker reads %j as %j', (down, read) => {
  const row = legacyReply({ down })
  expect(row).toMatchObject({ form: { down } })
  expect(Object.entries(row.down?.(reply, asked) ?? {})).toEqual(Object.entries(read))
  expect(row.up).toBeUndefined()
  expect(Object.entries(legacyAnswer('told', down).down(reply, asked))).toEqual(Object.entries(read))
})

test.each([{ success: false, id: 'm1' }, { error: 'no such mother-in-law' }, { error: '', success: true }])(
  'what an older server says it has not done is a refusal without a word of it: %j',
  (said) => {
    const { up, form } = legacyReply({ up: { id: 'reply.id' }, failed: 'ROOM_FORBIDDEN' })
    const error = { code: 'ROOM_FORBIDDEN', message: 'the server did not do it', retryable: false }
    expect([up?.(said, {}), form.failed]).toEqual([{ error }, 'ROOM_FORBIDDEN'])
  },
)

test('what an older server says is read by a template, or by a function that data can not say', () => {
  const plain = legacyReply({ up: { id: ['reply.nr', 'reply.id'] } })
  expect([plain.up?.({ nr: null, id: 'm1' }, {}), plain.form]).toEqual([
    { id: 'm1' },
    { failed: 'HANDLER_FAILED', up: { id: ['reply.nr', 'reply.id'] } },
  ])
  const counted = legacyReply({ up: ({ rows }, { most }: { most: number }) => ({ pages: Number(rows) / most }) })
  expect([counted.up?.({ rows: 4 }, { most: 2 }), counted.form, counted.down]).toEqual([
    { pages: 2 },
    { failed: 'HANDLER_FAILED' },
    undefined,
  ])
  // a reply that is no object has none of the fields
  for (const said of [undefined, null, 'done', 7]) expect(plain.up?.(said, {})).toEqual({})
})
