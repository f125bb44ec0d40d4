import type { CheckName } from '../catalogue.js'
import { type CheckContext, newMarker } from '../target/check-context.js'
import type { Attempt, Handshake } from '../target/connector.js'
import { forgeries } from '../target/forgery.js'
import { shownCode } from './answer.js'

/** How long a server that let somebody in may take to think better of it. */
const regretMs = 1000

/** Checks the namespaces, and who is let into them. */
export async function checkAuth(context: CheckContext): Promise<void> {
  const { model, results } = context
  const { path, legacyPath } = model
  const canonical = await checkPath(context, path, 'namespace.canonical')
  const legacy = legacyPath !== undefined && (await checkPath(context, legacyPath, 'namespace.legacy'))
  const paths = [...(canonical ? [path] : []), ...(legacy ? [legacyPath] : [])]
  if (results.wants('namespace.unknown')) await checkUnknown(context)
  const moments = await Promise.all(paths.map((each) => checkTrials(context, each)))
  const judged = moments.flat()
  if (judged.includes('in the handshake') && !judged.includes('too late')) results.pass('auth.before-connection')
}

/** Returns whether a namespace is there. */
async function checkPath(context: CheckContext, path: string, kind: CheckName): Promise<boolean> {
  const { connector, results, options, reproduce } = context
  const { own: token } = options.tokens
  const attempt = await connector.connect(path, { auth: token === undefined ? {} : { token } })
  const steps = reproduce.script({ path, ...(token !== undefined && { token: 'TOKEN' }) })
  if (attempt.kind === 'refused' && isNoNamespace(attempt)) {
    results.fail(kind, undefined, `${path} is refused as an unknown namespace`, steps)
    return false
  }
  if (attempt.kind === 'silent' || attempt.kind === 'unreached') {
    const what =
      attempt.kind === 'silent' ? `neither lets in nor refuses within ${options.timeoutMs} ms` : 'ends the connection'
    results.fail(kind, undefined, `${path} ${what}`, steps)
    return false
  }
  results.pass(kind)
  if (token === undefined) return true
  if (attempt.kind === 'refused')
    results.fail('auth.accepted', undefined, `${path} refuses the token with ${codeOf(attempt)}`, steps)
  else if (await attempt.connection.ends(0))
    results.fail('auth.accepted', undefined, `${path} lets the token in and ends the connection at once`, steps)
  else results.pass('auth.accepted')
  return true
}

async function checkUnknown({ connector, results, options, reproduce }: CheckContext): Promise<void> {
  const path = `/${newMarker()}`
  const { own: token } = options.tokens
  const attempt = await connector.connect(path, { auth: token === undefined ? {} : { token } })
  if (attempt.kind === 'refused') return results.pass('namespace.unknown')
  const seen =
    attempt.kind === 'in'
      ? 'a namespace of a made-up name was opened'
      : 'a namespace of a made-up name was not answered'
  results.fail('namespace.unknown', undefined, seen, reproduce.script({ path, token: 'TOKEN' }))
}

interface Trial {
  readonly kind: CheckName
  readonly expected: string
  /** Whether another code than the expected one is as good. */
  readonly isLenient: boolean
  readonly handshake: Handshake
  /** The variable that holds the token in a reproduction. */
  readonly variable?: string
}

function trialsOf({ options, marker }: CheckContext): Trial[] {
  const { own, expired } = options.tokens
  const invalid = { expected: 'AUTH_INVALID', isLenient: true, variable: 'BAD_TOKEN' }
  return [
    { kind: 'auth.missing', expected: 'AUTH_MISSING', isLenient: true, handshake: {} },
    { ...invalid, kind: 'auth.bad', handshake: { auth: { token: `${marker}.not-a-token` } } },
    ...forgeries(own).map((token): Trial => ({ ...invalid, kind: 'auth.forged', handshake: { auth: { token } } })),
    ...(expired === undefined
      ? []
      : [
          {
            kind: 'auth.expired',
            expected: 'AUTH_EXPIRED',
            isLenient: false,
            handshake: { auth: { token: expired } },
            variable: 'EXPIRED_TOKEN',
          } as const,
        ]),
    ...(own === undefined
      ? []
      : [
          {
            kind: 'auth.query',
            expected: 'AUTH_MISSING',
            isLenient: true,
            handshake: { query: { token: own } },
            variable: 'TOKEN',
          } as const,
        ]),
  ]
}

type Moment = 'in the handshake' | 'too late' | 'never'

// one after the other: a busy server is no reason to take silence for an answer
async function checkTrials(context: CheckContext, path: string): Promise<Moment[]> {
  const moments: Moment[] = []
  for (const trial of trialsOf(context))
    if (context.results.wants(trial.kind, 'auth.before-connection', 'auth.words'))
      moments.push(await judge(context, path, trial, await context.connector.connect(path, trial.handshake)))
  return moments
}

async function judge(context: CheckContext, path: string, trial: Trial, attempt: Attempt): Promise<Moment> {
  const { results, options, reproduce } = context
  const { kind, expected, isLenient, handshake, variable } = trial
  const steps = reproduce.script({
    path,
    ...(variable !== undefined && { token: variable }),
    at: handshake.query ? 'query' : 'auth',
  })
  if (attempt.kind === 'in') {
    if (!(await attempt.connection.ends(Math.min(regretMs, options.timeoutMs)))) {
      results.fail(kind, undefined, `${path} lets it in`, steps)
      return 'never'
    }
    results.fail('auth.before-connection', undefined, `${path} lets in first and ends the connection afterwards`, steps)
    results.skip(kind, undefined, 'the connection is refused too late: see auth.before-connection')
    return 'too late'
  }
  if (attempt.kind !== 'refused') {
    results.fail(kind, undefined, `${path} ends the connection, or says nothing, instead of refusing`, steps)
    return 'never'
  }
  const code = Object(Object(attempt.data).error).code as unknown
  if (typeof code !== 'string')
    results.fail(kind, undefined, `${path} refuses it without a code in the error's data`, steps)
  else if (code === expected) results.pass(kind)
  else if (!isLenient)
    results.fail(kind, undefined, `${path} refuses it with ${shownCode(code)} instead of ${expected}`, steps)
  else
    results.note(kind, undefined, {
      verdict: kind === 'auth.query' || code.startsWith('AUTH_') ? 'pass' : 'warning',
      seen: `${path} refuses it with ${shownCode(code)} instead of ${expected}`,
      reproduction: steps,
    })
  if (attempt.message.includes('Authentication')) results.pass('auth.words')
  else results.fail('auth.words', undefined, `${path} refuses with a message without the word`, steps)
  return 'in the handshake'
}

function isNoNamespace({ message, data }: { message: string; data: unknown }): boolean {
  return message === 'Invalid namespace' && data === undefined
}

function codeOf({ data }: { data: unknown }): string {
  const code = Object(Object(data).error).code as unknown
  return code === undefined ? 'no code' : shownCode(code)
}
