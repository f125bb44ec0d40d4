import { factKeys } from '../../../client/facts/fact-key.js'
import type { EventContract } from '../../../contract/event/event.js'
import type { CheckContext } from '../target/check-context.js'
import type { Heard, ServerConnection } from '../target/connection.js'
import { canonicalPayload, type ListeningClients } from './listening.js'

/** Checks that events reached those they are for, and nobody else. */
export function checkAudience(context: CheckContext, clients: ListeningClients): void {
  checkOwnRoom(context, clients)
  checkGone(context, clients)
  checkOutsiders(context, clients)
}

function names(connection: ServerConnection | undefined): Set<string> {
  return new Set(connection?.heard.map(({ name }) => name))
}

function checkOwnRoom({ model, results, targets, reproduce }: CheckContext, { idle, inside }: ListeningClients): void {
  const own = targets.filter(({ isOwn }) => isOwn)
  if (!own.length) return
  const [heardIdle, heardInside] = [names(idle), names(inside)]
  const families = own.map(({ family }) => family)
  const concerned = model.facts.filter(({ to }) => to.some((family) => families.includes(family)))
  if (concerned.some(({ name }) => heardIdle.has(name))) {
    results.pass('rooms.own')
    return
  }
  // what may have come by another room says nothing
  const sure = concerned.filter(
    ({ name, to }) => heardInside.has(name) && to.every((family) => families.includes(family)),
  )
  const [missed] = sure
  if (missed)
    results.fail(
      'rooms.own',
      undefined,
      `${missed.name} came to ${own[0]?.shown} only after asking to join`,
      reproduce.script({ path: model.path, token: 'TOKEN' }),
    )
  else results.skip('rooms.own', undefined, 'no event came that only the own room gets')
}

function checkGone({ model, results, targets, reproduce }: CheckContext, { gone, inside }: ListeningClients): void {
  if (!gone) return
  const [heardGone, heardInside] = [names(gone), names(inside)]
  const entered = targets.map(({ family }) => family)
  const came = model.facts
    .filter(({ name, to }) => heardInside.has(name) && to.some((family) => entered.includes(family)))
    .map(({ name, to }) => ({ name, by: to.filter((family) => entered.includes(family)), isLeak: heardGone.has(name) }))
  const views = model.leaves.map((event) => {
    const about = came.filter(({ by }) => by.some((family) => event.leaves.includes(family)))
    const sure = about.filter(({ by }) => by.every((family) => event.leaves.includes(family)))
    return { event, about, leak: sure.find(({ isLeak }) => isLeak), isClean: sure.length > 0 }
  })
  const isExplained = views.some(({ leak }) => leak)
  for (const { event, about, leak, isClean } of views) {
    // what may have come by several rooms counts against those that nothing else speaks for
    const blamed = leak ?? (isClean || isExplained ? undefined : about.find(({ isLeak }) => isLeak))
    if (blamed)
      results.fail(
        'rooms.left',
        event.name,
        `who left every room still heard ${blamed.name}`,
        reproduce.script({ path: model.path, token: 'TOKEN' }),
      )
    else if (about.some(({ isLeak }) => !isLeak)) results.pass('rooms.left', event.name)
  }
}

function checkOutsiders(context: CheckContext, clients: ListeningClients): void {
  const { model, results, reproduce } = context
  const insiders = [clients.inside, clients.legacy, clients.idle].flatMap((connection) => connection?.heard ?? [])
  const events = new Map(model.facts.map((event) => [event.name, event]))
  const aliases = new Map(model.aliasesSent.map(({ name, event }) => [name, event]))
  const eventOf = ({ name }: Heard): EventContract | undefined => events.get(name) ?? aliases.get(name)
  const known = new Set(insiders.map((heard) => factOf(context, eventOf(heard), heard)))
  for (const outsider of clients.outsiders) {
    const leaks = outsider.heard.filter((heard) => {
      const event = eventOf(heard)
      return event !== undefined && !event.everybody && known.has(factOf(context, event, heard))
    })
    const [first] = leaks
    if (first)
      results.fail(
        'isolation.outsider',
        undefined,
        `${first.name} reached an outsider on ${outsider.path}`,
        reproduce.script({ path: outsider.path, token: 'OUTSIDER_TOKEN' }),
      )
    else if (insiders.some((heard) => eventOf(heard)?.everybody === false)) results.pass('isolation.outsider')
  }
}

/** Names a fact, so that others hear of another one. */
function factOf(context: CheckContext, event: EventContract | undefined, heard: Heard): string {
  const payload = canonicalPayload(context, heard) ?? heard.payload
  const keys = event ? factKeys(event, payload).map(({ key }) => key) : []
  return `${event?.name} ${keys.length ? keys.join(' ') : JSON.stringify(payload)}`
}
