import type { EventContract } from '../../../contract/event/event.js'
import { isReply } from '../../../guards/reply.js'
import { type CheckContext, connectionFor } from '../target/check-context.js'
import type { ServerConnection } from '../target/connection.js'
import { payloadNaming } from '../target/room-target.js'
import { doubt, inWords, isDenial } from './answer.js'
import { badPayloads } from './bad-payload.js'
import { endedPayload } from './relay.js'
import { targetsOf } from './rooms.js'

/** Checks that everything asked is answered, on each path. */
export async function checkAnswers(context: CheckContext): Promise<void> {
  const { model, options, results } = context
  for (const path of [model.path, model.legacyPath]) {
    const connection = await connectionFor(context, path, options.tokens.own)
    if (!connection) continue
    if (results.wants('answers.unknown-event')) await checkUnknownEvent(context, connection)
    if (results.wants('answers.bad-payload'))
      for (const event of [...model.joins, ...model.leaves, ...(options.mayWrite ? model.requests : [])])
        if (event.payload && event.reply) await checkBadPayloads(context, connection, event)
    if (results.wants('answers.acknowledged')) await checkAcknowledged(context, connection)
    if (options.mayWrite && path === model.path) await checkRequests(context, connection)
    connection.close()
  }
}

const unknownEvent = 'socket-canon:no-such-event'

async function checkUnknownEvent(
  { results, options, reproduce, marker }: CheckContext,
  connection: ServerConnection,
): Promise<void> {
  const answer = await connection.ask(unknownEvent, { is: marker })
  if (answer.kind === 'refusal') return results.pass('answers.unknown-event')
  const seen = answer.kind === 'reply' ? 'the answer is no refusal' : inWords(answer, options.timeoutMs)
  results.fail(
    'answers.unknown-event',
    undefined,
    `${connection.path}: ${seen}`,
    reproduce.emit(connection.path, unknownEvent, {}),
  )
}

async function checkBadPayloads(
  context: CheckContext,
  connection: ServerConnection,
  event: EventContract,
): Promise<void> {
  const { results, options, reproduce, marker, doubtful } = context
  for (const { fault, payload } of badPayloads(event, marker)) {
    const answer = await connection.ask(event.name, payload)
    if (answer.kind === 'refusal') results.pass('answers.bad-payload', event.name)
    else if (answer.kind === 'reply' && isDenial(answer.value) && doubtful.has(connection.path))
      results.skip('answers.bad-payload', event.name, doubt)
    else {
      const seen = answer.kind === 'reply' ? granted(event, answer.value) : inWords(answer, options.timeoutMs)
      const steps = reproduce.emit(connection.path, event.name, payload)
      results.fail('answers.bad-payload', event.name, `${connection.path}, ${fault}: ${seen}`, steps)
      // a server that hangs on one hangs on each: once is enough to know
      if (answer.kind !== 'reply') return
    }
  }
}

function granted(event: EventContract, value: unknown): string {
  if (isDenial(value)) return 'nothing was granted, and it is no refusal'
  return isReply(event, value) ? 'it was granted' : "the answer is neither the contract's reply nor a refusal"
}

async function checkAcknowledged(context: CheckContext, connection: ServerConnection): Promise<void> {
  const { model, results, options, reproduce } = context
  for (const { up, down } of model.relays) {
    const [target] = targetsOf(context, down.to).filter(({ isOwn }) => !isOwn)
    if (!target) continue
    const payload = endedPayload(payloadNaming(up, target.name, target.ids))
    const answer = await connection.ask(up.name, payload)
    if (answer.kind === 'reply' || answer.kind === 'refusal') results.pass('answers.acknowledged', up.name)
    else {
      const steps = reproduce.emit(connection.path, up.name, payload)
      results.fail('answers.acknowledged', up.name, `${connection.path}: ${inWords(answer, options.timeoutMs)}`, steps)
    }
  }
}

async function checkRequests(
  { model, results, options, reproduce }: CheckContext,
  connection: ServerConnection,
): Promise<void> {
  for (const event of model.requests) {
    if (!event.reply) continue
    const args = event.payload ? [event.example] : []
    const answer = await connection.ask(event.name, ...args)
    if (answer.kind === 'refusal' || (answer.kind === 'reply' && isReply(event, answer.value)))
      results.pass('answers.requests', event.name)
    else {
      const seen = answer.kind === 'reply' ? granted(event, answer.value) : inWords(answer, options.timeoutMs)
      results.fail('answers.requests', event.name, seen, reproduce.emit(connection.path, event.name, args[0]))
    }
  }
}
