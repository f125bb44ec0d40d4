// @vitest-environment jsdom
import { expect, test } from 'vitest'
import type { CheckResult } from '../../src/cli/verify/report/check.js'
import { junitReport } from '../../src/cli/verify/report/junit-report.js'
import { outcomeOf } from '../../src/cli/verify/report/outcome.js'

const check = (id: string, verdict: CheckResult['verdict'], level: CheckResult['level'] = 'required'): CheckResult => ({
  id,
  kind: id.split('[')[0] as string,
  level,
  verdict,
  means: 'What <holds> & "stays".',
  seen: `it's ]]> \u0001 & "less"`,
  ...(verdict !== 'pass' && { change: 'Change <it>.', reproduction: ['a < b && c', '2', '3', '4', '5'] }),
})
const checks = [
  check('a.passed', 'pass'),
  check('a.failed[x:y]', 'fail'),
  check('a.warned', 'warning', 'recommended'),
  check('a.untested', 'not tested'),
  check('a.skipped', 'not tested', 'recommended'),
]
const parsed = (allowsUntested: boolean): Document => {
  const text = junitReport({ path: '/p', url: 'http://localhost', ms: 1234, checks }, outcomeOf(checks, allowsUntested))
  return new DOMParser().parseFromString(text, 'application/xml')
}

test('the report for continuous integration is well formed, whatever stands in it', () => {
  const document = parsed(false)
  expect(document.querySelector('parsererror')).toBeNull()
  expect([...document.querySelectorAll('testcase')].map((each) => each.getAttribute('name'))).toEqual(
    checks.map(({ id }) => id),
  )
  const failure = document.querySelector('testcase[name="a.failed[x:y]"] > failure')
  expect(failure?.getAttribute('message')).toBe(`it's ]]> ? & "less"`)
  expect(failure?.textContent).toContain('a < b && c')
})

test('a required check that nobody tested is a failure there, unless that is allowed', () => {
  const count = (document: Document, what: string) => document.querySelector('testsuite')?.getAttribute(what)
  expect([count(parsed(false), 'failures'), count(parsed(false), 'skipped')]).toEqual(['2', '1'])
  expect([count(parsed(true), 'failures'), count(parsed(true), 'skipped')]).toEqual(['1', '2'])
})
