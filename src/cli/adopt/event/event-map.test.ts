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

test('a map is known by the name that it is exported with, and one that is no map is none', () => {
  const { report } = adopted({
    'events.ts':
      "export * as all from './told'\nexport { Told as ServerToClientEvents, type None } from './told'\nexport { Lost as ClientToServerEvents } from './gone'",
    'told.ts': "export interface Told { down: () => void }\nexport type None = string\nexport * from './events'",
  })
  expect(report).toContain('1 event from the server, 0 from clients')
  expect(sectionOf(report, 'Imports that were not found')).toContain("'./gone', which events.ts imports")
})

test('a type that maps names to texts holds constants, and no events', () => {
  const source = {
    'events.ts': "export interface Events { A: string; B: { C: string } }\nexport const EVENTS = { A: 'a' }",
  }
  expect(adopted(source).report).toContain('Read from EVENTS in events.ts.')
})

test('a map that is chosen may be empty, and has to be a map', () => {
  const source = { 'events.ts': 'export interface A { x: () => void }\nexport interface B {}\nexport type C = string' }
  const choice = { serverToClient: ['A'], clientToServer: ['B'], events: [] }
  expect(adopted(source, { choice }).report).toContain('Read from A in events.ts, B in events.ts.')
  expect(() => adopted(source, { choice: { ...choice, clientToServer: ['C'] } })).toThrow(
    'C in events.ts is no map of events: it has no members',
  )
})

test('what is made with other types than maps, or by other libraries, says nothing', () => {
  const { report } = adopted({
    'main.ts': `import { Server } from 'socket.io'
      import { Other } from 'other'
      const one = new Server<Missing, typeof two>()
      const two = new Other<A, B>()
      interface A { a: () => void }
      interface OurEvents { ours: () => void }`,
  })
  expect(report).toContain('Read from OurEvents in main.ts.')
})

test('a map of both directions is divided by the words above its events', () => {
  const { text, report } = adopted({
    'events.ts': `
export interface SocketEvents {
  // Client to Server events
  place: () => void;
  cancel: () => void;

  // Server to Client events
  placed: () => void;
  /** client -> server */
  undo: () => void;

  // Others
  ready: () => void;
}`,
  })
  expect(report).toContain('1 event from the server, 3 from clients, 1 of which nobody knows who sends them')
  expect(text).toContain('    // Server to Client events\n    placed: event({}),')
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
