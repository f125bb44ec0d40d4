import { type MigrationHealth, type MigrationPhase, migrationHealth } from 'socket-canon/migration'
import { chatRoom } from 'socket-canon/patient-pharmacy'
import type { History } from '../back-end.js'
import { type NewClient, startNewClient, steps } from '../new-client.js'
import { startOldClient } from '../old-client.js'
import { type Pharmacy, pharmacies } from '../pharmacies.js'
import { find, make } from './element.js'
import { showMetrics } from './metrics.js'
import { showContract } from './own-contract.js'
import { panel } from './panel.js'
import { plot } from './plot.js'
import { timeline } from './timeline.js'

type Step = keyof typeof steps

// a page sees few connections: its thresholds are a page's
const freshHealth = (): MigrationHealth =>
  migrationHealth({ windowMs: 60_000, thresholds: { leastConnections: 2, leastDeliveries: 20 } })
// each phase is judged by what happened in it
let health = freshHealth()
let phase: MigrationPhase = 'before'
/** How often each legacy name came to the new applications since the last move was over. */
const legacyHeard = new Map<string, number>()
let clockOffsetMs = 0
const latencies = timeline()
const heardLegacy = { old: timeline(), new: timeline() }
const url = location.origin

const sessionOf = (pharmacy: Pharmacy, user: string): Promise<string> =>
  fetch(`/session?pharmacy=${pharmacy.id}&user=${user}`).then((response) => response.text())

const authorized = (token: string) => ({ headers: { authorization: `Bearer ${token}` } })

const historyFor = (token: string): Promise<History> =>
  fetch('/history', authorized(token)).then((response) => response.json())

async function post(path: string, body: string, token = ''): Promise<void> {
  const response = await fetch(path, { method: 'POST', body, ...authorized(token) })
  if (!response.ok) throw new Error(`${path} answered ${response.status}`)
}

async function startOld(pharmacy: Pharmacy): Promise<HTMLElement> {
  const token = await sessionOf(pharmacy, `${pharmacy.id}-old`)
  const { chatId } = pharmacy
  const view = panel(pharmacy, 'old', {
    send: (content) => post('/messages', content, token),
    typing: (isTyping) => void socket.emit('chat:typing', { roomId: chatId, isTyping }),
  })
  const counted =
    <Value>(handle: (value: Value) => void) =>
    (value: Value) => {
      heardLegacy.old.add(1)
      handle(value)
    }
  const socket = startOldClient(url, token, chatId, {
    message: counted(view.message),
    order: counted(view.order),
    status: counted(view.status),
    delivery: counted(view.delivery),
    typing: view.typing,
  })
  const show = () =>
    view.connection({ isConnected: socket.connected, text: socket.connected ? 'connected' : 'away', path: '/' })
  // as any application: it listens first, and then loads what there was before
  socket.once('room-joined', () => void historyFor(token).then(view.restore))
  socket.on('connect', show)
  socket.on('disconnect', show)
  return view.element
}

async function startNew(pharmacy: Pharmacy): Promise<readonly [HTMLElement, NewClient]> {
  const token = await sessionOf(pharmacy, `${pharmacy.id}-new`)
  const roomId = pharmacy.chatId
  const application = await startNewClient(url, () => token, steps.before, {
    observe: (seen) => {
      health.observe(seen)
      if (seen.kind === 'latency') clockOffsetMs = seen.clockOffsetMs
      if (!('legacyName' in seen) || !seen.legacyName || seen.kind === 'refused') return
      heardLegacy.new.add(1)
      legacyHeard.set(seen.legacyName, (legacyHeard.get(seen.legacyName) ?? 0) + 1)
    },
  })
  const { client } = application
  const view = panel(pharmacy, 'new', {
    send: (content) => post('/messages', content, token),
    typing: (isTyping) => void client.emit('chat:typing', { roomId, isTyping }),
  })
  const known = new Set<string>()
  const late = (at: string) => latencies.add(Math.max(0, Date.now() + clockOffsetMs - Date.parse(at)))
  client.on('chat:message', (message) => {
    late(message.createdAt)
    view.message(message)
  })
  client.on('order:new', (order) => {
    late(order.createdAt)
    known.add(order.id)
    view.order(order)
  })
  client.on('order:updated', (order) => {
    late(order.updatedAt)
    // what was ordered before the page was open is no miss of the cache's
    if (known.has(order.id)) health.note('cache-hit')
    view.status(order)
  })
  client.on('dispatch:updated', (delivery) => {
    late(delivery.dispatch.updatedAt)
    view.delivery(delivery)
  })
  client.on('chat:typing', view.typing)
  const loaded = client.join(chatRoom(roomId)).joined.then(() => historyFor(token))
  void loaded.then((history) => {
    for (const { id } of history.orders) known.add(id)
    view.restore(history)
  })

  const show = () => {
    const { status, quality, latencyMs } = client.connection
    const measured = latencyMs === undefined ? '' : `, round trip ${Math.round(latencyMs)} ms (${quality})`
    const { nsp } = client.socket as unknown as { nsp: string }
    view.connection({ isConnected: status === 'connected', text: `${status}${measured}`, path: nsp })
  }
  for (const part of ['status', 'quality', 'latencyMs', 'recovered'] as const) client.watch(part, show)
  show()
  return [view.element, application]
}

const applications: NewClient[] = []

async function moveTo(step: Step): Promise<void> {
  const fields = find('#phases') as HTMLFieldSetElement
  fields.disabled = true
  const started = performance.now()
  const healthBefore = health
  health = freshHealth()
  try {
    const phases = await Promise.all(applications.map((application) => application.moveTo(steps[step])))
    phase = phases[0] ?? step
    legacyHeard.clear()
    document.body.dataset['phase'] = phase
    const took = Math.round(performance.now() - started)
    find('#moved').textContent = `Moved in ${took} ms: the new path was joined before the old one was left.`
    showFlags(step)
  } catch {
    health = healthBefore
    find('#moved').textContent = 'The new path could not be joined. Everything stays as it was.'
    const now = document.querySelector<HTMLInputElement>(`#phases [value="${document.body.dataset['phase']}"]`)
    if (now) now.checked = true
  } finally {
    fields.disabled = false
    showHealth()
    document.querySelector<HTMLInputElement>('#phases :checked')?.focus()
  }
}

function showFlags(step: Step): void {
  find('#flag-namespace').textContent = steps[step].NEXT_PUBLIC_SOCKET_NAMESPACE
  find('#flag-legacy').textContent = steps[step].NEXT_PUBLIC_ENABLE_LEGACY_EVENTS
}

const latencyPlot = plot(find('#latency'), 'Delivery, p95 of each second', 'ms', 10)
const legacyPlot = plot(find('#legacy'), 'Legacy events a second', 'events', 2)

function showHealth(): void {
  showMetrics({ phase, report: health.report(), verdict: health.verdict(), legacyHeard })
  latencyPlot.draw([{ name: 'new', className: 'now', values: latencies.p95s() }])
  legacyPlot.draw([
    { name: 'old', className: 'past', values: heardLegacy.old.sums() },
    { name: 'new', className: 'now', values: heardLegacy.new.sums() },
  ])
}

function showTraffic(isOn: boolean): void {
  find('#traffic-state').textContent = isOn ? 'Traffic runs: two events a second.' : 'Traffic is paused.'
  const button = find('#traffic')
  button.textContent = isOn ? 'Pause traffic' : 'Resume traffic'
  button.onclick = () => void post('/traffic', isOn ? 'off' : 'on').then(() => showTraffic(!isOn))
}

async function startMigration(): Promise<void> {
  for (const pharmacy of pharmacies) {
    const section = make('section', { className: 'pharmacy' })
    section.append(make('h3', { textContent: pharmacy.name }))
    find('#pharmacies').append(section)
    const [old, [current, application]] = await Promise.all([startOld(pharmacy), startNew(pharmacy)])
    section.append(old, current)
    applications.push(application)
  }
  find('#phases').addEventListener('change', ({ target }) => void moveTo((target as HTMLInputElement).value as Step))
  const first = document.querySelector<HTMLInputElement>('#phases [value="before"]')
  if (first) first.checked = true
  const traffic = await fetch('/traffic').then((response) => response.text())
  showTraffic(traffic === 'on')
  showFlags('before')
  showHealth()
  setInterval(showHealth, 1000)
  document.body.dataset['phase'] = 'before'
}

await Promise.all([showContract(find('#steps')), startMigration()])
