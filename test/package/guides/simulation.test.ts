// @vitest-environment jsdom
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { settled } from '../../field/marker.js'
import { connection } from '../../field/refusals.js'
import { node } from '../project.js'
import {
  currentToken,
  drop,
  dropOnly,
  guide,
  newServer,
  oldPage,
  oldServer,
  opened,
  type Page,
  pageAt,
  replayed,
  row,
  session,
  shownBy,
  start,
  words,
} from './simulation-ends.js'

const warnings = vi.spyOn(console, 'warn').mockImplementation(() => {})

test('an old page sees no difference when the server serves both paths, and comes back to it', async () => {
  const server = await newServer('server')
  const page = oldPage(server.url, '/')
  expect(await connection(page.socket)).toBe('connected')
  expect(server.oldPages.size).toBe(1)

  page.join(session)
  await settled(page.socket)
  expect(page.heard).toMatchObject([
    ['transcript', { ...row('item_1', 0), source: 'history' }],
    ['transcript', { ...row('item_2', 20), source: 'history' }],
  ])
  const { isFinal, itemId, startedAtMs, ...fed } = row('item_4', 60)
  server.say(session, { ...row('item_3', 40), media: null, source: 'backend' })
  server.say(session, { ...fed, is_final: isFinal, item_id: itemId, started_at_ms: startedAtMs })
  page.catchUp(session, row('item_1', 0).timestamp)
  await settled(page.socket)
  expect(page.heard.slice(2)).toMatchObject([
    ['transcript', { ...row('item_3', 40), source: 'backend' }],
    ['transcript', { ...row('item_4', 60), source: 'backend' }],
    ['catchup-transcripts', { transcripts: [{ itemId: 'item_2', source: 'history' }] }],
  ])
  expect(page.heard[2]?.[1]).not.toHaveProperty('media')

  await drop(server.io, '/', page)
  await settled(page.socket)
  server.say(session, row('item_5', 80))
  await settled(page.socket)
  expect(page.heard.slice(5)).toMatchObject([['transcript', { itemId: 'item_5' }]])
  page.join(session)
  await settled(page.socket)
  expect(page.heard.slice(6)).toMatchObject([
    ['transcript', { itemId: 'item_1' }],
    ['transcript', { itemId: 'item_2' }],
  ])
})

test('an old page without right sees an empty session, and is nobody on the new path', async () => {
  const server = await newServer('server')
  const page = oldPage(server.url, '/')
  await connection(page.socket)
  page.join('session_9')
  await settled(page.socket)
  page.catchUp('session_9', 0)
  server.say('session_9', row('item_3', 40))
  await settled(page.socket)
  expect(page.heard).toEqual([])
  expect(warnings).toHaveBeenCalledWith('session:join', 'ROOM_FORBIDDEN')
  expect(await connection(oldPage(server.url, '/simulation').socket)).toBe('refused: AUTH_MISSING')
})

test('the hook shows a session of the old server, comes back after a drop, and shows each transcript once', async () => {
  const { io, say, url } = await oldServer()
  const page = shownBy(pageAt(url, '/'))
  page.enter(session)
  await page.has(...replayed)
  say(session, { ...row('item_4', 60), media: null })
  await page.has(...replayed, 'live words of item_4')
  dropOnly(io, '/')
  // while the page is away
  say(session, row('item_3', 40))
  await page.has(...replayed, 'replay words of item_3', 'live words of item_4')
})

test('a session of the old server where nothing was said yet is entered all the same, and the next one from its beginning', async () => {
  const { say, url } = await oldServer()
  const page = shownBy(pageAt(url, '/'))
  page.enter('session_2')
  await page.has()
  say('session_2', row('item_7', 100))
  await page.has('live words of item_7')
  page.enter(session)
  await page.has(...replayed)
  page.enter('session_2')
  await page.has('replay words of item_7')
})

test('the old server does not have the new path, which a page sees as refused', async () => {
  const client = opened(pageAt((await oldServer()).url, '/simulation'))
  await vi.waitFor(() => expect(client.status).toBe('refused'), 10_000)
})

test.each(['/', '/simulation'] as const)('the hook shows a session of the new server on %s', async (path) => {
  const { say, url, oldPages } = await newServer('server')
  const page = shownBy(pageAt(url, path))
  page.enter(session)
  await page.has(...replayed)
  say(session, row('item_3', 40))
  await page.has(...replayed, 'live words of item_3')
  expect(oldPages.size).toBe(0)
  page.enter('session_9')
  await page.isRefused()
  page.enter(session)
  await page.has(...replayed)
})

test('a page that declares the contract hears no old name of the new server', async () => {
  const { say, url } = await newServer('server')
  const client = opened(pageAt(url, '/'))
  const names = new Set<string>()
  client.socket.onAny((name: string) => names.add(name))
  await client.join('session:session_1').joined
  say(session, row('item_3', 40))
  await settled(client.socket)
  expect([...names].sort()).toEqual(['contract:welcome', 'transcript:update'])
})

test('after a short drop a page is recovered, and after a restart it asks from what it heard last', async () => {
  const server = await newServer('server')
  const page = shownBy(pageAt(server.url, '/simulation'))
  page.enter(session)
  await page.has(...replayed)
  dropOnly(server.io, '/simulation')
  server.say(session, row('item_3', 40))
  await page.has(...replayed, 'live words of item_3')
  expect(server.asked).toEqual([0])

  await server.io.close()
  const restarted = await newServer('server', server.port)
  restarted.rows.push(row('item_3', 40), row('item_4', 60))
  await page.has(...replayed, 'live words of item_3', 'replay words of item_4')
  expect(restarted.asked).toEqual([row('item_3', 40).timestamp - 30_000])
})

test('a listener that comes later is not told the replayed ones', async () => {
  const client = opened(pageAt((await newServer('server')).url, '/'))
  const [first, later] = [vi.fn(), vi.fn()]
  client.on('transcript:update', first)
  const stay = client.join('session:session_1')
  await stay.joined
  stay.leave()
  client.on('transcript:update', later)
  await client.join('session:session_1').joined
  await settled(client.socket)
  expect(first).toHaveBeenCalledTimes(2)
  expect(later).not.toHaveBeenCalled()
})

test('catching up by hand is answered by a new server, and by no old one', { timeout: 60_000 }, async () => {
  const old = opened(pageAt((await oldServer()).url, '/'))
  const silent = expect(old.request('transcript:catchup', { sessionId: session, since: 0 })).rejects.toMatchObject({
    name: 'RequestTimeoutError',
  })
  const client = opened(pageAt((await newServer('server')).url, '/'))
  await client.join('session:session_1').joined
  const { transcripts } = await client.request('transcript:catchup', { sessionId: session, since: start })
  expect(words(transcripts)).toEqual(['replay words of item_2'])
  await silent
})

test('the same words twice are told twice by a new server, and once by the replay of an old one', async () => {
  const twice = [row('item_3', 40, 'Yes.'), row('item_4', 48, 'Yes.')]
  const old = await oldServer()
  const server = await newServer('server')
  for (const each of twice) old.say(session, each)
  server.rows.push(...twice)
  for (const [url, yes] of [
    [old.url, ['replay Yes.']],
    [server.url, ['replay Yes.', 'replay Yes.']],
  ] as const) {
    const page = shownBy(pageAt(url, '/'))
    page.enter(session)
    await page.has(...replayed, ...yes)
  }
})

test('when all is done an old page is told that the path is gone, and the new ones work', async () => {
  const server = await newServer('server-done')
  expect(await connection(oldPage(server.url, '/').socket)).toBe(
    'refused: This path was withdrawn. Load the page again.',
  )
  expect(await connection(oldPage(server.url, '/simulation').socket)).toBe('refused: AUTH_MISSING')
  const last = guide.run('client-done', { backEnd: server.url, currentToken }) as unknown as Pick<
    Page,
    'openSimulation'
  >
  for (const page of [last, pageAt(server.url, '/simulation')]) {
    const client = opened(page)
    await client.join('session:session_1').joined
    await expect(client.join('session:session_9').joined).rejects.toMatchObject({ code: 'ROOM_FORBIDDEN' })
  }
})

test.each([
  ['server', [], 'auth.missing'],
  ['server-done', ['--no-legacy'], undefined],
] as const)('`verify` finds no fault of the block %s but its guests', async (mark, more, fault) => {
  const { url } = await newServer(mark)
  const command = join(guide.project, 'node_modules/socket-canon/dist/esm/cli/main.js')
  const asked = ['--contract', 'simulation', '--token', currentToken(), '--room', 'session:session_1']
  const { code, output } = await node(guide.project, command, 'verify', url, ...asked, ...more, '--allow-untested')
  const failed = output.split(/^Failed \(\d+\)$/m)[1]?.match(/^ {2}\S+$/gm) ?? []
  expect(failed.map((each) => each.trim())).toEqual(fault ? [fault] : [])
  expect(code).toBe(fault ? 1 : 0)
})

test('every block of the guide was run', () => {
  expect([...guide.left]).toEqual([])
})
