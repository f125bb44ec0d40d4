import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { Linter } from 'eslint'
import { beforeEach, expect, onTestFinished, test } from 'vitest'
import { plugin } from './plugin.js'

const client = (...lines: string[]) =>
  ["import { io } from 'socket.io-client'", "const socket = io('http://h/patient-pharmacy')", ...lines, ''].join('\n')
const server = (...lines: string[]) =>
  [
    "import { Server } from 'socket.io'",
    "new Server().of('/patient-pharmacy').on('connection', (socket) => {",
    ...lines,
    '})',
    '',
  ].join('\n')

let folder: string
beforeEach(() => {
  const made = realpathSync(mkdtempSync(join(tmpdir(), 'linted-')))
  folder = made
  onTestFinished(() => rmSync(made, { recursive: true, force: true }))
})

function write(file: string, text: string): void {
  mkdirSync(dirname(join(folder, file)), { recursive: true })
  writeFileSync(join(folder, file), text)
}

const config = (options: object = { contract: 'patient-pharmacy' }): Linter.Config[] => [
  {
    ...(plugin.configs.recommended as unknown as Linter.Config),
    files: ['**/*.js'],
    settings: { 'socket-canon': options },
  },
]

const linted = (text: string, options?: object, file = 'a.js') =>
  new Linter({ cwd: folder })
    .verify(text, config(options), join(folder, file))
    .map(({ ruleId, line, column, message }) => `${ruleId} ${line}:${column} ${message.split('. ')[0]}`)

const fixed = (text: string) =>
  new Linter({ cwd: folder }).verifyAndFix(text, config(), { filename: join(folder, 'a.js') }).output

test('each rule finds what the same rules of a scan find', () => {
  expect(linted(client("socket.on('order:created', f)"))).toEqual([
    'socket-canon/no-legacy-event 3:11 order:created is order:new today, and gone from 2.0.0 on',
  ])
  expect(linted(client("socket.on('order_new', f)", "socket.emit('order:new', {})"))).toEqual([
    expect.stringContaining('socket-canon/known-event 3:11 no contract has an event order_new'),
    expect.stringContaining('socket-canon/known-event 4:13 order:new is sent by servers only'),
  ])
  expect(linted(server(`socket.join(\`chat:\${id}\`)`))).toEqual([
    expect.stringContaining('socket-canon/room-builder 3:13 the room chat:… is put together by hand'),
  ])
})

test('names of today, other emitters and what can not be followed are left alone', () => {
  expect(linted(client("socket.on('order:new', f)", 'socket.emit(pick())'))).toEqual([])
  expect(linted("new EventEmitter().on('order:created', f)\nsocket.on('order:created', f)")).toEqual([])
  expect(linted("import { socket } from './not-there.js'\nsocket.on('order:created', f)")).toEqual([])
})

test('a socket and names are followed into the files that are imported, and these are read anew when they change', () => {
  const text = "import { socket, NAME } from './socket.js'\nsocket.on(NAME, f)"
  const socket = (name: string) => client('export { socket }', `export const NAME = '${name}'`)
  write('socket.js', socket('order:created'))
  expect(linted(text)).toEqual([expect.stringContaining('no-legacy-event 2:11')])
  write('socket.js', socket('order:new'))
  utimesSync(join(folder, 'socket.js'), 1, 1)
  expect(linted(text)).toEqual([])
})

test('what is certain is fixed with the imports it needs, and the rest is left as it is written', () => {
  expect(fixed(client("socket.on( 'order:created',f )"))).toBe(client("socket.on( 'order:new',f )"))
  // who speaks both names would hear the event twice
  const both = client("socket.on('order:created', f)", "socket.on('order:new', f)")
  expect(fixed(both)).toBe(both)
  const room = fixed(server(`socket.join(\`chat:\${id}\`)`, `socket.leave(\`chat:\${id}\`)`))
  expect(room).toContain('socket.join(chatRoom(id))\nsocket.leave(chatRoom(id))')
  expect(
    room.match(/import \{ chatRoom \} from 'socket-canon\/rooms\/patient-pharmacy'|import \{ chatRoom \}/g),
  ).toHaveLength(1)
})

test('a name that is written in another file is told, and not fixed there', () => {
  write('names.js', "export const NAME = 'order:created'")
  const text = `import { NAME } from './names.js'\n${client('socket.on(NAME, f)')}`
  expect(linted(text)).toHaveLength(1)
  expect(fixed(text)).toBe(text)
})

test('contracts are given as in a scan: by name, as a file, as what a file holds, or several', () => {
  const own = JSON.parse(readFileSync('contract.json', 'utf8'))
  write('contract.json', JSON.stringify(own))
  const text = client("socket.on('order:created', f)")
  for (const options of [
    {},
    { contract: './contract.json' },
    { contract: own },
    { contract: ['shop', 'medsync'] },
    { contract: 'medsync', release: '2.0.0' },
  ])
    expect(linted(text, options)).toEqual([expect.stringContaining('order:created is order:new today')])
  expect(linted(text, { contract: 'medsync', release: '2.0.0' })[0]).toContain('gone since 2.0.0')
})

test('a contract that is not there is told in a line', () => {
  expect(() => linted(client(), { contract: 'nothing' })).toThrow(
    /^socket-canon\/eslint: `contract` takes the path of a contract\.json, or one of /,
  )
  expect(() => linted(client(), {})).toThrow('socket-canon/eslint: `contract`: there is no file ./contract.json')
})
