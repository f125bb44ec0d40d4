import { expect, test } from 'vitest'
import { atClient, atServer, findingsIn, ownVocabulary, shown, type Texts } from '../../../test/scan/read-texts.js'
import { vocabularyOf } from '../vocabulary/vocabulary.js'
import { scanRules } from './catalogue.js'

const found: readonly [title: string, texts: Texts, lines: readonly string[]][] = [
  [
    'a legacy name that is listened to',
    atClient("socket.on('order:created', f)"),
    ['legacy-event client.ts:3 order:created -> order:new'],
  ],
  [
    'a legacy name that is listened to no longer',
    atClient("socket.off('order:created', f)"),
    ['legacy-event client.ts:3 order:created -> order:new'],
  ],
  [
    'a legacy name that is sent',
    atServer("socket.emit('new-message', m)"),
    ['legacy-event server.ts:4 new-message -> chat:message'],
  ],
  [
    'a name in another case',
    atClient("socket.on('Order:New', f)"),
    ['unknown-event client.ts:3 Order:New -> order:new'],
  ],
  [
    'a name with another separator',
    atClient("socket.on('order_new', f)"),
    ['unknown-event client.ts:3 order_new -> order:new'],
  ],
  [
    'a name in another tense',
    atClient("socket.on('dispatch:updating', f)"),
    ['unknown-event client.ts:3 dispatch:updating -> dispatch:updated'],
  ],
  [
    'a name in the plural',
    atClient("socket.on('chat:messages', f)"),
    ['unknown-event client.ts:3 chat:messages -> chat:message'],
  ],
  [
    'a name in another order',
    atClient("socket.on('new:order', f)"),
    ['unknown-event client.ts:3 new:order -> order:new'],
  ],
  [
    'a misspelt name',
    atClient("socket.on('dispach:updated', f)"),
    ['unknown-event client.ts:3 dispach:updated -> dispatch:updated'],
  ],
  [
    'what is like an old name, by its name of today',
    atClient("socket.on('order:create', f)"),
    ['unknown-event client.ts:3 order:create -> order:new'],
  ],
  ['a name that is like none', atClient("socket.on('weather', f)"), ['unknown-event client.ts:3 weather']],
  ['what only servers send', atClient("socket.emit('order:new', o)"), ['wrong-direction client.ts:3 order:new']],
  ['what only clients send', atServer("socket.emit('chat:leave', o)"), ['wrong-direction server.ts:4 chat:leave']],
  ['a name that sockets keep', atServer("socket.emit('disconnect')"), ['reserved-event server.ts:4 disconnect']],
  ['what only a manager tells', atClient("socket.on('reconnect', f)"), ['reconnect-on-socket client.ts:3 reconnect']],
  [
    'a field of an older release',
    atServer("socket.emit('order:updated', { orderId, status, updatedAt })"),
    ['legacy-field server.ts:4 orderId -> id'],
  ],
  [
    'a field of an older release that a listener takes',
    atClient("socket.on('order:updated', ({ orderStatus }) => {})"),
    ['legacy-field client.ts:3 orderStatus -> status'],
  ],
  [
    'a misspelt field',
    atClient("socket.emit('chat:typing', { roomId, isTypng })"),
    ['unknown-field client.ts:3 isTypng -> isTyping', 'missing-field client.ts:3 isTyping'],
  ],
  [
    'a field that is not there',
    atClient("socket.on('order:new', (order) => { const { weather } = order })"),
    ['unknown-field client.ts:3 weather'],
  ],
  [
    'a field that is forgotten',
    atClient("socket.emit('chat:typing', { roomId })"),
    ['missing-field client.ts:3 isTyping'],
  ],
  ['a room by hand', atServer(`socket.join(\`chat:\${id}\`)`), ['room-by-hand server.ts:4 chat:… -> chatRoom']],
  [
    'a room by hand that is addressed',
    atServer("io.to('order:' + id).emit('order:updated', o)"),
    ['room-by-hand server.ts:4 order:… -> orderRoom'],
  ],
  [
    'a room of an older release',
    atServer(`socket.join(\`room:\${id}\`)`),
    ['legacy-room server.ts:4 room:… -> chat:{roomId}'],
  ],
  ['a room of no family', atServer("socket.join('admins')"), ['unknown-room server.ts:4 admins']],
  [
    'a listener that stays',
    atClient("import { useEffect } from 'react'", "useEffect(() => { socket.on('order:new', f) }, [])"),
    ['listener-without-off client.ts:4 order:new'],
  ],
  [
    'a listener in a listener',
    atClient("socket.on('connect', () => { socket.on('order:new', f) })"),
    ['listener-in-connect client.ts:3 order:new'],
  ],
  [
    'a reply that nobody asks for',
    atClient("socket.emit('chat:join', { roomId })"),
    ['acknowledgement-forgotten client.ts:3 chat:join'],
  ],
  [
    'a handler that gives no reply',
    atServer("socket.on('chat:join', ({ roomId }) => {})"),
    ['acknowledgement-missing server.ts:4 chat:join'],
  ],
  [
    'a token in the query',
    { 'a.ts': "import { io } from 'socket.io-client'\nio('http://h/patient-pharmacy', { query: { token } })" },
    ['token-in-query a.ts:2 token'],
  ],
  [
    'a token in the address',
    { 'a.ts': `import { io } from 'socket.io-client'\nio(\`http://h/patient-pharmacy?token=\${t}\`)` },
    ['token-in-query a.ts:2 token'],
  ],
  [
    'a marked field in a log',
    atClient("socket.on('chat:message', ({ content }) => console.log(content))"),
    ['marked-field-logged client.ts:3 content'],
  ],
  [
    'a whole payload in a log',
    atClient("socket.on('chat:message', (m) => { logger.info({ m }) })"),
    ['marked-field-logged client.ts:3 chat:message'],
  ],
  [
    'a client where older ones are served',
    { 'a.ts': "import { io } from 'socket.io-client'\nio('http://h')" },
    ['legacy-namespace a.ts:2 / -> /patient-pharmacy'],
  ],
]

test.each(found)('finds %s', (_, texts, lines) => {
  expect(shown(findingsIn(texts))).toEqual(lines)
})

const fine: readonly [title: string, texts: Texts][] = [
  ['a name of today', atClient("socket.on('order:new', f)")],
  ['a name in a comment or a text', atClient("// socket.on('order:created', f)", "log('order:created')")],
  [
    'a name of another emitter',
    atClient("import { EventEmitter } from 'node:events'", "new EventEmitter().on('order:created', f)"),
  ],
  ["a test's double", { 'a.test.ts': "const socket = { on: vi.fn(), emit: vi.fn() }\nsocket.on('order:created', f)" }],
  [
    'a namespace that no contract is of',
    { 'a.ts': "import { io } from 'socket.io-client'\nio('http://h/other').on('weather', f)" },
  ],
  ['what a socket tells by itself', atClient("socket.on('connect_error', f)", "socket.io.on('reconnect', f)")],
  ['a name that is only known when it runs', atClient('socket.emit(pick(), {})')],
  ['an answer that older ends wait for', atClient("socket.on('room-joined', f)")],
  ['a payload with more in it than is seen', atClient("socket.emit('chat:typing', { roomId, ...rest })")],
  [
    'a reply that is waited for',
    atClient("await socket.emitWithAck('chat:join', { roomId })", "socket.emit('chat:leave', { roomId }, () => {})"),
  ],
  ['a callback that may be one', atClient("socket.emit('chat:join', { roomId }, done)")],
  [
    'a listener that hears once, whatever it stands in',
    atClient(
      "import { useEffect } from 'react'",
      "socket.on('connect', () => { socket.once('order:new', f) })",
      "useEffect(() => { socket.once('order:updated', f) }, [])",
    ),
  ],
  [
    'a listener that is taken away',
    atClient(
      "import { useEffect } from 'react'",
      "useEffect(() => { socket.on('order:new', f); return () => socket.off('order:new', f) }, [])",
    ),
  ],
  ['a room by the id of what was made', atServer("const table = { id: 'T' + next() }", 'socket.join(table.id)')],
  ['a room by its id alone, or by a builder', atServer('socket.join(userId)', 'io.to(chatRoom(id)).emit(name)')],
  ['a field that is not marked', atClient("socket.on('chat:typing', ({ isTyping }) => console.log(isTyping))")],
  [
    'a query without a secret',
    {
      'a.ts':
        "import { io } from 'socket.io-client'\nio('http://h/patient-pharmacy', { query: { tab }, auth: { token } })",
    },
  ],
]

test.each(fine)('finds nothing in %s', (_, texts) => {
  expect(shown(findingsIn(texts))).toEqual([])
})

test('a word with another beginning is another word, and not misspelt', () => {
  const vocabulary = ownVocabulary()
  const [event] = vocabulary.events.get('order:new') ?? []
  if (!event) throw new Error('no order:new')
  const names = ['users:online', 'list:read']
  const [namespace] = vocabulary.namespaces
  if (!namespace) throw new Error('no namespace')
  const json = { ...namespace.json, serverToClient: Object.fromEntries(names.map((name) => [name, event.json])) }
  const told = (name: string): string | undefined =>
    findingsIn(atClient(`socket.on('${name}', f)`), vocabularyOf([{ ...namespace, json }]))[0]?.canonical
  expect(['users:offline', 'list:unread', 'users:onlin'].map(told)).toEqual([undefined, undefined, 'users:online'])
})

test('an event of another namespace is told by its path', () => {
  const texts = { 'a.ts': "import { io } from 'socket.io-client'\nio('http://h/workflow').on('pending_count', f)" }
  const [finding] = findingsIn(texts, ownVocabulary(['/appointments', '/workflow']))
  expect(finding?.message).toBe('pending_count is an event of /appointments, and used on /workflow here')
})

test('ends that are read together tell who speaks to nobody', () => {
  const client = atClient("socket.on('order:new', f)", "socket.on('order:updated', f)", "socket.emit('chat:typing', p)")
  const server = atServer(
    "socket.emit('order:new', o)",
    "socket.emit('dispatch:updated', d)",
    "socket.on('chat:typing', f)",
  )
  expect(shown(findingsIn({ ...client, ...server }))).toEqual([
    'unheard-event server.ts:5 dispatch:updated',
    'unsent-event client.ts:4 order:updated',
  ])
  // one end alone says nothing, and neither does one that may send anything
  expect(shown(findingsIn(client))).toEqual([])
  const any = atServer("socket.emit('order:new', o)", 'socket.emit(pick())', "socket.on('chat:typing', f)")
  expect(shown(findingsIn({ ...client, ...any }))).toEqual([])
})

test('a legacy name is gone from the release that its alias names', () => {
  const texts = atClient("socket.on('order:created', f)")
  const by = (release: string): string[] => shown(findingsIn(texts, ownVocabulary(['/patient-pharmacy'], release)))
  expect(by('1.9.9')).toEqual(['legacy-event client.ts:3 order:created -> order:new'])
  expect(by('2.0.0')).toEqual(['gone-event client.ts:3 order:created -> order:new'])
  expect(by('10.0.0')).toEqual(['gone-event client.ts:3 order:created -> order:new'])
})

test('a retired name is found wherever code has it, and not in comments', () => {
  const texts = { 'a.ts': "// OldManager\nimport { OldManager } from './old'\nOldManager.send('OldManagers')" }
  expect(shown(findingsIn(texts, ownVocabulary(), ['OldManager']))).toEqual([
    'retired-name a.ts:2 OldManager',
    'retired-name a.ts:3 OldManager',
  ])
})

test('every rule has a name, a sentence and advice of its own', () => {
  expect(new Set(scanRules.map(({ id }) => id)).size).toBe(scanRules.length)
  for (const { id, summary, advice } of scanRules) {
    expect(id).toMatch(/^[a-z]+(?:-[a-z]+)+$/)
    expect([summary, advice].every((text) => /^[A-Z].*\.$/.test(text))).toBe(true)
  }
})
