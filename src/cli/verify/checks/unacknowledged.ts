import type { EventContract } from '../../../contract/event/event.js'
import { type CheckContext, connectionFor, newMarker } from '../target/check-context.js'
import type { ServerConnection } from '../target/connection.js'
import { payloadNaming } from '../target/room-target.js'
import { shownPayload, strangers, targetsOf } from './rooms.js'

/** Checks what happens where a client asks for no acknowledgement; the last of all, for a server may fall over it. */
export async function checkUnacknowledged(context: CheckContext): Promise<void> {
  const { model, options, results } = context
  if (!results.wants('answers.without-ack', 'aliases.told')) return
  if (options.tokens.own === undefined) return
  for (const path of [model.path, model.legacyPath])
    for (const event of [...model.joins, ...model.leaves]) {
      const connection = path === undefined ? undefined : await connectionFor(context, path, options.tokens.own)
      if (connection) await checkHarmless(context, connection, event)
      connection?.close()
    }
  // after the others: what a server falls over has a check of its own
  const legacy = results.wants('aliases.told')
    ? await connectionFor(context, model.legacyPath, options.tokens.own)
    : undefined
  if (legacy) await checkTold(context, legacy)
}

async function checkTold(context: CheckContext, connection: ServerConnection): Promise<void> {
  const { model, results, options, reproduce } = context
  for (const { event, by } of model.told) {
    const [target] = targetsOf(context, event.joins)
    if (!target) continue
    connection.tell(event.name, payloadNaming(event, target.name, target.ids))
    if (await connection.hears(({ name }) => name === by, options.timeoutMs)) results.pass('aliases.told', event.name)
    else
      results.fail('aliases.told', event.name, `${by} did not come on ${connection.path}`, [
        ...reproduce
          .emit(connection.path, event.name, shownPayload(event, target))
          .map((step) => step.replace(', console.log))', '))')),
      ])
  }
}

async function checkHarmless(context: CheckContext, connection: ServerConnection, event: EventContract): Promise<void> {
  const { results, connector, options, reproduce } = context
  const families = [...event.joins, ...event.leaves]
  const [target] = [...targetsOf(context, families), ...strangers(context, families)]
  if (!target) return
  const [payload, shown] = [payloadNaming(event, target.name, target.ids), shownPayload(event, target)]
  const steps = reproduce.emit(connection.path, event.name, shown).map((step) => step.replace(', console.log))', '))'))
  connection.tell(event.name, payload)
  connection.tell(event.name, { is: newMarker() })
  // what the server answers now comes after it dealt with those two
  const answer = await connection.ask(event.name, payload)
  const token = options.tokens.own as string
  const again = answer.kind === 'lost' ? undefined : await connector.connect(connection.path, { auth: { token } })
  if (answer.kind === 'lost' || again?.kind === 'unreached')
    results.fail('answers.without-ack', event.name, `${connection.path}: the connection was lost over it`, steps)
  else results.pass('answers.without-ack', event.name)
  if (again?.kind === 'in') again.connection.close()
}
