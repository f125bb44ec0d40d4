import { type HealthMetric, migrationHealth } from 'socket-canon/migration'
import { chatRoom } from 'socket-canon/patient-pharmacy'
import { type NewClient, startNewClient, steps } from '../new-client.js'
import { startOldClient } from '../old-client.js'
import { type Pharmacy, pharmacies } from '../pharmacies.js'
import { panel } from './panel.js'
import { plot } from './plot.js'
import { timeline } from './timeline.js'

const find = (selector: string): HTMLElement => {
  const found = document.querySelector<HTMLElement>(selector)
  if (!found) throw new Error(`the page has no ${selector}`)
  return found
}
type Step = keyof typeof steps

// a page sees few connections: its thresholds are a page's
const health = migrationHealth({ windowMs: 60_000, thresholds: { leastConnections: 2, leastDeliveries: 20 } })
const latencies = timeline()
const heardLegacy = { old: timeline(), new: timeline() }
const url = location.origin

const sessionOf = (pharmacy: Pharmacy, user: string): Promise<string> =>
  fetch(`/session?pharmacy=${pharmacy.id}&user=${user}`).then((response) => response.text())

async function post(path: string, body: string, token = ''): Promise<void> {
  const response = await fetch(path, { method: 'POST', body, headers: { authorization: `Bearer ${token}` } })
  if (!response.ok) throw new Error(`${path} answered ${response.status}`)
}

async function startOld(pharmacy: Pharmacy): Promise<HTMLElement> {
  const token = await sessionOf(pharmacy, `${pharmacy.id}-old`)
  const { chatId } = pharmacy
  const view = panel(`${pharmacy.id}-old`, 'Old application', 'old', {
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
      if ('legacyName' in seen && seen.legacyName && seen.kind !== 'refused') heardLegacy.new.add(1)
    },
  })
  const { client } = application
  const view = panel(`${pharmacy.id}-new`, 'New application', 'new', {
    send: (content) => post('/messages', content, token),
    typing: (isTyping) => void client.emit('chat:typing', { roomId, isTyping }),
  })
  const known = new Set<string>()
  const late = (at: string) => latencies.add(Math.max(0, Date.now() - Date.parse(at)))
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
  client.join(chatRoom(roomId))

  const show = () => {
    const { status, quality, latencyMs } = client.connection
    const measured = latencyMs === undefined ? '' : `, ${quality}, ${Math.round(latencyMs)} ms`
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
  try {
    const phases = await Promise.all(applications.map((application) => application.moveTo(steps[step])))
    document.body.dataset['phase'] = phases[0] ?? step
    const took = Math.round(performance.now() - started)
    find('#moved').textContent = `Moved in ${took} ms: the new path was joined before the old one was left.`
    showFlags(step)
  } catch {
    find('#moved').textContent = 'The new path could not be joined. Everything stays as it was.'
    const now = document.querySelector<HTMLInputElement>(`#phases [value="${document.body.dataset['phase']}"]`)
    if (now) now.checked = true
  } finally {
    fields.disabled = false
    document.querySelector<HTMLInputElement>('#phases :checked')?.focus()
  }
}

function showFlags(step: Step): void {
  find('#flag-namespace').textContent = steps[step].NEXT_PUBLIC_SOCKET_NAMESPACE
  find('#flag-legacy').textContent = steps[step].NEXT_PUBLIC_ENABLE_LEGACY_EVENTS
}

const percent = (share: number) => `${Number((share * 100).toFixed(1))} %`
const latencyPlot = plot(find('#latency'), 'Delivery, p95', 'ms', 10)
const legacyPlot = plot(find('#legacy'), 'Legacy events a second', 'events', 2)

function showHealth(): void {
  const { connections, delivery, duplicates, cacheHits, legacyNames } = health.report()
  const row = (name: string, { target, figure, samples, met }: HealthMetric, show: (figure: number) => string) => {
    const line = document.createElement('tr')
    if (met === false) line.className = 'missed'
    for (const text of [name, target, figure === null ? '–' : show(figure), String(samples)])
      line.append(Object.assign(document.createElement('td'), { textContent: text }))
    return line
  }
  const used = legacyNames.reduce((total, { count }) => total + count, 0)
  find('#metrics').replaceChildren(
    row('Connections made', connections, percent),
    row('Delivery, p95', delivery, (ms) => `${Math.round(ms)} ms`),
    row('Facts that came twice', duplicates, String),
    row('Cache hits', cacheHits, percent),
    row('Legacy names heard', { target: '0 in the end', figure: legacyNames.length, samples: used, met: null }, String),
  )
  const { verdict, reasons } = health.verdict()
  find('#verdict').className = verdict
  find('#verdict strong').textContent = verdict.replace('-', ' ')
  find('#verdict span').textContent = reasons.join('; ')
  latencyPlot.draw([{ name: 'new', className: 'now', values: latencies.p95s() }])
  legacyPlot.draw([
    { name: 'old', className: 'past', values: heardLegacy.old.sums() },
    { name: 'new', className: 'now', values: heardLegacy.new.sums() },
  ])
}

for (const pharmacy of pharmacies) {
  const section = document.createElement('section')
  section.className = 'pharmacy'
  section.append(Object.assign(document.createElement('h2'), { textContent: pharmacy.name }))
  find('#pharmacies').append(section)
  const [old, [current, application]] = await Promise.all([startOld(pharmacy), startNew(pharmacy)])
  section.append(old, current)
  applications.push(application)
}

find('#phases').addEventListener('change', ({ target }) => void moveTo((target as HTMLInputElement).value as Step))
find('#traffic').addEventListener('click', async ({ currentTarget }) => {
  const button = currentTarget as HTMLButtonElement
  const isOn = button.getAttribute('aria-pressed') !== 'true'
  await post('/traffic', isOn ? 'on' : 'off')
  button.setAttribute('aria-pressed', String(isOn))
  button.textContent = isOn ? 'Traffic on' : 'Traffic off'
})
const first = document.querySelector<HTMLInputElement>('#phases [value="before"]')
if (first) first.checked = true
showFlags('before')
showHealth()
setInterval(showHealth, 1000)
document.body.dataset['phase'] = 'before'
