import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { loadContracts } from '../../src/build/load-contracts.js'
import { toContractJson } from '../../src/spec/index.js'
import { ownPackage, shop } from '../build/own-package.js'
import { checksIn, type Run, verifying } from '../verify/running.js'
import { tokens } from '../verify/tokens.js'
import { type RunningCommand, runningMock } from './running-mock.js'

let mock: RunningCommand | undefined
afterEach(async () => {
  if (mock) expect(await mock.stop()).toBe(0)
  mock = undefined
})

/** What is sent while everybody listens: events, some of them to a room or with a payload. */
type Sent = readonly { readonly event: string; readonly room?: string; readonly payload?: unknown }[]

interface Verified {
  readonly contract: string
  readonly file?: string
  readonly rooms?: readonly string[]
  readonly open?: readonly string[]
  /** The room that everybody is put into, where neither a token nor an example says one. */
  readonly ownRoom?: string
  readonly sent: Sent
}

async function verifyMock({
  contract,
  file = 'contract.json',
  rooms = [],
  open = [],
  ownRoom,
  sent,
}: Verified): Promise<Run> {
  const { own, peer, outsider, expired } = tokens
  const who = ['--token', own, '--outsider-token', outsider, '--expired-token', expired]
  const may = [...rooms.flatMap((room) => ['--room', room]), ...(ownRoom ? ['--own-room', ownRoom] : [])]
  mock = await runningMock([file, ...who, '--token', peer, ...may, '--origin', 'https://app.example'])
  const { url } = mock
  const call = (each: object): string =>
    `curl -sf ${url}/emit -H 'content-type: application/json' -d '${JSON.stringify(each)}'`
  const run = await verifying(
    ...[url, '--contract', contract, ...who, '--peer-token', peer, ...may, ...open.flatMap((each) => ['--open', each])],
    ...['--trigger', sent.map(call).join(' && '), '--listen', '2', '--timeout', '4000', '--allow-writes', '--json'],
    ...['--origin', 'https://app.example'],
  )
  if (run.code === 2) throw new Error(run.err)
  return run
}

// what a client is told that asks without an acknowledgement is tried by events that enter rooms only
const notPassed = (run: Run): string[] =>
  checksIn(run).flatMap(({ id, verdict, seen }) =>
    verdict === 'pass' || /^aliases\.told\[(message:send|transcript:catchup)\]$/.test(id)
      ? []
      : [`${id}: ${verdict}, ${seen}`],
  )

const toUser = (namespace: string, room: string, ...events: readonly string[]): Sent =>
  events.map((event) => ({ event, room, namespace }))
const toAll = (namespace: string, ...events: readonly string[]): Sent => events.map((event) => ({ event, namespace }))

// a change of an appointment is a fact each time, its end is one
const deleted = { action: 'delete', appointment_id: 43 }

const ours: readonly Verified[] = [
  {
    contract: 'patient-pharmacy',
    rooms: ['chat:c1', 'order:o1', 'dispatch:d1', 'pharmacy:p1'],
    sent: [
      { event: 'chat:message', room: 'chat:c1' },
      ...toUser('/patient-pharmacy', 'pharmacy:p1', 'order:new', 'order:updated', 'dispatch:updated'),
    ],
  },
  {
    contract: 'realtime',
    rooms: ['user:u1', 'public:news'],
    open: ['public:{channel}'],
    sent: [
      ...toUser('/realtime', 'user:u1', 'connection:accepted', 'connection:request', 'message:new', 'message:sent'),
      ...toUser('/realtime', 'user:u1', 'presence:idle'),
      ...toUser('/realtime', 'public:news', ...Array(4).fill('presence:update')),
    ],
  },
  {
    contract: 'messaging',
    sent: toUser(
      '/messaging',
      'user:u1',
      'message:deleted',
      'message:edited',
      'message:new',
      'message:read',
      'message:sent',
    ),
  },
  {
    contract: 'notifications',
    sent: [
      ...toUser('/notifications', 'notifications:u1', 'notification:all_read', 'notification:connected'),
      ...toUser('/notifications', 'notifications:u1', 'notification:deleted', 'notification:new', 'notification:read'),
      { event: 'notification:broadcast' },
    ],
  },
  {
    contract: 'appointments',
    sent: [
      ...toAll(
        '/appointments',
        'appointment_update',
        'pending_count',
        'schedule_updated',
        'today_appointments',
        'today_schedule',
      ),
      { event: 'appointment_update', payload: deleted },
    ],
  },
  {
    contract: 'workflow',
    sent: toAll(
      '/workflow',
      'board_update',
      'card_move',
      'card_update',
      'column_update',
      'comment_update',
      'label_update',
    ),
  },
  {
    contract: 'simulation',
    rooms: ['session:s1', 'simulation:m1'],
    ownRoom: 'simulation:m1',
    sent: [
      ...toUser('/simulation', 'session:s1', 'transcript:history', 'transcript:update'),
      { event: 'vitals:update', room: 'simulation:m1' },
    ],
  },
]

test.for(ours)('a mock of contract.json alone passes every check of $contract', async (asked) => {
  const run = await verifyMock(asked)
  expect(notPassed(run)).toEqual([])
  expect(run.code).toBe(0)
})

test('a mock of the contract.json of a shop passes every check', async () => {
  const cwd = ownPackage({ 'src/shop.ts': shop })
  const { contracts } = await loadContracts(['src/shop.ts'], { cwd })
  const file = join(cwd, 'contract.json')
  writeFileSync(file, JSON.stringify(toContractJson(contracts)))
  const run = await verifyMock({
    contract: file,
    file,
    rooms: ['order:c1'],
    ownRoom: 'order:c1',
    sent: [{ event: 'order:updated', room: 'order:c1' }],
  })
  expect(notPassed(run)).toEqual([])
  expect(run.code).toBe(0)
})
