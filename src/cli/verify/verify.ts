import { checkAnswers } from './checks/answers.js'
import { checkAudience } from './checks/audience.js'
import { checkAuth } from './checks/auth-checks.js'
import { checkLegacyNames } from './checks/legacy-names.js'
import { checkListening, listen } from './checks/listening.js'
import { checkProtocol } from './checks/protocol.js'
import { checkRefusals } from './checks/refusal-checks.js'
import { checkRelays } from './checks/relay.js'
import { checkRooms } from './checks/rooms.js'
import { checkUnacknowledged } from './checks/unacknowledged.js'
import type { VerifyOptions } from './options.js'
import type { Planned } from './plan.js'
import { pythonAdvice } from './python-advice.js'
import type { CheckResult } from './report/check.js'
import { reproductions } from './report/reproduction.js'
import { resultsFor } from './report/results.js'
import { type CheckContext, newMarker } from './target/check-context.js'
import type { ClientModule } from './target/client-module.js'
import { connectorFor } from './target/connector.js'
import { loginEvents, wayAt } from './target/login.js'
import type { Model } from './target/model.js'
import { noteToday } from './target/own-login.js'
import { reach } from './target/reach.js'
import type { RoomTarget } from './target/room-target.js'

/** What a verification is made of. */
export interface Verification {
  readonly options: VerifyOptions
  readonly model: Model
  readonly planned: readonly Planned[]
  readonly targets: readonly RoomTarget[]
  readonly client: ClientModule
  /** Hears what is done next. */
  progress(done: number, all: number, doing: string): void
}

/**
 * Asks a live server everything a contract promises.
 * @throws CommandError when there is no server to ask
 */
export async function verify(verification: Verification): Promise<CheckResult[]> {
  const { options, model, planned, targets, client, progress } = verification
  const { url, httpPath, origin, timeoutMs } = options
  const results = resultsFor(planned, options.server === 'python' ? pythonAdvice : {})
  const all = steps.length + 1
  progress(1, all, 'looking for the server')
  const transport = await reach(options, client, results)
  const { login: way, users, tokens } = options
  const today = new Set<string>()
  const login = { way, today, users, token: tokens.own, ...loginEvents(model.aliases) }
  const connector = connectorFor(client, { url, httpPath, transport, origin, timeoutMs, login })
  const reproduce = reproductions(url, httpPath, (path) => wayAt(login, path))
  const context: CheckContext = {
    options,
    model,
    results,
    connector,
    targets,
    reproduce,
    marker: newMarker(),
    shut: new Set(),
    doubtful: new Set(),
    loginAt: (path) => wayAt(login, path),
  }
  try {
    await noteToday(options, model, connector, today)
    for (const [index, { doing, groups, run }] of steps.entries()) {
      if (!planned.some(({ kind }) => groups.some((group) => kind.startsWith(`${group}.`)))) continue
      progress(index + 2, all, doing)
      await run(context)
    }
  } finally {
    connector.close()
  }
  return results.checks()
}

interface Step {
  readonly doing: string
  /** The groups of checks it serves. */
  readonly groups: readonly string[]
  run(context: CheckContext): void | Promise<void>
}

const steps: readonly Step[] = [
  { doing: 'connecting with good, bad and no tokens', groups: ['namespace', 'auth', 'errors'], run: checkAuth },
  { doing: 'entering and leaving rooms', groups: ['rooms', 'answers', 'errors'], run: checkRooms },
  { doing: 'asking what no server likes to be asked', groups: ['answers', 'errors'], run: checkAnswers },
  { doing: 'relaying between users', groups: ['relay', 'rooms', 'isolation', 'events'], run: checkRelays },
  {
    doing: 'listening for events',
    groups: ['events', 'aliases', 'isolation', 'rooms'],
    run: async (context) => {
      const clients = await listen(context)
      if (!clients) return
      checkListening(context, clients)
      checkLegacyNames(context, clients)
      checkAudience(context, clients)
    },
  },
  { doing: 'measuring answers', groups: ['protocol', 'latency'], run: checkProtocol },
  { doing: 'asking without an acknowledgement', groups: ['answers', 'aliases'], run: checkUnacknowledged },
  { doing: 'reading what was refused', groups: ['answers', 'errors'], run: checkRefusals },
]
