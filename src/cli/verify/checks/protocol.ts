import { protocol } from '../../../events/protocol.js'
import { isReply } from '../../../guards/reply.js'
import { type CheckContext, connectionFor } from '../target/check-context.js'
import type { ServerConnection } from '../target/connection.js'
import { declarationOf } from '../target/declaration.js'
import { payloadNaming } from '../target/room-target.js'
import type { EventAnswer } from './answer.js'
import { inWords } from './answer.js'
import { targetsOf } from './rooms.js'

const targetMs = 500
const samples = 5
const ping = { ...protocol.clientToServer['contract:ping'], name: 'contract:ping' }

/** Checks what stands in every namespace, and how long an answer takes. */
export async function checkProtocol(context: CheckContext): Promise<void> {
  const { model, options, results } = context
  if (!results.wants('protocol.ping', 'protocol.welcome', 'latency.round-trip')) return
  const connection = await connectionFor(context, model.path, options.tokens.own)
  if (!connection) return
  const hasPing = await checkPing(context, connection)
  await checkLatency(context, connection, hasPing)
  connection.close()
  if (context.loginAt(model.path) === 'auth') await checkWelcome(context)
  else results.skip('protocol.welcome', undefined, 'who declares a contract logs in by `auth` only')
}

async function checkPing(
  { results, options, reproduce }: CheckContext,
  connection: ServerConnection,
): Promise<boolean> {
  const answer = await connection.ask(ping.name)
  if (answer.kind === 'reply' && isReply(ping, answer.value)) {
    results.pass('protocol.ping')
    return true
  }
  const seen = answer.kind === 'reply' ? "the answer is not the contract's" : inWords(answer, options.timeoutMs)
  results.fail('protocol.ping', undefined, seen, reproduce.emit(connection.path, ping.name, undefined))
  return false
}

async function checkLatency(context: CheckContext, connection: ServerConnection, hasPing: boolean): Promise<void> {
  const { model, results, reproduce } = context
  const [join] = model.joins.flatMap((event) => targetsOf(context, event.joins).map((target) => ({ event, target })))
  const ask = (): Promise<EventAnswer> | undefined => {
    if (hasPing) return connection.ask(ping.name)
    return join && connection.ask(join.event.name, payloadNaming(join.event, join.target.name, join.target.ids))
  }
  const times: number[] = []
  for (let sample = 0; sample < samples; sample++) {
    const answer = await ask()
    if (!answer || !('ms' in answer)) return
    times.push(answer.ms)
  }
  const middle = times.sort((one, two) => one - two)[Math.floor(samples / 2)] as number
  const seen = `${Math.max(1, Math.round(middle))} ms`
  if (middle < targetMs) results.note('latency.round-trip', undefined, { verdict: 'pass', seen })
  else
    results.fail(
      'latency.round-trip',
      undefined,
      seen,
      reproduce.script({
        path: connection.path,
        token: 'TOKEN',
        last: `socket.on('connect', () => (console.time('answer'), socket.emit('${ping.name}', () => console.timeEnd('answer'))))`,
      }),
    )
}

async function checkWelcome(context: CheckContext): Promise<void> {
  const { model, results, options, reproduce } = context
  const { path, version } = model.contract
  const declaration = declarationOf(model.contract)
  const connection = await connectionFor(context, path, options.tokens.own, { ...declaration })
  const steps = reproduce.script({ path, token: 'TOKEN' })
  const declared = steps.map((step) =>
    step.replace('process.env.TOKEN }', `process.env.TOKEN, contract: ${JSON.stringify(declaration.contract)} }`),
  )
  if (!connection) {
    results.fail('protocol.welcome', undefined, `a client that declares version ${version} is not let in`, declared)
    return
  }
  const isGreeting = ({ name, payload }: { name: string; payload: unknown }): boolean =>
    name === 'contract:welcome' && Object(payload).contract === path
  if (!(await connection.hears(isGreeting, Math.min(options.timeoutMs, 2 * targetMs))))
    results.fail('protocol.welcome', undefined, 'it is not greeted', declared)
  else if (Object(connection.heard.find(isGreeting)?.payload).digest === model.digest) results.pass('protocol.welcome')
  else results.fail('protocol.welcome', undefined, 'the server has another state of this contract', declared)
  connection.close()
}
