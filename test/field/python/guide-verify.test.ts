import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { checksIn, verifying } from '../../verify/running.js'
import { row } from '../shop/rows.js'
import { guidePrograms } from './guide-server.js'

const servers = guidePrograms()

/** Runs the command as the page does, while something happens, and returns the checks that are not well. */
async function findings(url: string, contract: string, ...more: readonly string[]): Promise<Record<string, unknown>> {
  const options = ['--contract', contract, '--server', 'python', '--token', 'staff', '--json', ...more]
  const checks = checksIn(await verifying(url, ...options))
  const of = (verdict: string, prefix = '') =>
    checks.filter((each) => each.verdict === verdict && each.id.startsWith(prefix)).map(({ id }) => id)
  const leaks = checks.filter(({ id, verdict }) => id.startsWith('events.undeclared') && verdict === 'fail')
  return {
    failed: of('fail'),
    warned: of('warning'),
    untested: of('not tested', 'auth.'),
    leaks: leaks.map(({ seen }) => seen),
  }
}

/** Writes a command that posts something to an address. */
function posting(name: string, url: string, body: unknown): string {
  const file = join(servers.folder, `${name}.mjs`)
  writeFileSync(
    file,
    `await fetch(${JSON.stringify(url)}, { method: 'POST', body: ${JSON.stringify(JSON.stringify(body))} })`,
  )
  return `${process.execPath} ${file}`
}

test('`verify` says of a server from before what the page says that it does', async () => {
  const url = await servers.start('serve.py')
  for (const contract of ['appointments', 'workflow'])
    expect(await findings(url, contract)).toMatchObject({
      failed: ['auth.missing', 'answers.unknown-event'],
      warned: ['protocol.ping', 'protocol.welcome'],
      untested: expect.arrayContaining(['auth.accepted']),
      leaks: [],
    })
  const shown = {
    path: '/appointments',
    tells: 'everybody',
    name: 'today_appointments',
    payload: { appointments: [row()] },
  }
  const seen = await findings(url, 'appointments', '--trigger', posting('before', `${url}/send`, shown))
  expect(seen['failed']).toEqual(
    expect.arrayContaining(['events.parse[today_appointments]', 'events.undeclared[today_appointments]']),
  )
  expect(String(seen['leaks'])).toContain('appointments.*.customer.token')
})

test("`verify` fails nothing of the page's server, while there are old pages and in the end", async () => {
  const well = { failed: [], warned: [], untested: ['auth.forged', 'auth.expired'], leaks: [] }
  for (const contract of ['appointments', 'workflow']) expect(await findings(servers.during, contract)).toEqual(well)
  const shown = ['/appointments', 'today_appointments_updated', [row()]]
  const trigger = (name: string, url: string) => ['--trigger', posting(name, `${url}/tell`, shown)]
  expect(await findings(servers.during, 'appointments', ...trigger('during', servers.during))).toEqual(well)
  expect(await findings(servers.done, 'appointments', ...trigger('done', servers.done), '--no-legacy')).toEqual(well)
})
