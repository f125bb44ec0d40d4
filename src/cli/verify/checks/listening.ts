import { factKeys } from '../../../client/facts/fact-key.js'
import type { EventContract } from '../../../contract/event/event.js'
import { normalize } from '../../../guards/normalize.js'
import { type CheckContext, connectionFor, quietMs } from '../target/check-context.js'
import type { Heard, ServerConnection } from '../target/connection.js'
import { declarationOf } from '../target/declaration.js'
import { runTrigger } from '../target/trigger.js'
import { checkPayload } from './payload-check.js'
import { move } from './relay.js'

/** Who listens while events happen. */
export interface ListeningClients {
  /** Asked for no room. */
  readonly idle: ServerConnection | undefined
  /** Entered every known room. */
  readonly inside: ServerConnection | undefined
  /** Entered every known room and left it again. */
  readonly gone: ServerConnection | undefined
  /** Entered every known room on the legacy path. */
  readonly legacy: ServerConnection | undefined
  readonly outsiders: readonly ServerConnection[]
  /** What went wrong with the trigger. */
  readonly trouble: string | undefined
}

const triggerMs = 60_000

/** Listens on every path while something happens. */
export async function listen(context: CheckContext): Promise<ListeningClients | undefined> {
  const { model, options, targets } = context
  const { tokens, trigger, listenMs } = options
  if (trigger === undefined && !listenMs) return undefined
  const { own, outsider } = tokens
  // who declares nothing is taken for a page of old there, and rightly hears what such a page reads
  const said = declares(context) ? { ...declarationOf(model.contract) } : {}
  const open = (path: string | undefined, token: string | undefined): Promise<ServerConnection | undefined> =>
    connectionFor(context, path, token, path === model.path ? said : {})
  const [idle, inside, gone, legacy] = await Promise.all([
    open(model.path, own),
    open(model.path, own),
    model.leaves.length ? open(model.path, own) : undefined,
    open(model.legacyPath, own),
  ])
  const strangers = outsider === undefined ? [] : [model.path, model.legacyPath]
  const outsiders = (await Promise.all(strangers.map((path) => open(path, outsider)))).filter(
    (connection) => connection !== undefined,
  )
  for (const target of targets) {
    await Promise.all([inside, gone, legacy, ...outsiders].map((connection) => move(connection, model.joins, target)))
    await move(gone, model.leaves, target)
  }
  const trouble = trigger === undefined ? undefined : await runTrigger(trigger, context.options.cwd, triggerMs)
  const clients: ListeningClients = { idle, inside, gone, legacy, outsiders, trouble }
  await quiet(context, clients)
  return clients
}

/** Returns whether who listens on the contract's own path declares it, as a page of today does. */
export function declares({ model, loginAt }: CheckContext): boolean {
  return model.isShared && loginAt(model.path) === 'auth'
}

/** Waits until everything that can come has come and nothing follows, or the time is up. */
async function quiet(context: CheckContext, clients: ListeningClients): Promise<void> {
  const { options, connector } = context
  const watch = clients.inside ?? clients.idle
  const deadline = performance.now() + options.listenMs
  while (watch && performance.now() < deadline) {
    const calmMs = performance.now() - connector.lastHeardAt()
    if (isComplete(context, clients) && calmMs >= quietMs) return
    await watch.hears(() => false, Math.min(50, deadline - performance.now()))
  }
}

function isComplete({ model }: CheckContext, { inside, legacy, idle, gone }: ListeningClients): boolean {
  const has = (connection: ServerConnection | undefined, wanted: string): boolean =>
    !connection || connection.heard.some(({ name }) => name === wanted)
  return (
    [inside, legacy, idle, gone].every((connection) => !connection || connection.isOpen()) &&
    model.facts.every(({ name }) => has(inside, name)) &&
    model.legacyFacts.every(({ name }) => has(legacy, name)) &&
    model.aliasesSent.every(({ name, row }) => row.when !== undefined || has(legacy, name))
  )
}

/** Checks what was heard, by whom and how often. */
export function checkListening(context: CheckContext, clients: ListeningClients): void {
  const { model, results, reproduce } = context
  const { inside, legacy, idle, gone, trouble } = clients
  const canonical = [inside, idle, gone].filter((connection) => connection !== undefined)
  const steps = (path: string): string[] => reproduce.script({ path, token: 'TOKEN' })
  for (const event of model.facts) {
    const names = [event.name, ...model.aliasesSent.filter((alias) => alias.event === event).map(({ name }) => name)]
    const isKnown = [...canonical, legacy].some((connection) =>
      connection?.heard.some(({ name }) => names.includes(name)),
    )
    if (!isKnown) {
      const reason = `nothing provoked it${trouble === undefined ? '' : `: ${trouble}`}`
      for (const kind of ['events.arrive', 'events.parse', 'events.undeclared', 'events.once', 'aliases.both'] as const)
        results.skip(kind, event.name, reason)
      continue
    }
    const came = canonical.some((connection) => connection.heard.some(({ name }) => name === event.name))
    if (came) results.pass('events.arrive', event.name)
    else if (canonical.length)
      results.fail(
        'events.arrive',
        event.name,
        `it did not come on ${model.path}, though it did elsewhere`,
        steps(model.path),
      )
    if (legacy && model.legacyFacts.includes(event)) {
      if (legacy.heard.some(({ name }) => name === event.name)) results.pass('aliases.both', event.name)
      else results.fail('aliases.both', event.name, `only other names of it came on ${legacy.path}`, steps(legacy.path))
    }
    for (const connection of [...canonical, ...(legacy ? [legacy] : [])]) {
      const heard = connection.heard.filter(({ name }) => name === event.name)
      for (const each of heard) checkPayload(context, event, each, steps(connection.path))
      judgeOnce(context, event, connection, steps(connection.path))
    }
  }
}

function judgeOnce(
  context: CheckContext,
  event: EventContract,
  connection: ServerConnection,
  steps: readonly string[],
): void {
  const { model, results } = context
  const names = [event.name, ...model.aliasesSent.filter((alias) => alias.event === event).map(({ name }) => name)]
  for (const name of names) {
    const keys = connection.heard
      .filter((heard) => heard.name === name)
      .flatMap((heard) => {
        const payload = canonicalPayload(context, heard)
        return payload === undefined ? [] : factKeys(event, payload).map(({ key }) => key)
      })
    if (new Set(keys).size < keys.length)
      results.fail('events.once', event.name, `one fact came more than once as ${name} on ${connection.path}`, steps)
    else if (keys.length) results.pass('events.once', event.name)
  }
}

/** Gives what came under any name its canonical shape; nothing where it has none. */
export function canonicalPayload({ model }: CheckContext, { name, payload }: Heard): unknown {
  const result = normalize(model.contract, model.aliases, 'serverToClient', name, payload)
  return result.ok ? (result as { payload?: unknown }).payload : undefined
}
