import type { Direction } from '../../contract/event/direction.js'
import type { EventContract } from '../../contract/event/event.js'
import type { Schema } from '../../contract/schema.js'
import { RefusalError } from '../../contract/wire/refusal-error.js'
import type { LivePair } from './live-ends.js'

/** An event that goes from one end to the other, by the name and in the shape that each has for it. */
export interface Exchange {
  readonly direction: Direction
  /** The event as the server has it; nothing where it has none. */
  readonly server: EventContract | undefined
  /** The event as the client has it; nothing where it has none. */
  readonly client: EventContract | undefined
  /** Payloads that fit the contract of who sends them. */
  readonly payloads: readonly unknown[]
  /** Replies that fit the contract of who gives them. */
  readonly replies: readonly unknown[]
}

/** What became of an exchange: why it did not fit; nothing where all of it did. */
export type Misfit = string | undefined

const requestTimeoutMs = 10_000

/** Sends an event from one end to the other, and says what did not arrive. */
export async function playExchange(pair: LivePair, exchange: Exchange): Promise<Misfit> {
  const { direction, server, client } = exchange
  if (direction === 'serverToClient') {
    if (!client) return undefined
    return server ? playDown(pair, server, client, exchange.payloads) : 'no event of the server has its name'
  }
  if (!client) return undefined
  return playUp(pair, server, client, exchange)
}

async function playDown(
  { server, client, settled }: LivePair,
  sent: EventContract,
  heard: EventContract,
  payloads: readonly unknown[],
): Promise<Misfit> {
  const fitting = payloads.filter((payload) => isFit(sent.payload, payload))
  if (!fitting.length) return 'no payload can be made that the server may send: give its event an example'
  let count = 0
  const stop = client.on(heard.name, () => {
    count++
  })
  for (const payload of fitting) server.emit(sent.name, payload)
  await settled()
  stop()
  return count === fitting.length ? undefined : `${fitting.length - count} of ${fitting.length} payloads are not heard`
}

async function playUp(
  { server, client, settled }: LivePair,
  taken: EventContract | undefined,
  sent: EventContract,
  { payloads, replies }: Exchange,
): Promise<Misfit> {
  const fitting = payloads.filter((payload) => isFit(sent.payload, payload))
  if (!fitting.length) return 'no payload can be made that the client may send: give its event an example'
  const answers = taken?.reply ? replies.filter((reply) => isFit(taken.reply, reply)) : [undefined]
  if (!answers.length) return 'no reply can be made that the server may give: give its event an example of it'
  let count = 0
  const stop = taken
    ? server.on(taken.name, () => {
        count++
        return answers[count % answers.length]
      })
    : () => {}
  const refused = sent.reply ? await asked(client, sent, fitting, answers.length) : emitted(client, sent, fitting)
  await settled()
  stop()
  if (refused !== undefined) return refused
  return count >= fitting.length ? undefined : `${fitting.length - count} of ${fitting.length} payloads are not handled`
}

function emitted(client: LivePair['client'], { name }: EventContract, payloads: readonly unknown[]): Misfit {
  for (const payload of payloads) client.emit(name, payload)
  return undefined
}

async function asked(
  client: LivePair['client'],
  { name, payload }: EventContract,
  payloads: readonly unknown[],
  atLeast: number,
): Promise<Misfit> {
  // as often as there are replies to be given
  const all = Array.from({ length: Math.max(payloads.length, atLeast) }, (_, at) => payloads[at % payloads.length])
  const outcomes = await Promise.all(
    all.map((each) =>
      client.request(name, ...(payload ? [each] : []), { timeoutMs: requestTimeoutMs }).then(
        () => undefined,
        (error: unknown) => codeOf(error),
      ),
    ),
  )
  return outcomes.find((outcome) => outcome !== undefined)
}

function codeOf(error: unknown): string {
  const name = error instanceof Error ? error.name : 'an error'
  return error instanceof RefusalError ? `it is refused with ${error.code}` : `its request ends with ${name}`
}

/** Whether a value fits a schema, as the guard of the end that sends it asks. */
function isFit(schema: Schema<unknown> | undefined, value: unknown): boolean {
  if (!schema) return true
  const result = schema['~standard'].validate(value)
  return !(result instanceof Promise) && !result.issues
}
