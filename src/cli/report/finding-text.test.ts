import { expect, test } from 'vitest'
import type { Finding, Place } from '../../spec/diff/report/finding.js'
import { toReleasePlan } from '../../spec/diff/report/release-plan.js'
import type { DiffReport } from '../../spec/diff/report/report.js'
import { judge } from '../../spec/diff/report/verdict.js'
import { defaultPolicy } from '../../spec/diff/rules/policy.js'
import type { JudgedRelease } from '../gate/judged-release.js'
import { obstaclesOf } from '../gate/obstacle.js'
import { consequenceLines } from './consequence-text.js'
import { directionWords, orderWords, sufferersWords, whereWords, witnessWords } from './finding-text.js'
import { markdownReport } from './markdown-report.js'
import { paintFor } from './paint.js'
import { planText } from './plan-text.js'
import { textReport } from './text-report.js'
import { verdictWords } from './verdict-text.js'

const finding = (more: Partial<Finding> = {}): Finding => ({
  rule: 'F05',
  related: [],
  categories: ['wire'],
  place: { namespace: '/inn', direction: 'serverToClient', name: 'order:new', part: 'payload', path: 'total' },
  address: '/inn order:new',
  words: 'was removed',
  breaks: ['new-server-old-client'],
  bump: 'major',
  forbidden: false,
  needsApproval: false,
  dangerous: false,
  rollout: 'client-first',
  witnesses: [],
  unknown: [],
  advice: '',
  fingerprint: 'f1',
  consequences: [],
  ...more,
})
const report = (findings: readonly Finding[], more: Partial<DiffReport> = {}): DiffReport => ({
  old: { package: 'pack', version: '1.0.0', zod: '4' },
  next: { package: 'pack', version: '1.1.0', zod: '4' },
  findings,
  required: 'major',
  rollout: 'client-first',
  plan: toReleasePlan(findings, defaultPolicy),
  unused: [],
  ...more,
})
const judgedAs = (each: DiffReport): JudgedRelease => ({
  report: each,
  verdict: judge(each, 'minor'),
  comparisons: [],
})
const text = (each: DiffReport): string =>
  textReport(judgedAs(each), {
    cwd: '.',
    hasColour: false,
    columns: 100,
    out: () => undefined,
    err: () => undefined,
  })
const markdown = (each: DiffReport): string => markdownReport(judgedAs(each))

test('compile errors are told of last', () => {
  expect(sufferersWords({ breaks: ['compile-time', 'mixed-fleet'] })).toBe(
    'old and new server nodes side by side, code that uses its types',
  )
  expect(sufferersWords({ breaks: ['compile-time'] })).toBe('code that uses its types')
})

test('an order of release names both ends where server nodes and clients depend on it', () => {
  const order = (...breaks: Finding['breaks']): string => orderWords({ rollout: 'drain-or-dual-join', breaks })
  expect(order('mixed-fleet')).toBe('no old server nodes beside new ones')
  expect(order('mixed-fleet', 'old-server-new-client')).toBe('no old server nodes beside new ones, servers first')
  expect(order('mixed-fleet', 'new-server-old-client')).toBe('no old server nodes beside new ones, clients first')
  expect(orderWords({ rollout: 'server-first', breaks: ['old-server-new-client'] })).toBe('servers first')
})

test('a witness is a short story with its keys in order, of the ends by their articles', () => {
  const value = { b: [1], a: { d: null, c: 'x' } }
  expect(witnessWords({ from: 'old server', to: 'new client', value, at: 'a.c' })).toBe(
    'an old server may send {"a":{"c":"x","d":null},"b":[1]}; a new client refuses it at a.c',
  )
  const long = witnessWords({ from: 'new server', to: 'old client', value: 'x'.repeat(500), at: '' })
  expect(long).toMatch(/^a new server may send "x{159} \.\.\.; an old client refuses it$/)
})

test('a witness is told of at the point of damage where one is known', () => {
  const damage = { path: 'content', sent: '`content` of 10,000 characters', expected: 'takes at most 5,000' }
  expect(witnessWords({ from: 'old client', to: 'new server', value: { content: 'x' }, at: 'content', damage })).toBe(
    'an old client may send `content` of 10,000 characters; a new server takes at most 5,000',
  )
})

test('what follows is told by kind: the same elsewhere first, a few kinds and a few places each', () => {
  const place = { namespace: '/inn', direction: 'serverToClient' } as const
  const at = (name: string, words: string, namespace = '/inn'): Finding =>
    finding({ place: { ...place, namespace, name }, words })
  const many = finding({
    consequences: [
      at('a', 'is no longer addressed to `x`'),
      ...['b', 'c', 'd', 'e', 'f'].map((name) => at(name, 'was removed')),
      at('g', 'was removed', '/out'),
    ],
  })
  expect(consequenceLines(many)).toEqual([
    { isSame: true, text: 'b, c, d, e and 2 more' },
    { isSame: false, text: 'a: is no longer addressed to `x`' },
  ])
  const kinds = finding({ consequences: ['1', '2', '3', '4', '5', '6'].map((words) => at('a', words, '/out')) })
  expect(consequenceLines(kinds).map((line) => line.text)).toEqual([
    '/out a: 1',
    '/out a: 2',
    '/out a: 3',
    '/out a: 4',
    'and 2 more; --json lists all',
  ])
  expect(text(report([many])).replaceAll(/\s+/g, ' ')).toContain('also in b, c, d, e and 2 more so a: is no longer')
  expect(markdown(report([many]))).toContain('was removed<br>Also in b, c, d, e and 2 more<br>So a: is no longer')
})

test('a plan is told in steps, and each release of several with its changes', () => {
  const servers = finding({ rule: 'E02', fingerprint: 'f2', breaks: ['old-server-new-client'], bump: 'minor' })
  const gone = finding({ rule: 'A02', fingerprint: 'f3', forbidden: true, place: { namespace: '/inn' } })
  const fleet = finding({
    rule: 'R01',
    fingerprint: 'f4',
    breaks: ['mixed-fleet'],
    bump: 'minor',
    place: { namespace: '/inn', name: 'x' },
  })
  expect(planText(report([finding(), servers, gone, fleet]))).toEqual({
    releases: ['release 1, minor: E02 order:new total, R01 x', 'release 2, major: F05 order:new total'],
    steps: [
      'take back A02 /inn',
      expect.stringMatching(
        /^stop all old server nodes before a new one starts; .*\(R01 x\)\. After this, new servers may/,
      ),
      'servers take release 1. After this, clients may send `order:new total` (E02).',
      'clients take release 2, when no older server is left. After this, servers may leave out `order:new total` (F05).',
      'servers take release 2, when no older client is left. After this, the change is complete.',
    ],
  })
  expect(text(report([finding(), servers]))).toContain('  1. servers take release 1. After this, clients may')
  expect(text(report([finding(), servers]))).toContain('Needs 2 releases; all at once it would be major.')
  expect(markdown(report([finding()]))).toContain(
    '### Release plan\n\n1. release the clients. After this, servers may leave out',
  )
})

test('what was given up is told of before the verdict, and counts as breaking', () => {
  const unclear = ['a', 'b', 'c', 'd'].map((name) =>
    finding({
      fingerprint: name,
      unknown: ['too long'],
      place: { namespace: '/inn', direction: 'serverToClient', name },
    }),
  )
  expect(text(report(unclear))).toContain(
    'Gave up on 4 questions, which count as breaking: F05 /inn a, F05 /inn b, F05 /inn c and 1 more.',
  )
  expect(markdown(report(unclear))).toContain('Gave up on 4 questions')
  expect(text(report(unclear.slice(0, 1)))).toContain('Gave up on 1 question, which counts as breaking: F05 /inn a.')
})

test.each<[Place, string, string]>([
  [{ namespace: '/inn' }, 'its address', ''],
  [{ namespace: '/inn', direction: 'clientToServer', name: 'sit' }, '/inn sit', 'client to server'],
  [{ direction: 'serverToClient', name: 'sit', part: 'reply' }, 'sit reply', 'server to client'],
  [{ direction: 'serverToClient', name: 'sit', part: 'reply', path: '[].id' }, 'sit reply[].id', 'server to client'],
  [{ direction: 'serverToClient', name: 'sit', part: 'reply', path: 'id' }, 'sit reply.id', 'server to client'],
])('%j is named by its address, or in words with its direction', (place, where, direction) => {
  expect(whereWords(finding({ place, address: 'its address' }))).toBe(where)
  expect(directionWords(finding({ place }))).toBe(direction)
})

test('an approval or a waiver that fits no change is told of in both reports', () => {
  const stale = report([], { required: 'none', unused: ['f9'] })
  expect(text(stale)).toContain('No change bears the fingerprint f9 any more: delete that line.')
  expect(markdown(stale)).toContain('No change bears the fingerprint `f9` any more.')
})

test('schemas that two releases of zod wrote are told of', () => {
  const written = { package: 'pack', version: '1.0.0', zod: '4.6.0' }
  expect(text(report([], { old: written }))).toContain('zod 4.6.0 wrote the old schemas, 4 the new ones.')
  expect(text(report([]))).not.toContain('wrote the old schemas')
})

test.each([
  [['1.0.0', '1.1.0'], 'pack 1.0.0 -> 1.1.0: no change'],
  [['', '1.1.0'], 'pack ? -> 1.1.0: no change'],
  [['1.0.0', ''], 'pack 1.0.0 -> ?: no change'],
  [['', ''], 'pack unversioned: no change'],
] as const)('the versions %j stand at the head', ([old, next], head) => {
  const each = report([], {
    old: { package: 'pack', version: old, zod: '4' },
    next: { package: '', version: next, zod: '4' },
  })
  expect(text(each).split('\n')[0]).toBe(head)
  const unnamed = report([], {
    old: { package: '', version: '', zod: '' },
    next: { package: '', version: '', zod: '' },
  })
  expect(text(unnamed)).toMatch(/^contract unversioned/)
})

test('a change says what is unclear, what to do and who approved it', () => {
  const each = report([
    finding({
      unknown: ['a pattern looks around'],
      advice: 'keep it',
      needsApproval: true,
      approval: { reason: 'agreed', by: 'Ada' },
      related: ['T01'],
    }),
  ])
  expect(text(each)).toContain('unclear a pattern looks around; what is unclear counts as breaking')
  expect(text(each)).toContain('approved By Ada: agreed')
  expect(text(each)).toContain('do      keep it')
  expect(text(each)).toContain('major, clients first, also T01, f1')
  expect(markdown(each)).toContain('Unclear: a pattern looks around. To do: keep it.')
})

test('a change that no version makes right, and one that breaks nobody, say so in their row', () => {
  const forbidden = markdown(report([finding({ forbidden: true, words: 'a | b\nc' })]))
  expect(forbidden).toContain('| a \\| b c | old clients on new servers | none will do |')
  const harmless = report([finding({ breaks: [], bump: 'patch', waiver: { reason: 'known' } })])
  expect(markdown(harmless)).toContain('| nobody | patch |')
  expect(text(harmless)).toContain('was removed. known')
  expect(text(harmless)).toContain('Waived (1)')
})

test('a change that is to be taken back asks for no bump and no order, and the others for theirs', () => {
  const gone = finding({ forbidden: true })
  const said = (findings: readonly Finding[]): string => {
    const all = report(findings)
    const obstacles = obstaclesOf({ report: all, verdict: judge(all, undefined), comparisons: [] })
    return verdictWords(all, obstacles, paintFor(false))
  }
  expect(text(report([gone]))).toMatch(/\n {5}f1\n/)
  expect(said([gone])).toBe('Not yet: 1 change that no version makes right.')
  const other = finding({ breaks: [], bump: 'minor', fingerprint: 'f2' })
  expect(said([gone, other])).toBe(
    'Not yet: 1 change that no version makes right.\nThe other changes need a minor release.',
  )
  const waived = finding({ forbidden: true, waiver: { reason: 'known' } })
  expect(said([waived])).toContain('1 breaking change, and the version stayed')
})
