import { expect, test } from 'vitest'
import type { Observation } from '../contract/observation.js'
import { type HealthOptions, migrationHealth } from './health.js'

const where = { namespace: '/patient-pharmacy', path: '/patient-pharmacy' }
const start = Date.parse('2026-03-01T08:00:00Z')

/** Watches a recorded history, one moment after the other. */
function watched(options: HealthOptions = {}) {
  let now = start
  const health = migrationHealth({ now: () => now, ...options })
  const observe = (observation: object) => health.observe({ ...where, ...observation } as Observation)
  return {
    ...health,
    pass: (ms: number) => {
      now += ms
    },
    connect: (made: number, failed = 0) => {
      for (let each = 0; each < made; each++) observe({ kind: 'connection-made' })
      for (let each = 0; each < failed; each++) observe({ kind: 'connection-failed' })
    },
    lose: () => observe({ kind: 'connection-lost' }),
    probe: (clockOffsetMs: number) => observe({ kind: 'latency', latencyMs: 10, clockOffsetMs }),
    receive: (count: number, lateMs: number, more: object = {}) => {
      for (let each = 0; each < count; each++) {
        now += 10
        const createdAt = new Date(now - lateMs).toISOString()
        const fact = { event: 'chat:message', direction: 'serverToClient', payload: () => ({ createdAt }) }
        observe({ kind: 'received', ...fact, ...more })
      }
    },
  }
}

test('the health of a migration proceeds when every target is met on enough samples', () => {
  const history = watched({ baseline: { p95Ms: 90 } })
  history.connect(1000, 2)
  history.probe(0)
  history.receive(1000, 80)
  for (let each = 0; each < 100; each++) history.note(each < 95 ? 'cache-hit' : 'cache-miss')
  expect(history.verdict()).toEqual({ verdict: 'proceed', reasons: ['every target is met'] })
  expect(history.report()).toMatchObject({
    connections: { figure: 1000 / 1002, samples: 1002, met: true, failed: 2 },
    delivery: { figure: 80, samples: 1000, met: true, p50Ms: 80, p99Ms: 80, clock: 'corrected' },
    duplicates: { figure: 0, samples: 1000, met: true },
    cacheHits: { figure: 0.95, samples: 100, met: true },
  })
})

test('the health of a migration rolls back when connections fail', () => {
  const history = watched()
  history.connect(90, 10)
  history.receive(1000, 80)
  expect(history.verdict()).toEqual({
    verdict: 'roll-back',
    reasons: ['10 % of 100 connections failed, more than 5 %'],
  })
})

test('the health of a migration watches when some connections fail, but not enough to go back', () => {
  const history = watched()
  history.connect(970, 30)
  history.receive(1000, 80)
  expect(history.verdict()).toEqual({
    verdict: 'watch',
    reasons: ['97 % of connections succeed, aimed at more than 99 %'],
  })
})

test('the health of a migration rolls back when delivery takes twice as long as before, and not over what nobody notices', () => {
  const history = (lateMs: number) => {
    const health = watched({ baseline: { p95Ms: 20 } })
    health.connect(100)
    health.receive(1000, lateMs)
    return health.verdict()
  }
  expect(history(160)).toEqual({
    verdict: 'roll-back',
    reasons: ['delivery takes 160 ms (p95), at least 2 times the 20 ms of before'],
  })
  expect(history(45).verdict).toBe('proceed')
})

test('the health of a migration watches when facts come twice, and not when legacy names bring the copies', () => {
  const history = watched()
  history.connect(100)
  history.receive(1000, 80)
  history.receive(1000, 80, { kind: 'duplicate', legacyName: 'new-message', socketId: 's1' })
  expect(history.verdict().verdict).toBe('proceed')
  history.receive(2, 80, { kind: 'duplicate' })
  expect(history.verdict()).toEqual({ verdict: 'watch', reasons: ['2 facts came twice, aimed at at most 0'] })
  expect(history.report().duplicates).toMatchObject({ figure: 2, samples: 2002, legacyCopies: 1000 })
})

test('the health of a migration watches through a quiet night, whatever the few samples say', () => {
  const history = watched({ baseline: { p95Ms: 90 } })
  expect(history.verdict().verdict).toBe('watch')
  history.connect(3, 1)
  history.receive(4, 900)
  expect(history.verdict()).toMatchObject({
    verdict: 'watch',
    reasons: [
      '4 connection attempts, too few to judge; 20 are needed',
      '4 delivered facts, too few to judge; 100 are needed',
      '75 % of connections succeed, aimed at more than 99 %',
      'delivery takes 900 ms (p95), aimed at less than 500 ms',
    ],
  })
})

test('the health of a migration rolls back on one critical error and on some complaints, and watches one complaint', () => {
  const history = watched()
  history.connect(100)
  history.receive(200, 80)
  history.note('complaint')
  expect(history.verdict()).toEqual({ verdict: 'watch', reasons: ['1 complaint'] })
  history.note('complaint')
  history.note('complaint')
  expect(history.verdict().reasons).toEqual(['3 complaints'])
  history.note('critical-error')
  expect(history.verdict()).toEqual({ verdict: 'roll-back', reasons: ['1 critical error', '3 complaints'] })
})

test('the health of a migration forgets what is older than its window', () => {
  const history = watched({ windowMs: 60_000 })
  history.connect(0, 50)
  expect(history.verdict().verdict).toBe('roll-back')
  history.pass(60_001)
  history.connect(100)
  history.receive(200, 80)
  expect(history.verdict().verdict).toBe('proceed')
})

test('the health of a migration keeps no more than it may, the newest', () => {
  const history = watched({ most: 10 })
  history.receive(25, 80)
  history.connect(5, 20)
  expect(history.report().delivery.samples).toBe(10)
  expect(history.report().connections).toMatchObject({ made: 0, failed: 10 })
})

test("the health of a migration corrects delivery by the server's clock", () => {
  const history = watched()
  history.receive(200, -3000)
  expect(history.report().delivery).toMatchObject({ figure: 0, clock: 'assumed' })
  const other = watched()
  other.probe(3080)
  other.receive(200, -3000)
  expect(other.report().delivery).toMatchObject({ figure: 80, clock: 'corrected' })
})

test('the health of a migration reads the instant of a fact from below its top too, and counts a fact without one as delivered', () => {
  const history = watched()
  const nested = () => ({ dispatch: { updatedAt: new Date(start).toISOString(), status: 'ASSIGNED' } })
  history.receive(1, 0, { payload: nested })
  history.receive(1, 0, { payload: () => ({ isTyping: true }) })
  expect(history.report().delivery).toMatchObject({ samples: 1, figure: 10 })
  expect(history.report().duplicates.samples).toBe(2)
})

test('the health of a migration tells the legacy names in use and how many clients use them', () => {
  const history = watched()
  for (const socketId of ['s1', 's1', 's2'])
    history.receive(1, 10, { event: 'join', direction: 'clientToServer', legacyName: 'join-room', socketId })
  history.receive(1, 10, { event: 'order:new', legacyName: 'order:created', socketId: 's3' })
  expect(history.report()).toMatchObject({
    legacyNames: [
      { name: 'join-room', event: 'join', count: 3, clients: 2 },
      { name: 'order:created', event: 'order:new', count: 1, clients: 1 },
    ],
    legacyClients: 3,
  })
})

test('the health of a migration counts open connections by contract and version, so that one can go when nobody is left', () => {
  const history = watched({ windowMs: 60_000 })
  const observe = (kind: string, socketId: string | undefined, more: object) =>
    history.observe({ kind, ...where, socketId, ...more } as Observation)
  const shop = { namespace: '/shop' }
  observe('connection-made', 's1', { ...shop, declared: true, version: 2 })
  observe('connection-made', 's2', { ...shop, declared: true, version: 1 })
  observe('connection-made', 's1', { declared: true, version: 1 })
  history.pass(60_001)
  // who came back, as a server that was not told of its loss has it
  observe('connection-made', 's2', { ...shop, declared: true, version: 1 })
  observe('connection-made', 's3', { ...shop, declared: false })
  observe('connection-made', 's4', { ...shop, declared: true, version: 1 })
  expect(history.report().versions).toEqual([
    { namespace: '/patient-pharmacy', version: 1, open: 1, made: 0 },
    { namespace: '/shop', version: null, open: 1, made: 1 },
    { namespace: '/shop', version: 1, open: 2, made: 2 },
    { namespace: '/shop', version: 2, open: 1, made: 0 },
  ])
  observe('connection-lost', 's2', { ...shop, declared: true, version: 1 })
  observe('connection-lost', 's4', { ...shop, declared: true, version: 1 })
  observe('connection-lost', 's4', { ...shop, declared: true, version: 1 })
  expect(history.prometheus()).toContain(`# TYPE socket_canon_open_connections gauge
socket_canon_open_connections{namespace="/patient-pharmacy",version="1"} 1
socket_canon_open_connections{namespace="/shop",version="none"} 1
socket_canon_open_connections{namespace="/shop",version="1"} 0
socket_canon_open_connections{namespace="/shop",version="2"} 1
`)
})

test('the health of a migration at a client counts no version, which is not known when a connection is made', () => {
  const history = watched()
  const observe = (kind: string, more: object) => history.observe({ kind, ...where, ...more } as Observation)
  observe('connection-made', { socketId: 's1', declared: true })
  observe('connection-lost', { version: 1 })
  expect(history.report().versions).toEqual([])
  observe('connection-made', { socketId: 's2', declared: false })
  observe('connection-lost', {})
  expect(history.report().versions).toMatchObject([{ version: null, open: 0, made: 1 }])
})

test('the health of a migration takes other thresholds, as data', () => {
  const history = watched({ thresholds: { leastConnections: 1, leastDeliveries: 1 } })
  history.connect(1)
  history.receive(1, 80)
  expect(history.verdict().verdict).toBe('proceed')
})

test('the health of a migration is read as JSON and as the text of Prometheus', () => {
  const history = watched()
  history.connect(99, 1)
  history.lose()
  history.receive(3, 80, { legacyName: 'a "quoted\\\n" name', socketId: 's1' })
  expect(JSON.parse(JSON.stringify(history.report()))).toEqual(history.report())
  expect(history.prometheus()).toMatchInlineSnapshot(`
      "# HELP socket_canon_connections Connections within the window, by outcome.
      # TYPE socket_canon_connections gauge
      socket_canon_connections{outcome="made"} 99
      socket_canon_connections{outcome="failed"} 1
      socket_canon_connections{outcome="lost"} 1
      # HELP socket_canon_connection_success_ratio Share of connection attempts that succeeded.
      # TYPE socket_canon_connection_success_ratio gauge
      socket_canon_connection_success_ratio 0.99
      # HELP socket_canon_delivery_milliseconds Time from the fact to its arrival.
      # TYPE socket_canon_delivery_milliseconds gauge
      socket_canon_delivery_milliseconds{quantile="0.5"} 80
      socket_canon_delivery_milliseconds{quantile="0.95"} 80
      socket_canon_delivery_milliseconds{quantile="0.99"} 80
      # HELP socket_canon_duplicates Facts that came twice under their canonical names.
      # TYPE socket_canon_duplicates gauge
      socket_canon_duplicates 0
      # HELP socket_canon_legacy_events Events that came under a legacy name.
      # TYPE socket_canon_legacy_events gauge
      socket_canon_legacy_events{name="a \\"quoted\\\\\\n\\" name",event="chat:message"} 3
      # HELP socket_canon_legacy_clients Clients that still bring or hear legacy names.
      # TYPE socket_canon_legacy_clients gauge
      socket_canon_legacy_clients 1
      # HELP socket_canon_critical_errors Critical errors the application noted.
      # TYPE socket_canon_critical_errors gauge
      socket_canon_critical_errors 0
      # HELP socket_canon_complaints Complaints the application noted.
      # TYPE socket_canon_complaints gauge
      socket_canon_complaints 0
      # HELP socket_canon_verdict Whether to proceed, to watch or to roll back.
      # TYPE socket_canon_verdict gauge
      socket_canon_verdict{verdict="proceed"} 0
      socket_canon_verdict{verdict="watch"} 1
      socket_canon_verdict{verdict="roll-back"} 0
      "
    `)
})
