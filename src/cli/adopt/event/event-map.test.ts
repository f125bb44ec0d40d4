import { expect, test } from 'vitest'
import { adopted, sectionOf } from '../../../../test/adopt/adopted.js'

test('maps are known by what a server or a client is made with, where their names do not say it', () => {
  const types = 'export interface Heard { up: () => void }\nexport interface Told { down: () => void }\n'
  const imports = { 'events.ts': types }
  for (const [code, of] of [
    ['const io = new Server<Heard, Told>(3000)', 'socket.io'],
    ['const socket: Socket<Told, Heard> = io()', 'socket.io-client'],
    ['class Ours extends Server<Heard, Told> {}', 'socket.io'],
  ]) {
    const main = `import { Server, Socket } from '${of}'\nimport type { Heard, Told } from './events'\n${code}`
    expect(adopted({ 'main.ts': main, ...imports }).report).toContain('1 event from the server, 1 from clients')
  }
})

test('maps of which nobody knows the direction are open to both, until somebody says it', () => {
  const source = {
    'events.ts': 'export interface ServerEvents { a: () => void }\nexport interface ClientEvents { b: () => void }',
  }
  const open = adopted(source)
  expect(open.text).toContain('// TODO(direction)')
  expect(open.text).toContain('  serverToClient: {\n    ...undecided,\n  },')
  expect(sectionOf(open.report, 'Directions (2)')).toContain('a, b')
  const choice = { serverToClient: ['ServerEvents'], clientToServer: ['ClientEvents'], events: [] }
  expect(adopted(source, { choice }).text).toContain(
    'serverToClient: {\n    a: event({}),\n  },\n  clientToServer: {\n    b: event({}),',
  )
})

test('maps that extend others, are mapped or are declared twice give all their events', () => {
  const { text, report } = adopted({
    'events.ts': `
      import { EVENTS } from './names'
      interface Payloads { one: { a: boolean }; two: { b: boolean } }
      type Common = { [E in keyof Payloads]: (payload: Payloads[E]) => void }
      interface More { 'x:y': () => void }
      interface ServerToClientEvents extends Common, More { [EVENTS.ORDER.NEW]: () => void }
      interface ServerToClientEvents { [EVENTS['old']]: () => void }
      declare global { interface ChatClientToServerEvents { up: () => void } }
      interface InterServerEvents { ping: () => void }`,
    'names.ts': "export * from './more-names'",
    'more-names.ts': `const prefix = 'order'\nexport const EVENTS = { ORDER: { NEW: \`\${prefix}:new\` }, old: 'ol' + 'd' } as const`,
  })
  expect([...text.matchAll(/^ {4}(\S+): event/gm)].map(([, name]) => name)).toEqual([
    'one',
    'two',
    "'x:y'",
    "'order:new'",
    'old',
    'up',
  ])
  expect(report).toContain('5 events from the server, 1 from clients')
})
