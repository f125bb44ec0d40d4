import MagicString from 'magic-string'
import { expect, test } from 'vitest'
import { atClient, atServer, findingsIn, ownVocabulary, type Texts } from '../../../test/scan/read-texts.js'
import type { Vocabulary } from '../vocabulary/vocabulary.js'
import { fixText } from './fix-text.js'

/** Writes a template string whose only hole holds some code. */
function template(before: string, code: string, after = ''): string {
  return `\`${before}\${${code}}${after}\``
}

/** Returns the names of the pharmacy, with an older one that needs no quotes. */
function renamedVocabulary(): Vocabulary {
  const vocabulary = ownVocabulary()
  const [created] = vocabulary.aliases.get('order:created') ?? []
  if (!created) throw new Error('order:created is no alias')
  return { ...vocabulary, aliases: new Map([['status_change', [{ ...created, legacy: 'status_change' }]]]) }
}

/** Puts lines behind a client whose socket is typed by the events it hears and sends. */
function atTyped(heard: string, ...lines: readonly string[]): Texts {
  return {
    'client.ts': [
      "import { io, type Socket } from 'socket.io-client'",
      `interface Heard { ${heard} }`,
      "const socket: Socket<Heard, { 'chat:typing': (data: Typing) => void }> = io('http://h/patient-pharmacy')",
      ...lines,
    ].join('\n'),
  }
}

/** Rewrites the only file of some texts, and reads it once more. */
function fixed(texts: Texts, vocabulary = ownVocabulary()): { readonly text: string; readonly again: number } {
  const [[file, text] = ['', '']] = Object.entries(texts)
  const edit = (given: string): MagicString => new MagicString(given)
  const fixes = (each: Texts) => findingsIn(each, vocabulary).flatMap(({ fix }) => (fix ? [fix] : []))
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

test('a name that types declare is rewritten there and everywhere', () => {
  const { text, again } = fixed(atTyped("'order:created': (order: Order) => void", "socket.on('order:created', f)"))
  expect(text.split('\n').slice(1)).toEqual([
    "interface Heard { 'order:new': (order: Order) => void }",
    "const socket: Socket<Heard, { 'chat:typing': (data: Typing) => void }> = io('http://h/patient-pharmacy')",
    "socket.on('order:new', f)",
  ])
  expect(again).toBe(0)
})

test('a declared name of what only sends is rewritten, too', () => {
  const texts = {
    'server.ts': [
      "import { RemoteSocket, Server } from 'socket.io'",
      "interface Sent { 'order:created': (order: Order) => void }",
      'const tell = (socket: RemoteSocket<Sent, { "order:created": string }>) => 1',
      "const io = new Server<Heard, Sent>().of('/patient-pharmacy')",
      "io.emit('order:created', { id })",
    ].join('\n'),
  }
  expect(fixed(texts).text.split('\n')[1]).toBe("interface Sent { 'order:new': (order: Order) => void }")
})

test('a declared name without quotes gets them where it needs them', () => {
  const { text } = fixed(
    atTyped('status_change(order: Order): void', "socket.on('status_change', f)"),
    renamedVocabulary(),
  )
  expect(text.split('\n')[1]).toBe("interface Heard { 'order:new'(order: Order): void }")
})

test.each([
  [
    'one of its uses stays',
    atTyped("'order:created': F", "const NAME = 'order:created'", 'socket.on(NAME, f)', "socket.off('order:created')"),
  ],
  [
    'a text type names it',
    atTyped("'order:created': F", "type Name = 'order:created' | 'b'", "socket.on('order:created', f)"),
  ],
  [
    'the name of today is declared, too',
    atTyped("'order:created': F; 'order:new': F", "socket.on('order:created', f)"),
  ],
  [
    'the other way keeps the name',
    {
      'client.ts':
        "import { io, type Socket } from 'socket.io-client'\ntype All = { 'order:created': F }\nconst socket: Socket<All> = io('http://h/patient-pharmacy')\nsocket.on('order:created', f)",
    },
  ],
  ['its fields change as well', atTyped("'order.updated': F", "socket.off('order.updated')")],
  ['a field is declared', atTyped("'order:updated': F", "socket.on('order:updated', ({ orderId }) => f(orderId))")],
  ['a field is of a type', atClient("socket.on('order:updated', ({ orderId }: Order) => f(orderId))")],
  ['an object is of a type', atServer("socket.emit('order:updated', { orderId, status, updatedAt } as Order)")],
  [
    'a function says the type of what it sends',
    atServer(
      'const tell = (name: string, data: Order) => socket.emit(name, data)',
      "tell('order:updated', { orderId, status, updatedAt })",
    ),
  ],
])('nothing is rewritten where types would part from it: %s', (_, texts) => {
  expect(findingsIn(texts).length).toBeGreaterThan(0)
  expect(fixed(texts).text).toBe(Object.values(texts)[0])
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
