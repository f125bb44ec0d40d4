import type { CheckName } from '../catalogue.js'
import { type CheckContext, newMarker } from '../target/check-context.js'
import type { ServerConnection } from '../target/connection.js'
import type { Attempt } from '../target/connector.js'
import { forgeries } from '../target/forgery.js'
import type { Handshake } from '../target/handshake.js'
import { loginEvents, shownBy } from '../target/login.js'
import { shownCode } from './answer.js'

/** How long a server that let somebody in may take to think better of it. */
const regretMs = 1000

/** Checks the namespaces, and who is let into them. */
export async function checkAuth(context: CheckContext): Promise<void> {
  const { model, results } = context
  const { path, legacyPath } = model
  const canonical = checkPath(context, path, 'namespace.canonical')
  const legacy = legacyPath === undefined ? undefined : checkPath(context, legacyPath, 'namespace.legacy')
  const there = (await Promise.all([canonical, legacy])).filter((entry) => entry !== undefined)
  if (results.wants('namespace.unknown')) await checkUnknown(context)
  const moments = await Promise.all(there.map((entry) => checkTrials(context, entry.path)))
  for (const [index, entry] of there.entries()) judgeEntry(context, entry, moments[index] as Moment[])
  const judged = moments.flat()
  if (judged.includes('in the handshake') && !judged.includes('too late')) results.pass('auth.before-connection')
}

/** A path that is there, and the connection that its user's token opened. */
interface Entry {
  readonly path: string
  readonly connection?: ServerConnection
  /** Whether the server said that the client is in. */
  readonly isTold?: boolean
}

/** Looks whether a namespace is there, and lets in who shows a token; nothing where it is not there. */
async function checkPath(context: CheckContext, path: string, kind: CheckName): Promise<Entry | undefined> {
  const { connector, results, options, shut } = context
  const { own: token } = options.tokens
  const attempt = await connector.connect(path, { auth: token === undefined ? {} : { token } })
  const steps = stepsFor(context, path)
  // whom it was to let in by a token it did not
  const shutOut = (why: string): Entry => {
    if (token !== undefined) {
      shut.add(path)
      results.fail('auth.accepted', undefined, `${path} ${why}`, steps)
    }
    return { path }
  }
  const isThere = attempt.kind === 'in' || (attempt.kind === 'refused' && !isNoNamespace(attempt))
  if (!isThere) {
    results.fail(kind, undefined, `${path} ${absence(attempt, options.timeoutMs)}`, steps)
    return undefined
  }
  if (attempt.kind === 'refused') {
    if (token === undefined && isCoded(attempt)) results.pass(kind)
    else results.skip(kind, undefined, `${path} lets nobody in, so that nobody sees what is served there`)
    return shutOut(`refuses the token with ${codeOf(attempt)}`)
  }
  const { connection, isTold = false } = attempt
  if (!(await connection.ends(Math.min(regretMs, options.timeoutMs)))) {
    results.pass(kind)
    if (token !== undefined) return { path, connection, isTold }
    connection.close()
    return { path }
  }
  results.skip(kind, undefined, `${path} keeps nobody in, so that nobody sees what is served there`)
  return shutOut('lets the token in and ends the connection at once')
}

function stepsFor({ options, reproduce }: CheckContext, path: string): string[] {
  return reproduce.script({ path, ...(options.tokens.own !== undefined && { token: 'TOKEN' }) })
}

function absence({ kind }: Attempt, timeoutMs: number): string {
  if (kind === 'refused') return 'is refused as an unknown namespace'
  return kind === 'silent' ? `neither lets in nor refuses within ${timeoutMs} ms` : 'ends the connection'
}

/** Judges whether a token was seen to be taken: its connection lives, and hears something or is treated otherwise than one without. */
function judgeEntry(context: CheckContext, entry: Entry, moments: readonly Moment[]): void {
  const { model, results, doubtful } = context
  const { path, connection, isTold } = entry
  if (!connection) return
  const isHeard = connection.heard.some(
    ({ name }) => Object.hasOwn(model.contract.serverToClient, name) || model.legacyNames.has(name),
  )
  if (!connection.isOpen())
    results.fail(
      'auth.accepted',
      undefined,
      `${path} lets the token in and ends the connection later`,
      stepsFor(context, path),
    )
  else if (isTold || isHeard || moments.some((moment) => moment !== 'never')) results.pass('auth.accepted')
  else {
    doubtful.add(path)
    results.skip(
      'auth.accepted',
      undefined,
      `${path} keeps whoever comes, and says nothing: whether it took the token can't be seen; where it waits for \`authenticate\`, give --login event`,
    )
  }
  connection.close()
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
            handshake: { query: shownBy({ users: options.users, token: own }, own) },
            variable: 'TOKEN',
          } as const,
        ]),
  ]
}

type Moment = 'in the handshake' | 'too late' | 'unanswered' | 'never'

// one after the other: a busy server is no reason to take silence for an answer
async function checkTrials(context: CheckContext, path: string): Promise<Moment[]> {
  const { results, connector } = context
  const kinds = ['auth.accepted', 'auth.missing', 'auth.bad', 'auth.forged', 'auth.expired', 'auth.query'] as const
  if (!results.wants(...kinds, 'auth.before-connection', 'auth.words')) return []
  const moments: Moment[] = []
  for (const trial of trialsOf(context)) {
    const { kind } = trial
    // what the others come to depends on whether a token is asked for at all
    const isAsked = kind === 'auth.missing' || (kind === 'auth.bad' && results.wants('auth.accepted'))
    if (isAsked || results.wants(kind, 'auth.before-connection', 'auth.words'))
      moments.push(
        await judge(context, path, trial, await connector.connect(path, trial.handshake), moments[0] === 'never'),
      )
  }
  return moments
}

async function judge(
  context: CheckContext,
  path: string,
  trial: Trial,
  attempt: Attempt,
  isOpenToAll: boolean,
): Promise<Moment> {
  const { results, options, reproduce } = context
  const { kind, expected, isLenient, handshake, variable } = trial
  const steps = reproduce.script({
    path,
    ...(variable !== undefined && { token: variable }),
    ...(handshake.query && { at: 'query' }),
  })
  if (attempt.kind === 'in') {
    const fate = await fateOf(context, attempt.connection)
    attempt.connection.close()
    if (fate === 'kept') {
      if (isOpenToAll) results.skip(kind, undefined, `${path} asks for no token: see auth.missing`)
      else if (handshake.query && options.login === 'event' && !isGreeted(context, attempt.connection))
        results.skip(kind, undefined, `${path} waits for \`authenticate\`, and nothing says that the query opened it`)
      else results.fail(kind, undefined, `${path} lets it in`, steps)
      return 'never'
    }
    results.fail('auth.before-connection', undefined, `${path} lets in first and ${fate} afterwards`, steps)
    results.skip(kind, undefined, 'the connection is refused too late: see auth.before-connection')
    return 'too late'
  }
  if (attempt.kind !== 'refused') {
    results.fail(kind, undefined, `${path} ends the connection, or says nothing, instead of refusing`, steps)
    return 'unanswered'
  }
  const code = codeIn(attempt)
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

/** Waits a while for what a server does with somebody who came in: it may end the connection, or refuse what it asks. */
async function fateOf(
  { options }: CheckContext,
  connection: ServerConnection,
): Promise<'ends the connection' | 'refuses what it asks' | 'kept'> {
  let code: unknown
  void connection.ask('contract:ping').then((answer) => {
    if (answer.kind === 'refusal') code = answer.error.code
  })
  if (await connection.ends(Math.min(regretMs, options.timeoutMs))) return 'ends the connection'
  return String(code).startsWith('AUTH_') ? 'refuses what it asks' : 'kept'
}

/** Returns whether a server said that somebody is in. */
function isGreeted({ model }: CheckContext, { heard }: ServerConnection): boolean {
  const { successes } = loginEvents(model.aliases)
  return heard.some(({ name }) => successes.has(name))
}

function isNoNamespace({ message, data }: { message: string; data: unknown }): boolean {
  return message === 'Invalid namespace' && data === undefined
}

function codeIn({ data }: { data: unknown }): unknown {
  return Object(Object(data).error).code
}

function isCoded(attempt: { data: unknown }): boolean {
  return typeof codeIn(attempt) === 'string'
}

function codeOf(attempt: { data: unknown }): string {
  const code = codeIn(attempt)
  return code === undefined ? 'no code' : shownCode(code)
}
