import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, expect, onTestFinished, test } from 'vitest'
import { CommandFolder } from '../../../test/evolution/command.js'

let folder: CommandFolder
beforeEach(() => {
  folder = new CommandFolder()
  const { path } = folder
  onTestFinished(() => rmSync(path, { recursive: true, force: true }))
})

const scanning = (...args: string[]) => folder.call(['scan', 'src', '--contract', 'patient-pharmacy', ...args])

/** Scans, and tells each finding in a line. */
async function found(...args: string[]): Promise<string[]> {
  const { findings } = JSON.parse((await scanning('--json', ...args)).out)
  return findings.map(
    ({ rule, file, line, name }: Record<string, unknown>) =>
      `${rule} ${String(file).slice('src/'.length)}:${line} ${name}`,
  )
}

/** Writes a file, and returns what a scan with `--fix` makes of it; a second one has to leave it as it is. */
async function fixed(file: string, text: string): Promise<string> {
  folder.write(`src/${file}`, text)
  await scanning('--fix')
  const once = folder.read(`src/${file}`)
  await scanning('--fix')
  expect(folder.read(`src/${file}`)).toBe(once)
  return once
}

const server = `import socketio
sio = socketio.AsyncServer()
`

test('Python is read through files, and its lines are told', async () => {
  folder.write('src/app/__init__.py', '')
  folder.write('src/app/ends.py', server)
  folder.write('src/app/names.py', "NEW = 'order:created'\n")
  folder.write(
    'src/app/orders.py',
    "from . import names\nfrom app.ends import sio\n\nasync def tell(o):\n    await sio.emit(names.NEW, o, namespace='/patient-pharmacy')\n",
  )
  expect(await found()).toEqual(['legacy-event app/orders.py:5 order:created'])
})

test('what of Python can not be read is named, and the exit code is that of the rest', async () => {
  folder.write('src/fine.py', `${server}sio.emit('order:new', {}, namespace='/other')\n`)
  folder.write('src/broken.py', `${server}def f(:\n    pass\n`)
  folder.write('src/large.py', `${server}${'x = 1\n'.repeat(900_000)}`)
  writeFileSync(
    join(folder.path, 'src/latin.py'),
    Buffer.from(`# -*- coding: latin-1 -*-\n${server}x = 'caf\u00e9'\n`, 'latin1'),
  )
  const { code, out } = await scanning()
  expect(out).toContain("src/broken.py can't be read: line 3, which is no Python from there on")
  expect(out).toContain('src/large.py is larger than 1 MB')
  expect(out).toContain('src/latin.py is not written in UTF-8')
  expect(code).toBe(0)
})

test('valid Python that the grammar does not know is read all the same', async () => {
  folder.write(
    'src/a.py',
    `${server}\fx = 20.\ndef f():\n    yield\n    for (a, b) in c: pass\n@x[0].y\ndef g(): yield\nsio.emit('order:created', namespace='/patient-pharmacy')\n`,
  )
  expect(await found()).toEqual(['legacy-event a.py:9 order:created'])
})

test('--fix writes names and keys of Python in the quotes that they had', async () => {
  const text = `${server}sio.emit("order.updated", {'orderId': i, "orderStatus": s, 'updatedAt': t}, namespace='/patient-pharmacy')  # kept\n`
  expect(await fixed('a.py', text)).toBe(
    `${server}sio.emit("order:updated", {'id': i, "status": s, 'updatedAt': t}, namespace='/patient-pharmacy')  # kept\n`,
  )
})

test.each([
  [
    'speaks both names',
    "NS = '/patient-pharmacy'\nsio.emit('order:new', o, namespace=NS)\nsio.emit('order:created', o, namespace=NS)\n",
  ],
  ['keeps the name in a constant', "NAME = 'order:created'\nsio.emit(NAME, o, namespace='/patient-pharmacy')\n"],
  ['puts the name together', "sio.emit('order:' 'created', o, namespace='/patient-pharmacy')\n"],
  ['names a function after the event', "@sio.event(namespace='/patient-pharmacy')\ndef order_update(data): pass\n"],
])('--fix leaves Python alone that %s', async (_, lines) => {
  expect(await fixed('a.py', server + lines)).toBe(server + lines)
})

const page = `# Orders

The server sends \`order:created\` once. It was \`new-message\`, and is \`chat:message\` now. Nothing is \`weather\`.

| Event           | When    |
| --------------- | ------- |
| order:created   | at once |
| \`order:updated\` | later   |
| dispatch:update | dispatch:updated |

\`\`\`ts
import { io } from 'socket.io-client'
const socket = io('http://h/patient-pharmacy')
\`\`\`

> \`\`\`js
> socket.on('order:created', (order) => show(order))
> \`\`\`

\`\`\`ts
socket.on('order:created', ...
\`\`\`

<!-- socket-canon-ignore -->

\`\`\`ts
socket.on('order:created', (order) => show(order))
\`\`\`

\`\`\`json
{ "event": "order:created" }
\`\`\`

- a list

  \`\`\`python
  import socketio
  c = socketio.Client()
  @c.on('order:created', namespace='/patient-pharmacy')
  def created(order): pass
  \`\`\`

\`\`\`sh
emit order:created
\`\`\`

<!-- socket-canon-ignore -->

## Of old

\`order:created\`

### Older still

\`order:created\`

## Now

\`order:created\`
`

test('pages name their events, and their blocks know what stands above them', async () => {
  folder.write('src/page.md', page)
  expect(await found()).toEqual([3, 7, 17, 31, 39, 59].map((line) => `legacy-event page.md:${line} order:created`))
  folder.write('src/CHANGELOG.md', '`order:created`\n')
  folder.write('src/all.md', '<!-- socket-canon-ignore-file -->\n\n`order:created`\n')
  expect(await found()).toHaveLength(6)
})

test('--fix writes pages anew, also with line ends of Windows', async () => {
  const text = page.replaceAll('\n', '\r\n')
  const lines = (await fixed('page.md', text)).split('\r\n')
  const old = text.split('\r\n')
  const changed = lines.flatMap((line, at) => (line === old[at] ? [] : [at + 1]))
  expect(changed).toEqual([3, 7, 17, 31, 39, 59])
  expect(lines.filter((_, at) => changed.includes(at + 1))).toEqual([
    'The server sends `order:new` once. It was `new-message`, and is `chat:message` now. Nothing is `weather`.',
    '| order:new   | at once |',
    "> socket.on('order:new', (order) => show(order))",
    '{ "event": "order:new" }',
    "  @c.on('order:new', namespace='/patient-pharmacy')",
    '`order:new`',
  ])
})

test('a page that speaks of both names is told of, and left as it is', async () => {
  const text = 'First `order:created` was sent.\n\nToday it is `order:new`.\n'
  expect(await fixed('page.md', text)).toBe(text)
  expect(await found()).toEqual(['legacy-event page.md:1 order:created'])
})
