import { expect, test } from 'vitest'
import { type Texts, told, usesIn } from '../../../test/scan/read-texts.js'

const client = "import { io } from 'socket.io-client'\n"
const server = "import { Server } from 'socket.io'\n"

/** What is found in one file; each begins with its import, so that lines count from the second. */
const cases: readonly [title: string, text: string, found: readonly string[]][] = [
  [
    'a client',
    `${client}const a = io('http://h/x')\na.emit('b', 1)\na.once('c', () => {})`,
    ['emit client /x b a.ts:3', 'on client /x c a.ts:4'],
  ],
  ['an address without a path', `${client}io('https://h:3000').on('b', f)`, ['on client / b a.ts:2']],
  [
    'an address whose host is not known',
    `${client}io(\`\${process.env.URL}/x\`).on('b', f)`,
    ['on client /x b a.ts:2'],
  ],
  ['an address that is not known', `${client}io(process.env.URL).on('b', f)`, ['on client ? b a.ts:2']],
  ['a namespace of a server', `${server}const io = new Server()\nio.of('/x').emit('b')`, ['emit server /x b a.ts:3']],
  [
    'a socket of a connection',
    `${server}const io = new Server()\nio.of('/x').on('connection', (s) => {\n s.on('b', f)\n})`,
    ['on server /x connection a.ts:3', 'on server /x b a.ts:4'],
  ],
  [
    'a server as older releases make it',
    "const a = require('socket.io')(http)\na.sockets.on('connection', (s) => { s.broadcast.emit('b') })",
    ['on server / connection a.ts:2', 'emit server / b a.ts:2'],
  ],
  [
    'what is told whom to reach',
    `${server}const io = new Server()\nio.to('r').except('q').volatile.emit('b')`,
    ['emit server / b a.ts:3', 'to server / q a.ts:3', 'to server / r a.ts:3'],
  ],
  [
    'a name in a constant',
    `${client}const names = { b: 'c' } as const\nio('/x').emit(names.b)`,
    ['emit client /x c a.ts:3'],
  ],
  ['a name in an enumeration', `${client}enum Names { B = 'c' }\nio('/x').emit(Names.B)`, ['emit client /x c a.ts:3']],
  [
    'a template that is constant',
    `${client}const p = 'chat'\nio('/x').emit(\`\${p}:b\`)`,
    ['emit client /x chat:b a.ts:3'],
  ],
  ['a name that is only known when it runs', `${client}io('/x').emit(pick())`, ['emit client /x unknown a.ts:2']],
  [
    'a name that is one of two',
    `${client}io('/x').emit(on ? 'b' : 'c')`,
    ['emit client /x b a.ts:2', 'emit client /x c a.ts:2'],
  ],
  ['a method that was taken out', `${client}const { emit } = io('/x')\nemit('b')`, ['emit client /x b a.ts:3']],
  [
    'a socket that a variable gets later',
    `${client}let s\nfunction go() { s.emit('b') }\ns = io('/x')`,
    ['emit client /x b a.ts:3'],
  ],
  [
    'a list of sockets',
    `${server}const io = new Server()\nconst all = new Map()\nio.on('connection', (s) => all.set(s.id, s))\nall.get(1).emit('b')`,
    ['on server / connection a.ts:4', 'emit server / b a.ts:5'],
  ],
  [
    'a socket by its type',
    "import type { Socket } from 'socket.io'\nexport function f(s: Socket) { s.join('r') }",
    ['join server ? r a.ts:2'],
  ],
  ['a manager', `${client}io('/x').io.on('reconnect', f)`, ['on client /x reconnect a.ts:2']],
  ['every event', `${client}io('/x').onAny(f)`, ['on client /x * a.ts:2']],
  ['a listener that is taken away', `${client}io('/x').off('b', f)`, ['off client /x b a.ts:2']],
]

test.each(cases)('finds %s', (_, text, found) => {
  expect(told(usesIn({ 'a.ts': text })).sort()).toEqual([...found].sort())
})

const wrapped: readonly [title: string, texts: Texts, found: readonly string[]][] = [
  [
    'a function that sends for others, where it is called',
    {
      'a.ts': `${server}const io = new Server()\nexport function emitToUser(id: string, name: string, payload: unknown) { io.to(id).emit(name, payload) }`,
      'b.ts': "import { emitToUser as tell } from './a'\ntell('u', 'b', {})",
    },
    ['emit server / b b.ts:2', 'to server / u a.ts:3'],
  ],
  [
    'a manager that listens for others',
    {
      'a.ts': `${client}class Manager {\n  private s = io('/x')\n  on(name: string, f: () => void) { this.s.on(name, f) }\n}\nexport const manager = new Manager()`,
      'b.ts': "import { manager } from './a.js'\nmanager.on('b', () => {})",
    },
    ['on client /x b b.ts:2'],
  ],
  [
    'a manager of several namespaces, each under its path',
    {
      'a.ts': `${client}const open = (path: string) => io(\`http://h\${path}\`)\nexport function on(path: string, name: string, f: () => void) { open(path).on(name, f) }`,
      'b.ts': "import { on } from './a'\non('/x', 'b', () => {})\non('/y', 'c', () => {})",
    },
    ['on client /x b b.ts:2', 'on client /y c b.ts:3'],
  ],
  [
    'a hook',
    {
      'use-socket.ts': `${client}import { useRef } from 'react'\nexport function useSocket(path: string) {\n  const ref = useRef(null)\n  ref.current = io(path)\n  return { emit: (name: string) => ref.current.emit(name) }\n}`,
      'page.tsx':
        "import { useSocket } from './use-socket'\nexport const Page = () => {\n  const { emit } = useSocket('/x')\n  return <a onClick={() => emit('b')} />\n}",
    },
    ['emit client /x b page.tsx:4'],
  ],
  [
    'a context and a state',
    {
      'a.tsx': `${client}import { createContext, useContext, useState } from 'react'\nconst C = createContext(null)\nexport const useIt = () => useContext(C)\nexport const P = () => {\n  const [s, setS] = useState(null)\n  setS(io('/x'))\n  return <C.Provider value={s} />\n}`,
      'b.ts': "import { useIt } from './a'\nconst s = useIt()\ns.emit('b')",
    },
    ['emit client /x b b.ts:3'],
  ],
  [
    'a store',
    {
      'a.ts': `${client}import { create } from 'zustand'\nexport const useStore = create((set, get) => ({\n  s: null,\n  open: () => { set({ s: io('/x') }) },\n  tell: () => { get().s.emit('b') },\n}))`,
      'b.ts':
        "import { useStore } from './a'\nconst s = useStore((state) => state.s)\ns.emit('c')\nuseStore.getState().s.emit('d')",
    },
    ['emit client /x b a.ts:6', 'emit client /x c b.ts:3', 'emit client /x d b.ts:4'],
  ],
  [
    'a module of handlers that is handed the socket',
    {
      'a.js':
        "const register = require('./b')\nconst io = require('socket.io')(http)\nio.on('connection', (socket) => register(io, socket))",
      'b.js': "module.exports = (io, socket) => {\n  socket.on('b', () => io.emit('c'))\n}",
    },
    ['on server / connection a.js:3', 'on server / b b.js:2', 'emit server / c b.js:2'],
  ],
  [
    "gateways of Nest's and services that are given one",
    {
      'a.ts':
        "import { ConnectedSocket, MessageBody, SubscribeMessage, WebSocketGateway, WebSocketServer } from '@nestjs/websockets'\n@WebSocketGateway({ namespace: 'x' })\nexport class Gateway {\n  @WebSocketServer() server\n  @SubscribeMessage('b')\n  onB(@ConnectedSocket() client, @MessageBody() body) { client.emit('c'); return { event: 'd', data: 1 } }\n  tell(name: string) { this.server.emit(name) }\n}",
      'b.ts':
        "import { Gateway } from './a'\nexport class Service {\n  constructor(private readonly gateway: Gateway) {}\n  go() { this.gateway.tell('e') }\n}",
    },
    ['on server /x b a.ts:5', 'emit server /x c a.ts:6', 'emit server /x d a.ts:6', 'emit server /x e b.ts:4'],
  ],
  [
    'controllers of socket-controllers, and of those who speak like it',
    {
      'a.ts':
        "import { EmitOnSuccess, MessageBody, OnMessage, SocketController, SocketIO } from 'socket-controllers'\n@SocketController('/x')\nexport class Controller {\n  @OnMessage('b')\n  @EmitOnSuccess('c')\n  onB(@SocketIO() io, @MessageBody() body) { io.emit('d'); return body }\n}",
      'b.ts':
        "import { Payload, ConnectedSocket, OnMessage, SocketController } from './own'\n@SocketController()\nexport class Controller {\n  @OnMessage('e', guard)\n  onE(@Payload() body, @ConnectedSocket() socket) { socket.emit('f') }\n}",
      'c.ts': "export class Queue {\n  @OnMessage('g')\n  onG() {}\n}",
    },
    [
      'on server /x b a.ts:4',
      'emit server /x c a.ts:5',
      'emit server /x d a.ts:6',
      'on server / e b.ts:4',
      'emit server / f b.ts:5',
    ],
  ],
  [
    "a component of Vue's",
    {
      'a.vue':
        "<template><p/></template>\n<script>\nimport { io } from 'socket.io-client'\nexport default {\n  created() { this.socket = io('/x') },\n  methods: { go() { this.socket.emit('b'); this.$emit('closed') } },\n}\n</script>",
    },
    ['emit client /x b a.vue:6'],
  ],
  [
    'what a package passes on from another file',
    {
      'a.ts': `${client}export const s = io('/x')`,
      'b.ts': "export * from './a'",
      'c.ts': "import { s } from './b'\ns.emit('b')",
    },
    ['emit client /x b c.ts:2'],
  ],
  [
    'sockets that are walked with their ids, or made by walking',
    {
      'a.ts': `${server}const io = new Server()\nfor (const [, each] of io.sockets.sockets) each.emit('b')`,
      'b.ts': `${client}const all = names.map((name) => ({ name, socket: io('/x') }))\nall[1].socket.emit('c')\nall.forEach(({ socket }) => socket.on('d', f))`,
    },
    ['emit server / b a.ts:3', 'emit client /x c b.ts:3', 'on client /x d b.ts:4'],
  ],
  [
    'components that are given one in markup',
    {
      'a.jsx': `${client}import { Chat } from './b'\nconst mine = io('/x')\nexport const App = () => <main><Chat socket={mine} id="1" /></main>`,
      'b.jsx': "export function Chat({ socket, id }) {\n  socket.emit('b')\n  id.emit('c')\n  return null\n}",
    },
    ['emit client /x b b.jsx:2'],
  ],
  [
    'a function that says what its this is',
    {
      'a.ts':
        "import { Server, type Socket } from 'socket.io'\nnew Server().on('connection', (s) => s.on('b', onB))\nfunction onB(this: Socket, data: Data, extra: Socket) {\n  const me = this\n  me.emit('c')\n  const later = () => this.emit('d')\n  data.emit('e')\n  extra.emit('f')\n}",
    },
    [
      'on server / connection a.ts:2',
      'on server / b a.ts:2',
      'emit server ? c a.ts:5',
      'emit server ? d a.ts:6',
      'emit server ? f a.ts:8',
    ],
  ],
  [
    'functions that are typed by what they are kept as',
    {
      'user.ts':
        "import { Server } from 'socket.io'\nexport class User {\n  io = new Server()\n  emit(name: string, data: unknown) { this.io.emit(name, data) }\n}\nexport type Handler = (this: User, line: string) => void",
      'a.ts':
        "import type { Handler } from './user'\nexport default <Handler>function (line) {\n  const user = this\n  later(function () { user.emit('b', line) })\n}",
      'b.ts': "import type { Handler } from './user'\nexport const go: Handler = function () { this.emit('c', 1) }",
    },
    ['emit server / b a.ts:4', 'emit server / c b.ts:2'],
  ],
  [
    'components that are given one by their type',
    {
      'a.tsx': `${client}import type { FC } from 'react'\nimport type { Socket } from 'socket.io-client'\nexport const A: FC<{ socket: Socket; id: string }> = ({ socket }) => {\n  socket.emit('b')\n  return null\n}\ninterface Props { open(): Socket; close: () => void }\nexport function B({ open, close }: Props) {\n  open().emit('c')\n  close().emit('d')\n}`,
    },
    ['emit client ? b a.tsx:5', 'emit client ? c a.tsx:10'],
  ],
]

test.each(wrapped)('follows %s', (_, texts, found) => {
  expect(told(usesIn(texts)).sort()).toEqual([...found].sort())
})

test.each([
  ["import { EventEmitter } from 'node:events'\nconst e = new EventEmitter()\ne.on('b', f)\ne.emit('b')"],
  ["process.on('exit', f)\nprocess.emit('b')"],
  ["document.on('b', f)\nwindow.addEventListener('message', f)"],
  ["import { Subject } from 'rxjs'\nconst socket = new Subject()\nsocket.emit('b')"],
  ["const socket = { on: vi.fn(), emit: vi.fn() }\nsocket.emit('b')"],
  ["import { WebSocket } from 'ws'\nconst socket = new WebSocket('ws://h')\nsocket.on('message', f)"],
  ["import { io } from './mine'\nio('/x').emit('b')"],
  ["export function f(socket, io) { socket.emit('b'); io.emit('c') }"],
  ["import { io } from 'socket.io-client'\n// io('/x').emit('b')\nconst text = \"io('/x').emit('b')\""],
  ["import { defineEmits } from 'vue'\nconst emit = defineEmits(['b'])\nemit('b')"],
])('finds nothing in what only looks like a socket: %j', (text) => {
  expect(told(usesIn({ 'a.ts': text }))).toEqual([])
})

test('a piece of a server that shows no import is a server still', () => {
  const text = "io.to('r').emit('b')\nio.of('/x').in('r').emit('c')\nio('/y').emit('d')"
  expect(told(usesIn({ 'a.js': text }))).toEqual([
    'emit server / b a.js:1',
    'to server /x r a.js:2',
    'emit server /x c a.js:2',
    'emit client /y d a.js:3',
  ])
})

test('code that leads back to itself is read to its end', () => {
  const text = `${client}let a = b\nlet b = a\nconst f = (x) => f(g(x))\nconst g = (x) => f({ ...g(x), a: x.a })\nclass C { x = this.x.y; y = { ...this.y }; get z() { return this.z } }\nf(io('/x')).emit('b')\nnew C().y.z.emit('c')\nio('/x').emit('d')`
  expect(told(usesIn({ 'a.ts': text }))).toEqual(['emit client /x d a.ts:9'])
})

test('fields and acknowledgements are seen where they are written', () => {
  const text = `${client}const s = io('/x')\ns.emit('b', { id, 'two words': 1, deep: { a: 1 } }, () => {})\ns.emit('c', { ...rest })\ns.on('d', ({ id, name: n, ...others }, answer) => {})\nawait s.timeout(9).emitWithAck('e')`
  const seen = usesIn({ 'a.ts': text }).flatMap((use) =>
    use.kind === 'emit' || use.kind === 'on'
      ? [[use.payload?.fields.map(({ key }) => key), use.payload?.isWhole, use.isAcknowledged]]
      : [],
  )
  expect(seen).toEqual([
    [['id', 'two words', 'deep'], true, true],
    [[], false, false],
    [['id', 'name'], false, true],
    [undefined, undefined, true],
  ])
})
