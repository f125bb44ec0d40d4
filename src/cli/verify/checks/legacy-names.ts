import { normalize } from '../../../guards/normalize.js'
import type { CheckContext } from '../target/check-context.js'
import type { ServerConnection } from '../target/connection.js'
import type { LiveAlias } from '../target/model.js'
import { canonicalPayload, declares, type ListeningClients } from './listening.js'
import { issuesInWords } from './payload-check.js'

/** Checks that legacy names come where old clients are, and nowhere else. */
export function checkLegacyNames(context: CheckContext, { inside, idle, gone, legacy }: ListeningClients): void {
  const canonical = [inside, idle, gone].filter((connection) => connection !== undefined)
  checkCanonicalOnly(context, canonical)
  for (const alias of legacy ? context.model.aliasesSent : [])
    checkAlias(context, alias, legacy as ServerConnection, canonical)
}

function checkCanonicalOnly(context: CheckContext, canonical: readonly ServerConnection[]): void {
  const { model, results, reproduce } = context
  const kind = 'aliases.canonical-only'
  const heard = canonical.flatMap((connection) => connection.heard)
  const astray = heard.filter(({ name }) => model.legacyNames.has(name))
  if (model.isShared && !declares(context)) {
    const seen = `who logs in as before is an old client on ${model.path}, which hears old names: leave --login out`
    results.skip(kind, undefined, seen)
  } else if (astray.length) {
    const steps = reproduce.script({ path: model.path, token: 'TOKEN' })
    const names = [...new Set(astray.map(({ name }) => name))].join(', ')
    results.fail(kind, undefined, `${names} came on ${model.path}`, steps)
  } else if (heard.some(({ name }) => model.facts.some((event) => event.name === name))) results.pass(kind)
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
