import { expect, test } from 'vitest'
import type { Finding, Place } from '../spec/diff/finding.js'
import type { DiffReport } from '../spec/diff/report.js'
import { judge } from '../spec/diff/verdict.js'
import { directionWords, sufferersWords, whereWords, witnessWords } from './finding-text.js'
import { markdownReport } from './markdown-report.js'
import { textReport } from './text-report.js'

const finding = (more: Partial<Finding> = {}): Finding => ({
  rule: 'F05',
  related: [],
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
  ...more,
})
const report = (findings: readonly Finding[], more: Partial<DiffReport> = {}): DiffReport => ({
  old: { package: 'pack', version: '1.0.0', zod: '4' },
  next: { package: 'pack', version: '1.1.0', zod: '4' },
  findings,
  required: 'major',
  rollout: 'client-first',
  unused: [],
  ...more,
})
const text = (each: DiffReport): string =>
  textReport(each, judge(each, 'minor'), {
    cwd: '.',
    hasColour: false,
    columns: 100,
    out: () => undefined,
    err: () => undefined,
  })
const markdown = (each: DiffReport): string => markdownReport(each, judge(each, 'minor'))

test('compile errors are told of after all else that breaks', () => {
  expect(sufferersWords({ breaks: ['compile-time', 'mixed-fleet'] })).toBe(
    'old and new server nodes side by side, code that uses its types',
  )
  expect(sufferersWords({ breaks: ['compile-time'] })).toBe('code that uses its types')
})

test('a witness is a short story with its keys in order, of the ends by their articles', () => {
  const value = { b: [1], a: { d: null, c: 'x' } }
  expect(witnessWords({ from: 'old server', to: 'new client', value, at: 'a.c' })).toBe(
    'an old server may send {"a":{"c":"x","d":null},"b":[1]}; a new client refuses it at a.c',
  )
  const long = witnessWords({ from: 'new server', to: 'old client', value: 'x'.repeat(500), at: '' })
  expect(long).toMatch(/^a new server may send "x{159} \.\.\.; an old client refuses it$/)
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
