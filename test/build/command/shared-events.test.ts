import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, test } from 'vitest'
import type { EventContract, NamespaceContract } from '../../../src/index.js'
import { toContractJson } from '../../../src/spec/to-contract-json.js'
import { ownPackage } from '../own-package.js'
import { buildIn, filesIn } from './build-folder.js'

const rooms = `import { room } from 'socket-canon'
export const deskRoom = room('desk:{deskId}')
`
const source = `import { event, namespace, room, type Schema } from 'socket-canon'
import { id, text } from 'socket-canon/fields'
import * as z from 'zod'
import { deskRoom } from './rooms.js'
export { deskRoom } from './rooms.js'
export const partRoom = room('part:{partId}')

function changed<Payload extends { partId: string; deskId: string }>(payload: Schema<Payload>, example: Payload) {
  return event({ payload: payload as never, identity: ['partId'], to: [partRoom, deskRoom], example: example as never })
}
const asked = (bound: number) => event({
  payload: z.object({ count: z.int().max(bound) }), reply: z.object({ room: text(bound) }), example: { count: 1 },
})

export const parts = namespace('/parts', {
  rooms: [partRoom, deskRoom],
  serverToClient: {
    /** A part was sold. */
    'part:sold': changed(z.object({ partId: id, deskId: id }), { partId: 'p1', deskId: 'd1' }),
    'part:moved': changed(z.object({ partId: id, deskId: id, to: text(9) }), { partId: 'p1', deskId: 'd1', to: 'b' }),
  },
  clientToServer: { 'part:count': asked(7), 'part:weigh': asked(9) },
})
`

test('events that a function makes are printed as data, each in its place', async () => {
  const cwd = ownPackage({ 'src/parts.ts': source, 'src/rooms.ts': rooms })
  const { code, out, err } = await buildIn(cwd, 'src/parts.ts')
  expect([code, err]).toEqual([0, ''])
  expect(out).not.toContain('Kept')
  const files = filesIn(cwd)
  const written = Object.entries(files).filter(([path]) => path.startsWith('dist/'))
  expect(
    written.filter(([, text]) => /['"]zod|socket-canon\/fields|changed\(|asked\(/.test(text)).map(([path]) => path),
  ).toEqual([])
  expect(files['dist/parts.browser.js']).not.toContain('xample')
  const load = async (file: string): Promise<{ parts: NamespaceContract }> =>
    import(/* @vite-ignore */ pathToFileURL(join(cwd, 'dist', file)).href)
  const { parts } = await load('parts.js')
  const told = JSON.parse(files['contract.json'] as string).namespaces['/parts']
  const own = toContractJson([parts]).namespaces['/parts']
  expect(own?.digest).toBe(told.digest)
  const { 'part:moved': moved } = parts.serverToClient as Record<string, EventContract>
  expect([moved?.name, moved?.to.map(({ pattern }) => pattern), moved?.identity, moved?.example]).toEqual([
    'part:moved',
    ['part:{partId}', 'desk:{deskId}'],
    ['partId'],
    { partId: 'p1', deskId: 'd1', to: 'b' },
  ])
  expect(moved?.parse?.({ partId: 'p1', deskId: 'd1', to: 'b', more: 1 })).toEqual({
    partId: 'p1',
    deskId: 'd1',
    to: 'b',
  })
  const { 'part:count': count, 'part:weigh': weigh } = parts.clientToServer as Record<string, EventContract>
  expect(
    [count, weigh].map((event) => [event?.parse?.({ count: 8 }), event?.parseReply?.({ room: '12345678' })]),
  ).toEqual([
    [undefined, undefined],
    [{ count: 8 }, { room: '12345678' }],
  ])
  const browser = (await load('parts.browser.js')).parts
  expect((browser.serverToClient as Record<string, EventContract>)['part:sold']?.parse).toBeTypeOf('function')
  expect((browser.clientToServer as Record<string, EventContract>)['part:count']).not.toHaveProperty('parse')
})

test('what can not be printed in its place is named, with what to do', async () => {
  const looped = `import { event, namespace } from 'socket-canon'
import * as z from 'zod'
const names = ['a', 'b'] as const
const events = Object.fromEntries(names.map((name) => [name, event({ payload: z.object({ [name]: z.int() }) })]))
export const parts = namespace('/parts', {
  serverToClient: events as Record<'a' | 'b', (typeof events)[string]>,
  clientToServer: {
    'part:named': event({ payload: z.object({ name: z.string().refine((name) => name !== 'x') }) }),
  },
})
`
  const cwd = ownPackage({ 'src/parts.ts': looped })
  mkdirSync(join(cwd, 'dist'))
  const { code, out, err } = await buildIn(cwd, 'src/parts.ts')
  expect([code, err]).toEqual([0, ''])
  const flat = out.replaceAll(/\s+/g, ' ')
  expect(flat).toContain('Kept as they were written')
  expect(flat).toContain('src/parts.ts: /parts part:named, payload: name is a check that is a function of yours')
  for (const name of ['a', 'b'])
    expect(flat).toContain(
      `src/parts.ts: /parts ${name}, payload: a schema that a function makes beside others; write it in the place where its event stands`,
    )
  const { parts } = await import(/* @vite-ignore */ pathToFileURL(join(cwd, 'dist/parts.js')).href)
  expect(parts.serverToClient.a.payload['~standard'].vendor).toBe('zod')
})
