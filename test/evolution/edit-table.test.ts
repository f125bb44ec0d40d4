import { readFileSync, writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { consequenceLines } from '../../src/cli/report/consequence-text.js'
import { orderWords, sufferersWords, witnessWords } from '../../src/cli/report/finding-text.js'
import { jsonReport } from '../../src/cli/report/json-report.js'
import { planText } from '../../src/cli/report/plan-text.js'
import { declaredBy } from '../../src/spec/diff/report/verdict.js'
import { type DiffReport, diff, type Finding, judge, type Rule, rules } from '../../src/spec/index.js'
import { type ContractEdit, editedContracts, touchedOf } from './contract-edit.js'
import { editsByKind } from './contract-edits.js'
import { misfitsOf } from './report-schema.js'

// UPDATE_EDITS=1 npx vitest run test/evolution/edit-table.test.ts
const file = 'test/evolution/edit-table.md'
const isRewritten = process.env['UPDATE_EDITS'] !== undefined

const reportsOf = (
  [old, next]: [object, object],
  { versions }: ContractEdit,
): { there: DiffReport; back: DiffReport } => ({
  there: diff(old, next, versions ? { versions } : {}),
  back: diff(next, old, versions ? { versions } : {}),
})

const verdictOf = (finding: Finding): string => {
  const parts = [
    finding.breaks.length ? `breaks ${sufferersWords(finding)}` : 'breaks nobody',
    ...(finding.forbidden ? ['not in any release'] : []),
    ...(finding.needsApproval ? ['needs an approval'] : []),
    ...(finding.unknown.length ? ['unclear'] : []),
    ...(finding.forbidden ? [] : [finding.bump === 'none' ? 'no bump' : finding.bump, orderWords(finding)]),
  ]
  return parts.join('; ')
}

const planOf = (report: DiffReport): string[] => {
  const { releases, steps } = planText(report)
  return [...releases.map((each) => `- ${each}`), ...steps.map((step, at) => `${at + 1}. ${step}`)]
}

const linesOf = (way: string, report: DiffReport): string[] => [
  `${way}:`,
  '',
  ...(report.findings.length
    ? report.findings.flatMap((finding) => [
        `- **${[finding.rule, ...finding.related].join(', ')}** \`${finding.address}\` ${finding.words}.`,
        `  - ${verdictOf(finding)}`,
        ...finding.witnesses.slice(0, 1).map((witness) => `  - because ${witnessWords(witness)}`),
        ...finding.unknown.slice(0, 1).map((reason) => `  - unclear: ${reason}`),
        ...consequenceLines(finding).map(({ isSame, text }) => `  - ${isSame ? 'also in' : 'so'} ${text}`),
        `  - do: ${finding.advice}`,
        ...(finding.past ? [`  - past: ${finding.past.words}: \`${finding.past.code}\``] : []),
      ])
    : ['- no change']),
  '',
  ...(planOf(report).length ? ['Plan:', '', ...planOf(report), ''] : []),
]

const edits = Object.entries(editsByKind).flatMap(([kind, list]) =>
  // the first of each kind in the whole contract, of which most says nothing
  list.map((edit, at) => ({ kind, edit, ...reportsOf(at === 0 ? editedContracts(edit) : touchedOf(edit), edit) })),
)
const all = edits.flatMap(({ there, back }) => [...there.findings, ...back.findings])

const table = (): string => {
  let count = 0
  const parts = Object.keys(editsByKind).map((kind) => {
    const own = edits.filter((each) => each.kind === kind)
    const blocks = own.flatMap(({ edit, there, back }) => {
      count += 1
      return [`### ${count}. ${edit.what}`, '', ...linesOf('Made', there), ...linesOf('Taken back', back)]
    })
    return [`## ${kind}`, '', ...blocks].join('\n')
  })
  const head = [
    '# Edits of contract.json, and what the diff says',
    '',
    `${edits.length} edits of the committed contract.json, as if it had been released as 1.2.0, each made and taken back. Written by`,
    '`UPDATE_EDITS=1 npx vitest run test/evolution/edit-table.test.ts`.',
    '',
  ]
  return `${[...head, ...parts].join('\n').trimEnd()}\n`
}

test('the table of edits says what the diff says', () => {
  const made = table()
  if (isRewritten) writeFileSync(file, made)
  expect(readFileSync(file, 'utf8')).toBe(made)
})

test('the table of edits has sixty edits at least, each seen both ways', () => {
  expect(edits.length).toBeGreaterThanOrEqual(60)
  const silent = edits.flatMap(({ edit: { what }, there, back }) => [
    ...(there.findings.length ? [] : [what]),
    ...(back.findings.length ? [] : [`${what}, taken back`]),
  ])
  // the same values fit, a version goes up, and a name that was retired is retired
  expect(silent).toEqual([
    'a schema written otherwise',
    'a schema written otherwise, taken back',
    'a lower version of the package, taken back',
    'a retirement forgotten, taken back',
  ])
})

test('the table of edits shows every rule that two contracts can show', () => {
  const shown = new Set(all.flatMap(({ rule, related }) => [rule, ...related]))
  const catalogue: [string, Rule][] = Object.entries(rules)
  expect(catalogue.filter(([id, rule]) => !rule.inexpressible && !shown.has(id as never)).map(([id]) => id)).toEqual([])
})

test('the table of edits has reports for programs that fit the schema they ship with', () => {
  const reports = edits.flatMap(({ edit: { what }, there, back }) =>
    [there, back].map((report): [string, object] => {
      const judged = { report, verdict: judge(report, declaredBy(report)), comparisons: [] }
      return [what, JSON.parse(jsonReport(judged)) as object]
    }),
  )
  expect(reports.map(([what, report]) => [what, ...misfitsOf(report)]).filter((each) => each.length > 1)).toEqual([])
  const [[, report] = ['', {}]] = reports
  expect(misfitsOf({ ...report, more: 1 })).not.toEqual([])
  expect(misfitsOf({ ...report, findings: [{}] })).not.toEqual([])
  expect(misfitsOf({ ...report, required: 'huge' })).not.toEqual([])
})

test('the table of edits says in every finding what changed, and what to do', () => {
  for (const { rule, words, advice } of all) {
    expect(words, rule).not.toBe('')
    expect(advice, `${rule} ${words}`).not.toBe('')
  }
})

test('no step of any edit is without a word of what is safe after it', () => {
  for (const { edit, there, back } of edits)
    for (const report of [there, back]) {
      const steps = planText(report).steps.filter((step) => /^(servers|clients|release|stop)/.test(step))
      const bare = steps.filter((step) => !step.includes('After this, ') || step.includes('{}'))
      expect(bare, edit.what).toEqual([])
      // the last one is all there is to do, and none before it is
      const complete = steps.map((step) => step.endsWith('the change is complete.'))
      expect(complete, edit.what).toEqual(steps.map((_, at) => at === steps.length - 1))
    }
})
