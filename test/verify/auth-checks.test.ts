import { expect, test } from 'vitest'
import { checkAuth } from '../../src/cli/verify/checks/auth-checks.js'
import type { Attempt } from '../../src/cli/verify/target/connector.js'
import type { Handshake } from '../../src/cli/verify/target/handshake.js'
import { refused, type Script, scriptedContext, seenIn } from './scripted-context.js'
import { tokens } from './tokens.js'

const away = (code: string | undefined, message = 'Authentication failed'): Exclude<Attempt, { kind: 'in' }> => ({
  kind: 'refused',
  message,
  data: code === undefined ? undefined : refused(code),
})
const unknown = away(undefined, 'Invalid namespace')
const isKnown = (path: string): boolean => path === '/' || path === '/inn'
const isOwn = ({ auth }: Handshake): boolean => auth?.['token'] === tokens.own
const judged = async (admit: Script['admit'], ...args: string[]): Promise<Record<string, string>> => {
  const context = scriptedContext({ ...(admit && { admit }), args: ['--token', tokens.own, ...args] })
  await checkAuth(context)
  const kinds = context.results.checks().map(({ kind }) => kind)
  const authKinds = kinds.filter((kind) => /^(namespace|auth)\./.test(kind))
  return Object.fromEntries(seenIn(context, ...authKinds).map((line) => line.split(/ (.*)/) as [string, string]))
}
const strict =
  (refusal: (handshake: Handshake) => ReturnType<NonNullable<Script['admit']>>): Script['admit'] =>
  (path, handshake) => {
    if (!isKnown(path)) return unknown
    return isOwn(handshake) ? 'in' : refusal(handshake)
  }

test('who lets in the right token alone passes', async () => {
  const code = ({ auth }: Handshake): string => {
    if (auth?.['token'] === undefined) return 'AUTH_MISSING'
    return auth['token'] === tokens.expired ? 'AUTH_EXPIRED' : 'AUTH_INVALID'
  }
  const seen = await judged(
    strict((handshake) => away(code(handshake))),
    '--expired-token',
    tokens.expired,
  )
  expect(Object.keys(seen)).toHaveLength(11)
  expect(Object.values(seen)).toEqual(Array(11).fill('pass'))
})

test.each([
  ['is unknown', unknown, '/inn is refused as an unknown namespace'],
  ['says nothing', { kind: 'silent' }, '/inn neither lets in nor refuses within 5000 ms'],
  ['hangs up', { kind: 'unreached' }, '/inn ends the connection'],
] as const)('a namespace that %s fails', async (_, fate, words) => {
  expect((await judged(() => fate))['namespace.canonical']).toBe(`fail: ${words}`)
})

test.each([
  [away('AUTH_INVALID'), 'refuses the token with AUTH_INVALID'],
  [away('E42'), 'refuses the token with a code of its own'],
  [away(undefined), 'refuses the token with no code'],
  ['ends' as const, 'lets the token in and ends the connection at once'],
])('a good token that meets %j fails', async (fate, words) => {
  const seen = await judged((path) => (isKnown(path) ? fate : unknown))
  expect(seen['auth.accepted']).toBe(`fail: /inn ${words}; / ${words}`)
})

test('a namespace of a made-up name has to be refused', async () => {
  expect((await judged(() => 'in'))['namespace.unknown']).toBe('fail: a namespace of a made-up name was opened')
  expect((await judged((path) => (isKnown(path) ? 'in' : { kind: 'silent' })))['namespace.unknown']).toBe(
    'fail: a namespace of a made-up name was not answered',
  )
})

test('who is let in without a good token is told of, and so is who is put out too late', async () => {
  const open = await judged(strict(() => 'in'))
  expect(open['auth.missing']).toBe('fail: /inn lets it in; / lets it in')
  expect(open['auth.before-connection']).toBeUndefined()
  const late = await judged(strict(() => 'ends'))
  expect(late['auth.missing']).toBe('not tested: the connection is refused too late: see auth.before-connection')
  expect(late['auth.before-connection']).toContain('lets in first and ends the connection afterwards')
})

test('a refusal without a word, or without a code, fails', async () => {
  const shut = await judged(strict(() => ({ kind: 'unreached' })))
  expect(shut['auth.bad']).toContain('/inn ends the connection, or says nothing, instead of refusing')
  const mute = await judged(strict(() => away(undefined, 'no')))
  expect(mute['auth.bad']).toContain("/inn refuses it without a code in the error's data")
  expect(mute['auth.words']).toContain('warning: /inn refuses with a message without the word')
})

test('another code of authentication will do, any other warns, and for an expired token none but its own will', async () => {
  const other = await judged(
    strict(() => away('AUTH_INVALID')),
    '--expired-token',
    tokens.expired,
  )
  expect(other['auth.missing']).toMatch(/^pass: \/inn refuses it with AUTH_INVALID instead of AUTH_MISSING/)
  expect(other['auth.expired']).toMatch(/^fail: \/inn refuses it with AUTH_INVALID instead of AUTH_EXPIRED/)
  const odd = await judged(strict(() => away('E42')))
  expect(odd['auth.bad']).toMatch(/^warning: \/inn refuses it with a code of its own instead of AUTH_INVALID/)
  expect(odd['auth.query']).toMatch(/^pass: /)
})
