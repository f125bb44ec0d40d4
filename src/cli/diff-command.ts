import { parseArgs } from 'node:util'
import { readContract } from '../spec/diff/contract-reader.js'
import { diff } from '../spec/diff/diff.js'
import { declaredBy, judge } from '../spec/diff/verdict.js'
import { type Command, CommandError } from './command.js'
import { optionsOf, readGateFile } from './gate-file.js'
import { jsonOf } from './json-file.js'
import { markdownReport } from './markdown-report.js'
import { textReport } from './text-report.js'

const usage = `Usage: socket-canon diff <old contract.json> <new contract.json> [options]

Says what changed between two releases of a contract, whom each change breaks, and why.

  --json           the report for programs
  --markdown       the report for a pull request
  --config FILE    policy, waivers and approvals (contract.gate.json has them for the gate)
  --rollout ORDER  server-first (the default), client-first, or full: any order must do
  --objects POLICY strict, strip or loose, whatever the schemas say of undeclared keys

Exit codes: 0 nothing breaks beyond what the two versions allow, 1 something does, 2 a file can't be read.`

/** Compares two files. */
export const diffCommand: Command = {
  name: 'diff',
  summary: 'say what changed between two contract.json, and whom it breaks',
  usage,
  run: (args, terminal) => {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        json: { type: 'boolean' },
        markdown: { type: 'boolean' },
        config: { type: 'string' },
        rollout: { type: 'string' },
        objects: { type: 'string' },
      },
    })
    const [old, next, ...more] = positionals
    if (old === undefined || next === undefined || more.length)
      throw new CommandError('takes two files: the old contract.json and the new one')
    const config = values.config === undefined ? {} : readGateFile(terminal.cwd, values.config, true)
    const before = readContract(jsonOf(terminal.cwd, old), old)
    const report = diff(before, readContract(jsonOf(terminal.cwd, next), next), {
      ...optionsOf(config, [before]),
      ...(values.rollout !== undefined && {
        rollout: oneOf('rollout', values.rollout, ['server-first', 'client-first', 'full']),
      }),
      ...(values.objects !== undefined && { objects: oneOf('objects', values.objects, ['strict', 'strip', 'loose']) }),
    })
    const verdict = judge(report, declaredBy(report))
    if (values.json)
      terminal.out(JSON.stringify({ ...report, passes: verdict.passes, declared: verdict.declared ?? null }, null, 2))
    else terminal.out(values.markdown ? markdownReport(report, verdict) : textReport(report, verdict, terminal))
    return verdict.passes ? 0 : 1
  },
}

const oneOf = <const Word extends string>(option: string, word: string, words: readonly Word[]): Word => {
  const found = words.find((each) => each === word)
  if (found === undefined) throw new CommandError(`--${option} takes ${words.join(', ')}`)
  return found
}
