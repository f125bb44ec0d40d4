import { writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { release } from '../../client/release.js'
import { baselineOf, newFindings, type ScanBaseline } from '../../scan/report/baseline.js'
import { scanJson } from '../../scan/report/json.js'
import { scanMarkdown } from '../../scan/report/markdown.js'
import { sarifOf } from '../../scan/report/sarif.js'
import type { ScanReport } from '../../scan/report/scan-report.js'
import { scanRules } from '../../scan/rules/catalogue.js'
import { type Command, CommandError } from '../command.js'
import { optionTable, paragraph } from '../help.js'
import { jsonOf } from '../json-file.js'
import type { Terminal } from '../terminal.js'
import { fixedFiles, loadEditor, patchOf, writeFixed } from './fix-files.js'
import { loadOtherParsers } from './other-parsers.js'
import { readRelease } from './read-release.js'
import { type ScanOutcome, type ScanRequest, scan } from './scan.js'
import { scanVocabulary } from './scan-contracts.js'
import { loadScriptParser } from './script-parser.js'
import { textScanReport } from './text-scan-report.js'
import { watchPaths } from './watch-paths.js'

const usage = `Usage: socket-canon scan [PATH...] --contract FILE [options]

${paragraph(
  'Finds what in your code still speaks the old way, or another way than the contract: legacy and unknown names of events, events that nobody sends or hears, fields, rooms, listeners and acknowledgements. It reads TypeScript, JavaScript, JSX, the scripts of Vue and Svelte, Python and the code of Markdown, follows sockets from where they are made through files, classes, hooks and decorators, and leaves out what git ignores. Give it both ends, in one repository or two, and it tells who speaks to nobody.',
)}

${optionTable([
  ['--contract FILE', 'a contract.json, or a contract of this package by name; may be given again (contract.json)'],
  [
    '--release VERSION',
    "the release that you read for: names that it drops are gone (the contract's); `next` is what pending changesets make",
  ],
  ['--retired NAME', 'a name that was to be gone, as that of an old manager; may be given again'],
  ['--only RULE', 'judges by this rule; may be given again'],
  ['--baseline FILE', 'findings that you know: only others count'],
  ['--write-baseline', 'writes what is found into that file (scan.baseline.json), and passes'],
  ['--fix', 'rewrites what is certain, and keeps the rest as it is written. It needs magic-string'],
  ['--diff', 'shows what --fix would rewrite, as a patch'],
  ['--json', 'the report for programs'],
  ['--sarif', 'the report for code hosts, as SARIF 2.1'],
  ['--markdown', 'the report for a pull request'],
  ['--all', 'every place in the terminal, not the first of each'],
  ['--watch', 'scans anew when a file changes'],
  ['--rules', 'lists the rules'],
])}

${paragraph('Exit codes: 0 nothing new is found, 1 something is, 2 it could not run. It needs oxc-parser, @lezer/python for Python, and mdast-util-from-markdown for Markdown.')}`

const options = {
  contract: { type: 'string', multiple: true, default: [] as string[] },
  release: { type: 'string' },
  retired: { type: 'string', multiple: true, default: [] as string[] },
  only: { type: 'string', multiple: true, default: [] as string[] },
  baseline: { type: 'string' },
  'write-baseline': { type: 'boolean', default: false },
  fix: { type: 'boolean', default: false },
  diff: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
  sarif: { type: 'boolean', default: false },
  markdown: { type: 'boolean', default: false },
  all: { type: 'boolean', default: false },
  watch: { type: 'boolean', default: false },
  rules: { type: 'boolean', default: false },
} as const

type Options = ReturnType<typeof parseArgs<{ options: typeof options; allowPositionals: true }>>['values']

/** Finds what parts from a contract in code. */
export const scanCommand: Command = {
  name: 'scan',
  summary: 'find what in code parts from a contract, and mend it',
  usage,
  run: async (args, terminal) => {
    const { values, positionals } = parseArgs({ args: [...args], allowPositionals: true, options })
    if (values.rules) {
      terminal.out(scanRules.map(({ id, summary, advice }) => `${id}\n  ${summary}\n  ${advice}`).join('\n'))
      return 0
    }
    checkTogether(values)
    const { cwd } = terminal
    const contracts = values.contract.length ? values.contract : ['./contract.json']
    const request: ScanRequest = {
      cwd,
      paths: positionals.length ? positionals : ['.'],
      parser: await loadScriptParser(),
      others: await loadOtherParsers(),
      vocabulary: scanVocabulary(cwd, contracts, readRelease(cwd, values.release)),
      retired: values.retired,
    }
    const once = (): Promise<number> => scanOnce(request, values, terminal)
    const code = await once()
    if (values.watch) await watchPaths(cwd, request.paths, once, terminal)
    return code
  },
}

function checkTogether({
  json,
  sarif,
  markdown,
  diff,
  fix,
  watch,
  only,
  baseline,
  'write-baseline': writes,
}: Options): void {
  if ([json, sarif, markdown, diff].filter(Boolean).length > 1)
    throw new CommandError('takes one of --json, --sarif, --markdown and --diff')
  if (diff && fix) throw new CommandError('takes --diff, which shows, or --fix, which writes')
  if (watch && (fix || diff || writes))
    throw new CommandError('--watch only shows: leave out --fix, --diff and --write-baseline')
  if (writes && only.length) throw new CommandError('--write-baseline writes what every rule finds: leave out --only')
  const unknown = only.find((id) => !scanRules.some((rule) => rule.id === id))
  if (unknown !== undefined) throw new CommandError(`--only: there is no rule ${unknown}; --rules lists them`)
  void baseline
}

async function scanOnce(request: ScanRequest, values: Options, terminal: Terminal): Promise<number> {
  const { cwd } = terminal
  const outcome = chosen(scan(request), values.only)
  const file = values.baseline ?? 'scan.baseline.json'
  if (values['write-baseline']) {
    writeFileSync(resolve(cwd, file), `${JSON.stringify(baselineOf(outcome.findings), null, 2)}\n`)
    terminal.out(`${file} knows ${outcome.findings.length} findings now: --baseline ${file} lets only others count.`)
    return 0
  }
  const findings =
    values.baseline === undefined ? outcome.findings : newFindings(outcome.findings, readBaseline(cwd, values.baseline))
  const report: ScanReport = { ...outcome, findings, known: outcome.findings.length - findings.length }
  if (values.fix || values.diff) return mend(request, report, values, terminal)
  if (values.json) terminal.out(JSON.stringify(scanJson(report), null, 2))
  else if (values.sarif) terminal.out(JSON.stringify(sarifOf(report, { version: release, rules: scanRules }), null, 2))
  else terminal.out(values.markdown ? scanMarkdown(report) : textScanReport(report, terminal, values.all))
  return findings.length ? 1 : 0
}

function chosen(outcome: ScanOutcome, only: readonly string[]): ScanOutcome {
  return only.length ? { ...outcome, findings: outcome.findings.filter(({ rule }) => only.includes(rule)) } : outcome
}

/** Rewrites what is certain, or shows how; then says what is left. */
async function mend(request: ScanRequest, report: ScanReport, values: Options, terminal: Terminal): Promise<number> {
  const files = fixedFiles(terminal.cwd, report.findings, await loadEditor())
  if (values.diff) {
    terminal.out(files.length ? files.map(patchOf).join('\n') : 'Nothing is certain enough to be rewritten.')
    return report.findings.length ? 1 : 0
  }
  writeFixed(terminal.cwd, files)
  const count = files.reduce((sum, each) => sum + each.count, 0)
  terminal.out(
    `${count} ${count === 1 ? 'place is' : 'places are'} rewritten in ${files.length} ${files.length === 1 ? 'file' : 'files'}.`,
  )
  for (const { file, count: each } of files) terminal.out(`  ${file} (${each})`)
  const after = chosen(scan(request), values.only)
  const left =
    values.baseline === undefined
      ? after.findings
      : newFindings(after.findings, readBaseline(terminal.cwd, values.baseline))
  const known = after.findings.length - left.length
  terminal.out(`\n${textScanReport({ ...after, findings: left, known }, terminal, values.all)}`)
  return left.length ? 1 : 0
}

function readBaseline(cwd: string, file: string): ScanBaseline {
  const read = jsonOf(cwd, file) as Partial<ScanBaseline> | null
  const { format, findings } = read ?? {}
  const isCounted =
    typeof findings === 'object' && findings !== null && Object.values(findings).every((each) => Number.isInteger(each))
  if (format !== 1 || !isCounted) throw new CommandError(`${file} is no baseline: write one with --write-baseline`)
  return { format, findings }
}
