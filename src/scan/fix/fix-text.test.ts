import MagicString from 'magic-string'
import { expect, test } from 'vitest'
import { atClient, atServer, findingsIn, type Texts } from '../../../test/scan/read-texts.js'
import { fixText } from './fix-text.js'

/** Writes a template string whose only hole holds some code. */
function template(before: string, code: string, after = ''): string {
  return `\`${before}\${${code}}${after}\``
}

/** Rewrites the only file of some texts, and reads it once more. */
function fixed(texts: Texts): { readonly text: string; readonly again: number } {
  const [[file, text] = ['', '']] = Object.entries(texts)
  const edit = (given: string): MagicString => new MagicString(given)
  const fixes = (each: Texts) => findingsIn(each).flatMap(({ fix }) => (fix ? [fix] : []))
  const { text: after } = fixText(text, fixes(texts), edit)
  return { text: after, again: fixText(after, fixes({ [file]: after }), edit).count }
}

test.each([
  [
    'a legacy name, in its quotes',
    atClient('socket.on("order:created",  handler) // kept'),
    'socket.on("order:new",  handler) // kept',
  ],
  [
    'a renamed field that is a variable, too',
    atServer("socket.emit('order:updated', { orderId, status, updatedAt })"),
    "socket.emit('order:updated', { id: orderId, status, updatedAt })",
  ],
  [
    'a renamed field with a value',
    atServer("socket.emit('order:updated', { 'orderId': 1, status, updatedAt })"),
    "socket.emit('order:updated', { id: 1, status, updatedAt })",
  ],
  [
    'a renamed field that a listener takes',
    atClient("socket.on('order:updated', ({ orderId, status: s }) => f(orderId, s))"),
    "socket.on('order:updated', ({ id: orderId, status: s }) => f(orderId, s))",
  ],
  [
    'a name together with its fields',
    atServer("socket.emit('order.updated', { orderId, orderStatus: 'CONFIRMED', updatedAt })"),
    "socket.emit('order:updated', { id: orderId, status: 'CONFIRMED', updatedAt })",
  ],
])('rewrites %s', (_, texts, line) => {
  const { text, again } = fixed(texts)
  expect(text.split('\n').slice(2)).toContain(line)
  expect(again).toBe(0)
})

test('a room is built by its builder, which is imported after the other imports', () => {
  const { text, again } = fixed(
    atServer(`socket.join(${template('chat:', 'ids[0]')})`, "io.to('order:' + order.id).emit(name)"),
  )
  expect(text).toBe(
    [
      "import { Server } from 'socket.io'",
      "import { chatRoom, orderRoom } from 'socket-canon/patient-pharmacy'",
      "const io = new Server().of('/patient-pharmacy')",
      "io.on('connection', (socket) => {",
      'socket.join(chatRoom(ids[0]))',
      'io.to(orderRoom(order.id)).emit(name)',
      '})',
    ].join('\n'),
  )
  expect(again).toBe(0)
})

test('a builder joins an import that is there', () => {
  const { text } = fixed({
    'a.ts': `import { Server } from 'socket.io'\nimport { orderRoom } from 'socket-canon/patient-pharmacy';\nnew Server().of('/patient-pharmacy').to(${template('chat:', 'id')}).emit(orderRoom(1))`,
  })
  expect(text.split('\n')[1]).toBe("import { orderRoom, chatRoom } from 'socket-canon/patient-pharmacy';")
  expect(text.split('\n')[2]).toContain('.to(chatRoom(id))')
})

test.each([
  ['speaks both names', atServer("socket.emit('order:new', o)", "socket.emit('order:created', o)")],
  [
    'speaks two old names of one event',
    atClient("socket.on('order:status-updated', f)", "socket.on('order_update', f)"),
  ],
  ['keeps the name in a constant', atClient("const NAME = 'order:created'", 'socket.on(NAME, f)')],
  ['listens to a payload of another shape', atClient("socket.on('order.updated', f)")],
  ['puts more than an id into a room', atServer(`socket.join(${template('chat:', 'a', '-b')})`)],
  ['has the field of today already', atServer("socket.emit('order:updated', { orderId, id, status, updatedAt })")],
])('nothing is rewritten where code %s', (_, texts) => {
  expect(fixed(texts).text).toBe(Object.values(texts)[0])
})

test('nothing is rewritten that does not stand where it was read', () => {
  const [finding] = findingsIn(atClient("socket.on('order:created', f)"))
  const other = Object.values(atClient("socket.on('order:deleted', f)"))[0] ?? ''
  expect(fixText(other, finding?.fix ? [finding.fix] : [], (text) => new MagicString(text))).toEqual({
    text: other,
    count: 0,
  })
})
