import * as z from 'zod/mini'
import { answerOf, type EventAnswer } from '../../src/cli/verify/checks/answer.js'
import { verifyOptions } from '../../src/cli/verify/options.js'
import { planOf } from '../../src/cli/verify/plan.js'
import { reproductions } from '../../src/cli/verify/report/reproduction.js'
import { resultsFor } from '../../src/cli/verify/report/results.js'
import type { CheckContext } from '../../src/cli/verify/target/check-context.js'
import type { Heard, ServerConnection } from '../../src/cli/verify/target/connection.js'
import type { Attempt } from '../../src/cli/verify/target/connector.js'
import type { Handshake } from '../../src/cli/verify/target/handshake.js'
import { type Model, modelOf } from '../../src/cli/verify/target/model.js'
import { roomTargets } from '../../src/cli/verify/target/room-target.js'
import { defineAliases } from '../../src/contract/alias/alias.js'
import { event } from '../../src/contract/event/event.js'
import { defineNamespace } from '../../src/contract/namespace.js'
import { defineRoom } from '../../src/contract/room/room.js'
import { loadZod } from '../../src/guards/zod.js'

// as `chosenContract` does for a contract in code, before anything is asked of its schemas
await loadZod()

const table = defineRoom('table:{tableId}')
const order = z.object({ id: z.string(), tableId: z.string(), total: z.number() })
const moved = { payload: z.object({ room: z.string() }), example: { room: 'table:1' } } as const

/** Is a contract small enough to script both ends of. */
export const inn = defineNamespace('/inn', {
  legacyPath: '/',
  rooms: [table],
  serverToClient: {
    'order:new': event({ payload: order, to: [table], example: { id: 'o1', tableId: '1', total: 3 } }),
    'waiter:near': event({
      payload: z.object({ tableId: z.string(), isNear: z.boolean() }),
      to: [table],
      volatile: true,
    }),
  },
  clientToServer: {
    'table:sit': event({ ...moved, reply: z.object({ room: z.string() }), joins: [table] }),
    'table:rise': event({ ...moved, reply: z.object({ room: z.string() }), leaves: [table] }),
    'waiter:near': event({
      payload: z.object({ tableId: z.string(), isNear: z.boolean() }),
      example: { tableId: '1', isNear: true },
      volatile: true,
    }),
    'bill:ask': event({
      payload: z.object({ tip: z.number() }),
      reply: z.object({ sum: z.number() }),
      example: { tip: 1 },
    }),
    'menu:ask': event({ reply: z.object({ dishes: z.array(z.string()) }) }),
    'bell:ring': event({ payload: z.object({ loud: z.boolean() }), example: { loud: true } }),
  },
})

/** Is what a contract of legacy names says of it. */
const innAliases = defineAliases<typeof inn>()({
  serverToClient: {
    'new-order': { of: 'order:new', rename: { orderId: 'id' } },
    'big-order': { of: 'order:new', when: ({ total }: { total: number }) => total > 100 },
  },
  clientToServer: {},
})

/** Says how the other end behaves. */
export interface Script {
  /** Answers an event; `silent` and `lost` as words, anything else as what the acknowledgement carries. */
  readonly answer?: (event: string, payload: unknown, path: string) => unknown
  /** Says what becomes of a handshake: `in` where it is missing. */
  readonly admit?: (path: string, handshake: Handshake) => 'in' | 'ends' | Exclude<Attempt, { kind: 'in' }>
  /** Says what each connection hears. */
  readonly hears?: readonly (readonly [name: string, payload: unknown])[]
  readonly args?: readonly string[]
  readonly model?: Partial<Model>
  readonly ms?: number
}

/** Is a refusal as the contract has them. */
export const refused = (code: string) => ({ error: { code, message: code, retryable: false } })

/** Makes a connection that heard what it is given, and answers by a script. */
export const scriptedConnection = (path: string, script: Script, isEnded = false): ServerConnection => {
  const heard = (script.hears ?? []).map(([name, payload], order): Heard => ({ name, payload, order }))
  return {
    path,
    heard,
    isOpen: () => !isEnded,
    ask: async (event, payload): Promise<EventAnswer> => {
      const value = script.answer?.(event, payload, path)
      return value === 'silent' || value === 'lost' ? { kind: value } : answerOf(value, script.ms ?? 1)
    },
    tell: () => undefined,
    hears: async (fits) => heard.some(fits),
    ends: async () => isEnded,
    isAnswered: () => true,
    doubled: () => [],
    close: () => undefined,
  }
}

/** Makes a context without a network: what connects and asks is answered by a script. */
export const scriptedContext = (script: Script): CheckContext => {
  const options = verifyOptions(['http://localhost:1', ...(script.args ?? [])], '.', {})
  const chosen = {
    contract: inn,
    aliases: innAliases as never,
    digest: 'd1',
    opaque: new Set<string>(),
    conditional: new Set<string>(),
  } as const
  const model = { ...modelOf(chosen, true), ...script.model }
  return {
    options,
    model,
    results: resultsFor(planOf(model, [], false)),
    connector: {
      connect: async (path, handshake) => {
        const fate = script.admit?.(path, handshake) ?? 'in'
        if (typeof fate !== 'string') return fate
        return { kind: 'in', connection: scriptedConnection(path, script, fate === 'ends') }
      },
      lastHeardAt: () => 0,
      doubled: () => [],
      refusals: [],
      close: () => undefined,
    },
    targets: roomTargets(inn, { ...options, token: options.tokens.own }),
    reproduce: reproductions(options.url, options.httpPath),
    marker: 'canon-verify-marker',
    shut: new Set(),
    doubtful: new Set(),
    loginAt: () => options.login,
  }
}

/** Lists what a context came to in one group of checks: what was tested, its verdict, and what was seen. */
export const seenIn = ({ results: { checks } }: CheckContext, ...kinds: readonly string[]): string[] =>
  checks()
    .filter(
      ({ kind, verdict, seen }) => kinds.includes(kind) && !(verdict === 'not tested' && seen?.startsWith('it needs')),
    )
    .map(({ id, verdict, seen }) => `${id} ${verdict}${seen === undefined ? '' : `: ${seen}`}`)
