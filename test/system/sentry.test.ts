import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, onTestFinished, test } from 'vitest'
import { packedInto } from './nest-project.js'

const run = promisify(execFile)
const [, , code = ''] =
  /^```ts (errors\/sentry\.ts)\n(.*?)^```/ms.exec(readFileSync('docs/guides/observing.md', 'utf8')) ?? []

// a handler that breaks, one that refuses, and a scope of each that the other must not see
const program = `
import * as Sentry from '@sentry/node'
import { createServer } from 'node:http'
import { Server } from 'socket.io'
import { io as socketTo } from 'socket.io-client'
import { RefusalError } from 'socket-canon'
import { serveReported } from './errors/sentry.js'

const sent = []
const transport = () => ({ send: async (envelope) => (sent.push(...envelope[1]), {}), flush: async () => true })
Sentry.init({ dsn: 'http://key@127.0.0.1/1', transport, defaultIntegrations: false, tracesSampleRate: 0 })

const http = createServer()
const io = new Server(http)
const served = serveReported(io)
served.on('message:send', async ({ content }) => {
  Sentry.addBreadcrumb({ message: 'began ' + content })
  await new Promise((resolve) => setTimeout(resolve, content === 'first' ? 50 : 10))
  if (content === 'refused') throw new RefusalError('NOT_YOURS')
  throw new Error('the store is away')
})
await new Promise((resolve) => http.listen(0, '127.0.0.1', resolve))
const socket = socketTo('http://127.0.0.1:' + http.address().port + '/messaging', { auth: { token: 'u1' }, transports: ['websocket'] })
await new Promise((resolve) => socket.on('connect', resolve))
const ask = (content) => socket.emitWithAck('message:send', { receiverId: 'u2', content })
const answers = await Promise.all(['first', 'second', 'refused'].map(ask))
await Sentry.flush(2000)
const errors = sent.filter(([{ type }]) => type === 'event').map(([, event]) => event)
console.log(JSON.stringify({
  codes: answers.map(({ error }) => error.code),
  told: errors.map(({ exception, tags }) => [exception.values.at(-1).value, tags.namespace, tags.event]),
  texts: errors.filter((event) => JSON.stringify(event).includes('u2')).length,
}))
socket.close()
await io.close()
process.exit()
`

test('Sentry is told of what handlers throw, by event, and of no refusal and no value', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'sentry-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  mkdirSync(join(folder, 'errors'))
  const compilerOptions = { module: 'nodenext', target: 'es2022', strict: true, skipLibCheck: true, types: [] }
  for (const [file, text] of Object.entries({
    'package.json': '{ "private": true, "type": "module" }',
    'tsconfig.json': JSON.stringify({ compilerOptions, include: ['errors'] }),
    'errors/sentry.ts': code,
    'main.js': program,
  }))
    writeFileSync(join(folder, file), text)
  const installed = [packedInto(folder), '@sentry/node@11', 'socket.io@4', 'socket.io-client@4']
  const quiet = ['--no-audit', '--no-fund', '--prefer-offline', '--loglevel=error', '--ignore-scripts']
  await run('npm', ['install', ...quiet, ...installed], { cwd: folder, timeout: 280_000 })
  await run(process.execPath, [join(import.meta.dirname, '../../node_modules/typescript/bin/tsc'), '-p', '.'], {
    cwd: folder,
  })
  const { stdout } = await run(process.execPath, ['main.js'], { cwd: folder, timeout: 60_000 })
  const told = ['the store is away', '/messaging', 'message:send']
  expect(JSON.parse(stdout)).toEqual({
    codes: ['HANDLER_FAILED', 'HANDLER_FAILED', 'NOT_YOURS'],
    told: [told, told],
    texts: 0,
  })
})
