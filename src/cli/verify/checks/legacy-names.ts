import { normalize } from '../../../guards/normalize.js'
import type { CheckContext } from '../target/check-context.js'
import type { ServerConnection } from '../target/connection.js'
import type { LiveAlias } from '../target/model.js'
import { canonicalPayload, type ListeningClients } from './listening.js'
import { issuesInWords } from './payload-check.js'

/** Checks that legacy names come where old clients are, and nowhere else. */
export function checkLegacyNames(context: CheckContext, { inside, idle, gone, legacy }: ListeningClients): void {
  const { model, results, reproduce } = context
  const canonical = [inside, idle, gone].filter((connection) => connection !== undefined)
  const astray = canonical.flatMap((connection) => connection.heard).filter(({ name }) => model.legacyNames.has(name))
  const steps = reproduce.script({ path: model.path, token: 'TOKEN' })
  if (astray.length)
    results.fail(
      'aliases.canonical-only',
      undefined,
      `${[...new Set(astray.map(({ name }) => name))].join(', ')} came on ${model.path}`,
      steps,
    )
  else if (
    canonical.some((connection) =>
      connection.heard.some(({ name }) => model.facts.some((event) => event.name === name)),
    )
  )
    results.pass('aliases.canonical-only')
  for (const alias of legacy ? model.aliasesSent : []) checkAlias(context, alias, legacy as ServerConnection, canonical)
}

function checkAlias(
  context: CheckContext,
  alias: LiveAlias,
  legacy: ServerConnection,
  canonical: readonly ServerConnection[],
): void {
  const { model, results, reproduce } = context
  const { name, row, event } = alias
  const steps = reproduce.script({ path: legacy.path, token: 'TOKEN' })
  const names = new Set([
    event.name,
    ...model.aliasesSent.filter((each) => each.event === event).map((each) => each.name),
  ])
  const facts = [...canonical, legacy]
    .flatMap((connection) => connection.heard)
    .filter((heard) => names.has(heard.name))
  const heard = legacy.heard.filter((each) => each.name === name)
  if (!facts.length) {
    for (const kind of ['aliases.live', 'aliases.parse'] as const) results.skip(kind, name, 'nothing provoked it')
    return
  }
  const { when } = row
  const isMeant = !when || facts.some((each) => isThere(canonicalPayload(context, each), when))
  if (heard.length) results.pass('aliases.live', name)
  else if (!isMeant || model.conditional.has(name))
    results.skip('aliases.live', name, 'nothing came for which it is sent')
  else results.fail('aliases.live', name, `${event.name} came, and ${name} did not on ${legacy.path}`, steps)
  for (const { payload } of heard) {
    if (model.opaque.has(name)) {
      results.skip(
        'aliases.parse',
        name,
        "contract.json does not say how its payload differs: verify with the package's module",
      )
      continue
    }
    const result = normalize(model.contract, model.aliases, 'serverToClient', name, payload)
    if (result.ok) results.pass('aliases.parse', name)
    else
      results.fail(
        'aliases.parse',
        name,
        'issues' in result.error ? issuesInWords(result.error.issues) : 'the alias table has no row for this shape',
        steps,
      )
  }
}

function isThere(payload: unknown, when: (payload: never) => boolean): boolean {
  try {
    return payload !== undefined && when(payload as never)
  } catch {
    return false
  }
}
