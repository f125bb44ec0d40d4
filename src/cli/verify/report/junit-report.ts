import type { CheckResult } from './check.js'
import type { VerifyOutcome, VerifyResult } from './outcome.js'

/** Writes the report as JUnit has it, which continuous integration shows; warnings pass and say so. */
export function junitReport({ path, url, ms, checks }: VerifyResult, outcome: VerifyOutcome): string {
  const counted = isFailing(outcome)
  const failures = checks.filter(counted).length
  const skipped = checks.filter((check) => check.verdict === 'not tested' && !counted(check)).length
  const sums = `tests="${checks.length}" failures="${failures}" errors="0" skipped="${skipped}" time="${(ms / 1000).toFixed(3)}"`
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="socket-canon verify" ${sums}>`,
    `  <testsuite name="${escaped(`${path} at ${url}`)}" ${sums}>`,
    ...checks.map((check) => testCase(check, counted(check))),
    '  </testsuite>',
    '</testsuites>',
  ].join('\n')
}

function isFailing({ untested, allowsUntested }: VerifyOutcome) {
  return ({ verdict, id }: CheckResult): boolean => verdict === 'fail' || (!allowsUntested && untested.includes(id))
}

function testCase(check: CheckResult, isFailure: boolean): string {
  const { id, kind, verdict, seen = '', change, reproduction = [], means } = check
  const head = `    <testcase classname="${escaped(kind)}" name="${escaped(id)}"`
  const words = [means, ...(change ? [`To change: ${change}`] : []), ...reproduction].join('\n')
  if (isFailure)
    return `${head}><failure type="${verdict}" message="${escaped(seen)}">${escaped(words)}</failure></testcase>`
  if (verdict === 'not tested') return `${head}><skipped message="${escaped(seen)}"/></testcase>`
  if (verdict === 'warning')
    return `${head}><system-out>${escaped(`Warning: ${seen}\n${words}`)}</system-out></testcase>`
  return `${head}/>`
}

function escaped(text: string): string {
  return text
    .replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
    .replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD]/g, '?')
}
