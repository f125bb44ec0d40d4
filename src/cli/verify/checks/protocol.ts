import { release } from '../../../client/release.js'
import { protocol } from '../../../events/protocol.js'
import { isReply } from '../../../guards/reply.js'
import { type CheckContext, lineFor } from '../target/check-context.js'
import type { Line } from '../target/line.js'
import { payloadNaming } from '../target/room-target.js'
import type { Answer } from './answer.js'
import { inWords } from './answer.js'
import { targetsOf } from './rooms.js'

const targetMs = 500
const samples = 5
const ping = { ...protocol.clientToServer['contract:ping'], name: 'contract:ping' }

/** Checks what stands in every namespace, and how long an answer takes. */
export const checkProtocol = async (context: CheckContext): Promise<void> => {
  const { model, options, results } = context
  if (!results.wants('protocol.ping', 'protocol.welcome', 'latency.round-trip')) return
  const line = await lineFor(context, model.path, options.tokens.own)
  if (!line) return
  const hasPing = await checkPing(context, line)
  await checkLatency(context, line, hasPing)
  line.close()
  await checkWelcome(context)
}

const checkPing = async ({ results, options, reproduce }: CheckContext, line: Line): Promise<boolean> => {
  const answer = await line.ask(ping.name)
  if (answer.kind === 'reply' && isReply(ping, answer.value)) {
    results.pass('protocol.ping')
    return true
  }
  const seen = answer.kind === 'reply' ? "the answer is not the contract's" : inWords(answer, options.timeoutMs)
  results.fail('protocol.ping', undefined, seen, reproduce.emit(line.path, ping.name, undefined))
  return false
}

const checkLatency = async (context: CheckContext, line: Line, hasPing: boolean): Promise<void> => {
  const { model, results, reproduce } = context
  const [join] = model.joins.flatMap((event) => targetsOf(context, event.joins).map((target) => ({ event, target })))
  const ask = (): Promise<Answer> | undefined => {
    if (hasPing) return line.ask(ping.name)
    return join && line.ask(join.event.name, payloadNaming(join.event, join.target.name, join.target.ids))
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
        path: line.path,
        token: 'TOKEN',
        last: `socket.on('connect', () => (console.time('answer'), socket.emit('${ping.name}', () => console.timeEnd('answer'))))`,
      }),
    )
}

const checkWelcome = async (context: CheckContext): Promise<void> => {
  const { model, results, options, reproduce } = context
  const { path, version } = model.contract
  const contract = { package: release, versions: { [path]: [version] } }
  const line = await lineFor(context, path, options.tokens.own, { contract })
  const steps = reproduce.script({ path, token: 'TOKEN' })
  const declared = steps.map((step) =>
    step.replace('process.env.TOKEN }', `process.env.TOKEN, contract: ${JSON.stringify(contract)} }`),
  )
  if (!line) {
    results.fail('protocol.welcome', undefined, `a client that declares version ${version} is not let in`, declared)
    return
  }
  const isGreeting = ({ name, payload }: { name: string; payload: unknown }): boolean =>
    name === 'contract:welcome' && Object(payload).contract === path
  if (!(await line.hears(isGreeting, Math.min(options.timeoutMs, 2 * targetMs))))
    results.fail('protocol.welcome', undefined, 'it is not greeted', declared)
  else if (Object(line.heard.find(isGreeting)?.payload).digest === model.digest) results.pass('protocol.welcome')
  else results.fail('protocol.welcome', undefined, 'the server has another state of this contract', declared)
  line.close()
}
