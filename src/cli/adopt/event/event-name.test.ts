import { expect, test } from 'vitest'
import { adopted, sectionOf } from '../../../../test/adopt/adopted.js'

test('names alone make a contract whose payloads are open, in the directions that are written beside them', () => {
  const { text, report } = adopted({
    'names.ts': `
      export const SOCKET_EVENTS = {
        // Client → Server
        JOIN: 'room:join', // somebody comes
        LEAVE: 'room:leave',

        // S -> C
        /** Somebody came. */
        JOINED: 'room:joined',
        LEFT: 'room:left',

        // either
        TYPING: 'typing',
        CONNECT: 'connect',
        DYNAMIC: (id: string) => 'x:' + id,
      } as const
      export const ROOM_EVENTS = Object.freeze(['room:join', 'room:full'])
      export interface JoinPayload { id: string }
      export const STATUS = { OPEN: 'open' }`,
  })
  expect(report).toContain('2 events from the server, 2 from clients, 2 of which nobody knows who sends them')
  expect(text).toContain(`    // Client → Server
    /** somebody comes */
    'room:join': event({ payload: anything }), // TODO(type): what it carries is not known
`)
  expect(text).not.toContain("'open'")
  expect(sectionOf(report, 'Types beside the names (1)')).toContain('JoinPayload')
  expect(sectionOf(report, 'Left out')).toContain('SOCKET_EVENTS.DYNAMIC: its text is not known')
  expect(sectionOf(report, 'Left out')).toContain('connect: Socket.IO keeps')
})

test('names that are put together of others are read, and what takes running the code is listed', () => {
  const { text, report } = adopted({
    'names.ts': `
      import MORE, * as whole from './more'
      import { Side } from './more'
      const BASE = { A: 'a', B: -1 }
      const LIST = ['l0', 'l1', ...gone]
      export const EVENTS = {
        ...BASE, ...gone, [Role.X]: 'x', [\`k\`]: 'kk', 'odd key': 'odd', get y() { return 'y' },
        M: A * 2, N: !x, NONE: null, PATTERN: /p/, WRONG: 'a' + gone,
        D: MORE.JOIN, E: MORE['LEAVE'], F: whole.DEEP.NAME, G: Side.LEFT, H: LIST[1], I: LIST[9], J: f().x, K: Side[gone],
        CHAT: { SEND: 'chat:send', LIST: [...LIST, , 'last'] }, EMPTY: '',
      }`,
    'more.ts': `
      const NAMES = { JOIN: 'join', LEAVE: 'leave' }
      export default NAMES
      export const DEEP = { NAME: 'deep' }
      export enum Side { 'LEFT' = 'left', RIGHT = f(), NEXT }`,
  })
  expect([...text.matchAll(/^ {2}(\S+): event/gm)].map(([, name]) => name)).toEqual([
    ...['a', 'x', 'kk', 'odd', 'join', 'leave', 'deep', 'left', 'l1', "'chat:send'", 'l0', 'last'],
  ])
  const left = sectionOf(report, 'Left out')
  for (const name of [
    '...gone in',
    ...'yMNIJK'.split('').map((key) => `EVENTS.${key}:`),
    'EVENTS.PATTERN',
    'EVENTS.WRONG',
  ])
    expect(left).toContain(name)
  expect(left).toContain("'': it is empty")
  expect(left).not.toContain('NONE')
})

test('names of several styles are named by their style, so that one can be chosen', () => {
  const names = [
    'ORDER_NEW',
    'ORDER_OLD',
    'order-sent',
    'order lost',
    'OrderPaid',
    'orderKept',
    'order_found',
    'order:a',
  ]
  const { report } = adopted({ 'names.ts': `export const EVENTS = ${JSON.stringify(names)}` })
  expect(sectionOf(report, 'Names')).toContain('Most are UPPER_CASE')
  for (const line of [
    'kebab-case: order-sent',
    'with spaces: order lost',
    'PascalCase: OrderPaid',
    'snake_case: order_f',
  ])
    expect(sectionOf(report, 'Names')).toContain(line)
})

test('names that are chosen go to the end that somebody says', () => {
  const source = {
    'names.ts': "export const UP = { A: 'a' }\nexport const DOWN = { B: 'b' }\nexport const C = { C: 'c' }",
  }
  const choice = { serverToClient: ['DOWN'], clientToServer: ['UP'], events: ['C'] }
  expect(adopted(source, { choice }).report).toContain('1 event from the server, 1 from clients, 1 of which nobody')
})

test.each([
  ['an enumeration', "export enum SocketEvents { A = 'a:b', B = 'c' }", 'a:b, c'],
  ['a class', "export class SocketEvents { static readonly A = 'a'; static B = `b` }", 'a, b'],
  ['constants of one name each', `export const A = 'a'\nexport const B = A + ':b'`, 'a, a:b'],
  ['CommonJS', "module.exports = { A: 'a', B: 'b' }", 'a, b'],
  ['a frozen object of CommonJS', "module.exports = Object.freeze({ A: 'a' })", 'a'],
  ['what CommonJS exports one by one', "exports.A = 'a'\nmodule.exports.B = 'b'\nexports.f = f\nf()\nx.y = 1", 'a, b'],
  ['what CommonJS exports by name', "const NAMES = { A: 'a' }\nmodule.exports = { NAMES, SAME: NAMES }", 'a'],
  ['what is exported as it is', "export default { A: 'a' } as const", 'a'],
  ['what is assigned to exports', "export = { A: 'a' }", 'a'],
  ['some fields of a class', "export class SocketEvents { static A = 'a'; static B; static #c = 'c'; d = 'd' }", 'a'],
  ['the only object', "export const Names = { A: 'a' } satisfies Record<string, string>", 'a'],
])('names are found in %s', (_, source, names) => {
  expect(
    sectionOf(adopted({ 'names.js': '', 'names.ts': source }, { files: ['names.ts'] }).report, 'Directions'),
  ).toContain(names)
})
