import { mkdtempSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { connect } from '../../src/client/index.js'
import { messaging } from '../../src/messaging.js'
import { notifications } from '../../src/notifications.js'
import { realtime } from '../../src/realtime.js'
import { client, joined, refusal, socketTo, wiretap } from '../ends/sockets.js'
import { next } from '../ends/waiting.js'
import { checksIn, verifying } from '../verify/running.js'
import { tokenOf } from './nest/tokens.js'
import { type NestProcess, type NestRelease, nestProject, packedInto, ran, releases, started } from './nest-project.js'

const shared = mkdtempSync(join(tmpdir(), 'nest-packed-'))
const projects = new Map<NestRelease, string>()
// side by side: what is installed is waited for more than worked for
beforeAll(async () => {
  const tarball = packedInto(shared)
  for (const release of releases) projects.set(release, mkdtempSync(join(tmpdir(), `nest-${release.major}-`)))
  await Promise.all([...projects].map(([release, folder]) => nestProject(release, folder, tarball)))
}, 600_000)
afterAll(async () => {
  for (const folder of [shared, ...projects.values()]) await rm(folder, { recursive: true, force: true })
})

const as = (user: string) => ({ auth: { token: tokenOf(user) } })
const ofOld = (user: string) => ({ query: { userId: user, token: tokenOf(user) } })

describe.each(releases)('Nest $major as $type', (release) => {
  let folder: string
  let apps: NestProcess
  beforeAll(async () => {
    folder = projects.get(release) as string
    apps = await started(folder)
  })
  afterAll(async () => {
    expect(await apps.close()).toEqual(['closed'])
  })

  test.each(['before', 'step', 'oldLogin'] as const)('an old page gets on with the chat: %s', async (which) => {
    const ann = await joined(apps[which], '/ws', ofOld('ann'))
    const bob = await joined(apps[which], '/ws', ofOld('bob'))
    const heard = [wiretap(ann), wiretap(bob)]
    const written = next(bob, 'NEW_MESSAGE')
    const reply = await ann.emitWithAck('NEW_MESSAGE', { receiverId: 'bob', content: 'Hi', tempId: 't1' })
    expect(reply).toMatchObject({ success: true, message: { content: 'Hi', receiverId: 'bob' } })
    expect(await written).toMatchObject({ id: reply.message.id, senderId: 'ann', content: 'Hi' })
    const receipt = next(ann, 'MESSAGE_READ_RECEIPT')
    bob.emit('MESSAGE_READ', { messageId: reply.message.id })
    expect(await receipt).toMatchObject({ messageId: reply.message.id, readBy: 'bob' })
    const names = heard.map((packets) => packets.map(([name]) => name).filter((name) => /^[A-Z_]+$/.test(name)))
    expect(
      names.map((each) => each.filter((name) => name !== 'CONNECTION_SUCCESS' && name !== 'MESSAGE_READ_UPDATE')),
    ).toEqual([['MESSAGE_READ_RECEIPT'], ['NEW_MESSAGE']])
  })

  test('a page of today and one of old talk on two paths', async () => {
    const { network } = apps
    const ann = connect(socketTo(network, '/messaging', as('ann')), messaging)
    const old = await joined(network, '/ws', as('bob'))
    const written = next(old, 'NEW_MESSAGE')
    const { messageId } = await ann.request('message:send', { receiverId: 'bob', content: 'Hello' })
    expect(await written).toMatchObject({ id: messageId, senderId: 'ann', content: 'Hello' })
    const read = new Promise((resolve) => ann.on('message:read', resolve))
    expect(await old.emitWithAck('MESSAGE_READ', { messageId })).toMatchObject({ readAt: expect.any(String) })
    expect(await read).toMatchObject({ messageId, userId: 'bob' })
    ann.close()
  })

  test('a guard refuses, a pipe refuses, an interceptor has seen the rest', async () => {
    const { network } = apps
    const ann = await joined(network, '/messaging', as('ann'))
    const message = { receiverId: 'who-blocks', content: 'Hello' }
    expect(await ann.emitWithAck('message:send', message)).toEqual({
      error: { code: 'FORBIDDEN', message: 'Forbidden resource', retryable: false },
    })
    // by its old name the same
    expect(await ann.emitWithAck('NEW_MESSAGE', message)).toMatchObject({ error: { code: 'FORBIDDEN' } })
    const there = await joined(network, '/realtime', as('ann'))
    expect(await there.emitWithAck('presence:update', { status: 'dnd' })).toEqual({
      error: { code: 'CONFLICT', message: 'nobody is busy today', retryable: false },
    })
    expect(await there.emitWithAck('presence:update', { status: 'away' })).toEqual({ status: 'away' })
    expect(await there.emitWithAck('presence:update', { status: 'gone' })).toMatchObject({
      error: { code: 'PAYLOAD_INVALID', issues: [{ path: ['status'] }] },
    })
    expect(
      (await refusal(client(network, '/realtime', { auth: { token: tokenOf('ann', -1) } }))).data?.error.code,
    ).toBe('AUTH_EXPIRED')
  })

  test('services tell whoever is concerned, in all three namespaces', async () => {
    const { network } = apps
    const people = connect(socketTo(network, '/realtime', as('u1')), realtime)
    const news = connect(socketTo(network, '/notifications', as('u1')), notifications)
    const accepted = new Promise((resolve) => people.on('connection:accepted', resolve))
    const created = new Promise((resolve) => news.on('notification:new', resolve))
    const old = await joined(network, '/ws', as('u2'))
    const status = next(old, 'CONNECTION_STATUS_UPDATE')
    // both are let in
    await Promise.all([
      people.request('activity:ping', undefined as never),
      news.request('notification:get_unread_count', undefined as never),
    ])
    for (const name of ['realtime', 'notifications']) await fetch(`${network}/provoke/${name}`)
    expect(await accepted).toMatchObject({ connection: { requesterId: 'u1', recipientId: 'u2', status: 'ACCEPTED' } })
    expect(await created).toMatchObject({ title: 'A message', read: false })
    expect(await status).toMatchObject({ requesterId: 'u1', status: 'ACCEPTED' })
    for (const each of [people, news]) each.close()
  })

  test.each(['realtime', 'messaging', 'notifications'])('verify passes for %s', async (contract) => {
    const { network } = apps
    const run = await verifying(
      ...[network, '--contract', contract, '--json', '--allow-writes', '--timeout', '5000'],
      ...['--token', tokenOf('u1'), '--peer-token', tokenOf('u2'), '--outsider-token', tokenOf('u9')],
      ...['--expired-token', tokenOf('u1', -60), '--trigger', `node -e "fetch('${network}/provoke/${contract}')"`],
      ...(contract === 'realtime' ? ['--open', 'public:{channel}'] : []),
    )
    const checks = checksIn(run)
    // recommended is what needs a room that is no user's own, which these have none of
    expect(checks.filter(({ verdict, level }) => verdict !== 'pass' && level === 'required')).toEqual([])
    expect(checks.filter(({ verdict }) => verdict === 'pass').length).toBeGreaterThan(45)
    expect(run.code).toBe(0)
  })

  test('its tests run as its starter runs them, with injection', async () => {
    const [command, args] =
      release.major === 12
        ? [
            process.execPath,
            [
              '--import',
              './globals.mjs',
              '--test',
              'dist/connection.service.spec.js',
              'dist/messaging.gateway.spec.js',
            ],
          ]
        : [process.execPath, ['node_modules/jest/bin/jest.js']]
    const out = await ran(folder, command, args)
    expect(out).toMatch(release.major === 12 ? /pass 2\b/ : /Tests: +2 passed, 2 total/)
  })
})
