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

test.each([
  ['an enumeration', "export enum SocketEvents { A = 'a:b', B = 'c' }", 'a:b, c'],
  ['a class', "export class SocketEvents { static readonly A = 'a'; static B = `b` }", 'a, b'],
  ['constants of one name each', `export const A = 'a'\nexport const B = A + ':b'`, 'a, a:b'],
  ['CommonJS', "module.exports = { A: 'a', B: 'b' }", 'a, b'],
  ['the only object', "export const Names = { A: 'a' } satisfies Record<string, string>", 'a'],
])('names are found in %s', (_, source, names) => {
  expect(
    sectionOf(adopted({ 'names.js': '', 'names.ts': source }, { files: ['names.ts'] }).report, 'Directions'),
  ).toContain(names)
})
