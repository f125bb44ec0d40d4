import { expect, test } from 'vitest'
import type { CheckResult } from '../../src/cli/verify/report/check.js'
import { outcomeOf } from '../../src/cli/verify/report/outcome.js'
import { verifyReport } from '../../src/cli/verify/report/verify-report.js'

const check = (id: string, verdict: CheckResult['verdict'], more: Partial<CheckResult> = {}): CheckResult => ({
  id,
  kind: id.split('[')[0] as string,
  level: 'required',
  verdict,
  means: 'It holds.',
  ...more,
})
const written = (checks: readonly CheckResult[], allowsUntested = false, columns = 110): string[] =>
  verifyReport({ path: '/inn', url: 'http://localhost', ms: 1234, checks }, outcomeOf(checks, allowsUntested), {
    cwd: '.',
    hasColour: false,
    columns,
    out: () => undefined,
    err: () => undefined,
  }).split('\n')

test('one check that passed is a line, with what was seen of it', () => {
  expect(written([check('latency.round-trip', 'pass', { seen: '3 ms' })])).toEqual([
    '/inn at http://localhost, 1 check in 1.2 s',
    '',
    'Passed (1)',
    '  ok latency.round-trip     (3 ms)',
    '',
    'OK: 1 passed, 0 failed, 0 warned, 0 not tested.',
  ])
})

test('checks of one kind share a line, which is broken where it is too long', () => {
  const lines = written(
    ['order:new', 'order:updated', 'chat:message'].map((event) => check(`events.arrive[${event}]`, 'pass')),
    false,
    60,
  )
  expect(lines[0]).toContain('3 checks')
  expect(lines.slice(3, 5)).toEqual([
    '  ok events.arrive          order:new, order:updated,',
    `${' '.repeat(29)}chat:message`,
  ])
})

test('what failed or warned says what should be, what is, what to change and how to see it', () => {
  const lines = written([
    check('rooms.leave[x]', 'fail', { seen: 'it stays', change: 'Leave it.', reproduction: ['one', 'two'] }),
    check('auth.words', 'warning', { level: 'recommended' }),
  ])
  expect(lines.slice(2)).toEqual([
    'Warning (1)',
    '',
    '  auth.words',
    '    should  It holds.',
    '    but     it does not',
    '    change',
    '',
    'Failed (1)',
    '',
    '  rooms.leave[x]',
    '    should  It holds.',
    '    but     it stays',
    '    change  Leave it.',
    '    try     one',
    '            two',
    '',
    'Failed: 0 passed, 1 failed, 1 warned, 0 not tested.',
  ])
})

test('what was not tested stands together by its reason, and is enough where it is allowed', () => {
  const checks = [
    check('auth.accepted', 'not tested', { seen: 'it needs a token' }),
    check('auth.words', 'not tested', { seen: 'it needs a token', level: 'recommended' }),
  ]
  const strict = written(checks)
  expect(strict.slice(2, 5)).toEqual([
    'Not tested (2, 1 of them required)',
    '  -  auth.accepted, auth.words',
    '       it needs a token',
  ])
  expect(strict.at(-1)).toContain('Not enough was tested: 0 passed')
  expect(written(checks, true).at(-1)).toContain('OK as far as it was tested')
})
