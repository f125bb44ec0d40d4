import { afterEach, expect, test } from 'vitest'
import { receivedWords } from './facts.js'
import { referenceServer } from './reference-server.js'
import { checksIn, everything, verifying } from './running.js'
import type { TargetServer } from './target-server.js'
import { tokens } from './tokens.js'

let server: TargetServer | undefined
afterEach(async () => {
  await server?.close()
})

test.each(['websocket', 'polling'])('the reference server passes every check over %s', async (transport) => {
  server = await referenceServer()
  const run = await verifying(server.url, ...everything(server.trigger), '--transport', transport, '--json')
  expect(checksIn(run).filter(({ verdict }) => verdict !== 'pass')).toEqual([])
  expect(run.code).toBe(0)
})

test('the report for people says what passed, and shows neither tokens nor what was received', async () => {
  server = await referenceServer()
  const { code, out, err } = await verifying(server.url, ...everything(server.trigger))
  expect(code).toBe(0)
  expect(out).toMatch(/OK: 84 passed, 0 failed, 0 warned, 0 not tested\./)
  expect(err.split('\n')[0]).toBe('[1/9] looking for the server')
  for (const word of [...Object.values(tokens), ...receivedWords]) expect(out + err).not.toContain(word)
})
