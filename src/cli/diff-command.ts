import { parseArgs } from 'node:util'
import type { ReleasedContract } from '../spec/diff/comparison.js'
import { readContract } from '../spec/diff/contract-reader.js'
import { diff } from '../spec/diff/diff.js'
import { declaredBy, judge } from '../spec/diff/report/verdict.js'
import { type Command, CommandError } from './command.js'
import { exportedBy } from './gate/freshness.js'
import { optionsOf, readGateFile } from './gate/gate-file.js'
import { gitFileOf, jsonFromGit } from './gate/git-file.js'
import type { JudgedRelease } from './gate/judged-release.js'
import { pastTables } from './gate/past-tables.js'
import { hasVersionFolder, recordedVersions } from './gate/version-folder.js'
import { optionTable, paragraph } from './help.js'
import { jsonOf } from './json-file.js'
import { millisecondsOf, oneOf } from './option-value.js'
import { jsonReport } from './report/json-report.js'
import { markdownReport } from './report/markdown-report.js'
import { textReport } from './report/text-report.js'

const usage = `Usage: socket-canon diff <old contract.json> <new contract.json> [options]
       socket-canon diff --against REF [contract.json] [options]

${paragraph('Says what changed between two releases of a contract, whom each change breaks, and why.')}

${optionTable([
  ['--against REF', 'the old one from a git branch, tag or commit, as REF or REF:path/to/contract.json'],
  ['--json', 'the report for programs'],
  ['--markdown', 'the report for a pull request'],
  ['--config FILE', 'policy, waivers and approvals (contract.gate.json has them for the gate)'],
  ['--rollout ORDER', 'server-first (the default), client-first, or full: any order must do'],
  ['--objects POLICY', 'strict, strip or loose, whatever the schemas say of undeclared keys'],
  [
    '--source FILE',
    'a module that exports the contracts, built or in TypeScript: functions of their `past` are tried. What earlier versions were is read from contract.versions/, where there is one',
  ],
  ['--timeout MS', 'how long one question about two schemas may take (2000); what is given up counts as breaking'],
])}

${paragraph(
  "Exit codes: 0 nothing breaks beyond what the two versions allow, 1 something does, 2 a file can't be read.",
)}`

/** Compares two files. */
export const diffCommand: Command = {
  name: 'diff',
  summary: 'say what changed between two contract.json, and whom it breaks',
  usage,
  run: async (args, terminal) => {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        against: { type: 'string' },
        json: { type: 'boolean' },
        markdown: { type: 'boolean' },
        config: { type: 'string' },
        rollout: { type: 'string' },
        objects: { type: 'string' },
        timeout: { type: 'string' },
        source: { type: 'string', multiple: true, default: [] },
      },
    })
    const { cwd } = terminal
    const [old, next] = contractsOf(cwd, positionals, values.against)
    const config = values.config === undefined ? {} : readGateFile(cwd, values.config, true)
    const timeoutMs = millisecondsOf('timeout', values.timeout)
    const report = diff(old, next, {
      ...optionsOf(config, [old]),
      ...(values.rollout !== undefined && {
        rollout: oneOf('rollout', values.rollout, ['server-first', 'client-first', 'full']),
      }),
      ...(values.objects !== undefined && { objects: oneOf('objects', values.objects, ['strict', 'strip', 'loose']) }),
      ...(timeoutMs !== undefined && { timeoutMs }),
      ...(hasVersionFolder(cwd) && { versions: recordedVersions(cwd) }),
      ...(values.source.length && { past: pastTables(await exportedBy(cwd, values.source)) }),
    })
    const judged: JudgedRelease = { report, verdict: judge(report, declaredBy(report)), comparisons: [] }
    if (values.json) terminal.out(jsonReport(judged))
    else terminal.out(values.markdown ? markdownReport(judged) : textReport(judged, terminal))
    return judged.verdict.passes ? 0 : 1
  },
}

function contractsOf(
  cwd: string,
  files: readonly string[],
  against: string | undefined,
): [ReleasedContract, ReleasedContract] {
  const read = (file: string): ReleasedContract => readContract(jsonOf(cwd, file), file)
  const [one, other, ...more] = files
  if (against !== undefined) {
    if (other !== undefined) throw new CommandError('takes one file beside --against: the new contract.json')
    const next = one ?? 'contract.json'
    return [readContract(jsonFromGit(cwd, gitFileOf(cwd, against, next)), against), read(next)]
  }
  if (one === undefined || other === undefined || more.length)
    throw new CommandError('takes two files: the old contract.json and the new one')
  return [read(one), read(other)]
}
