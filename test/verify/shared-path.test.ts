import { afterEach, expect, test } from 'vitest'
import { appointments, appointmentsAliases } from '../../src/appointments.js'
import { serve } from '../../src/server/index.js'
import { type CheckLine, checksIn, verifying } from './running.js'
import { type TargetServer, targetServer } from './target-server.js'
import { tokens, verified } from './tokens.js'

let server: TargetServer | undefined
afterEach(async () => {
  await server?.close()
})

const { example } = appointments.serverToClient.today_appointments

/** Serves the shop's appointments, where old pages and those of today come on one path. */
async function shop(tellsEverybody = false): Promise<TargetServer> {
  const { io, listening } = targetServer(() => {
    bookings.emit('today_appointments', example as never)
    // what a team's own code may do beside
    if (tellsEverybody) io.of('/appointments').emit('appointments_list', example)
  })
  const authenticate = ({ token }: Readonly<Record<string, unknown>>) => verified(token)
  const userId = ({ userId: id }: { readonly userId: string }) => id
  const options = { authenticate, userId, aliases: appointmentsAliases, legacy: true, observe: () => {} } as const
  const bookings = serve(io, appointments, { ...options, legacyLogin: { query: true } })
  server = await listening()
  return server
}

async function found(wanted: string, { url, trigger }: TargetServer, ...more: string[]): Promise<CheckLine[]> {
  const args = ['--contract', 'appointments', '--token', tokens.own, '--trigger', trigger, '--listen', '2']
  const run = await verifying(url, ...args, '--only', wanted, '--timeout', '2000', '--json', ...more)
  return checksIn(run)
}

test('a server whose old pages come on the path of the contract fails nothing for what it sends them', async () => {
  const checks = await found('events,aliases', await shop())
  expect(checks.filter(({ verdict }) => verdict === 'fail')).toEqual([])
  const passed = checks.filter(({ verdict }) => verdict === 'pass').map(({ id }) => id)
  expect(passed).toContain('aliases.canonical-only')
  expect(passed).toContain('events.undeclared[today_appointments]')
})

test('an old name that reaches clients of today is found on such a path too', async () => {
  const [check] = await found('aliases.canonical-only', await shop(true))
  expect(check).toMatchObject({ verdict: 'fail', seen: 'appointments_list came on /appointments' })
})

test('who logs in by query there is of old, so that nothing tells what clients of today hear', async () => {
  const [check] = await found('aliases.canonical-only', await shop(), '--login', 'query')
  expect(check?.verdict).toBe('not tested')
  expect(check?.seen).toContain('--login')
})
