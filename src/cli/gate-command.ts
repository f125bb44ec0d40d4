import { writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { directions } from '../contract/direction.js'
import { greatestBump } from '../spec/diff/bump.js'
import type { ReleasedContract } from '../spec/diff/comparison.js'
import { readContract } from '../spec/diff/contract-reader.js'
import { diff } from '../spec/diff/diff.js'
import type { DiffReport } from '../spec/diff/report.js'
import { tombstonesAfter } from '../spec/diff/tombstone.js'
import { judge, type ReleaseVerdict } from '../spec/diff/verdict.js'
import { bumpBetween, raised, toVersion } from '../spec/diff/version.js'
import { declaredFor } from './changeset.js'
import { type Command, CommandError } from './command.js'
import { counted } from './finding-text.js'
import { gateAdvice } from './gate-advice.js'
import { readGateFile } from './gate-file.js'
import { jsonOf, textOf } from './json-file.js'
import { markdownReport } from './markdown-report.js'
import type { Terminal } from './terminal.js'
import { textReport } from './text-report.js'

const usage = `Usage: socket-canon gate [options]

Compares contract.json with the one of the last release, and refuses what the pending changesets don't declare.

  --contract FILE    the contract as it is now (contract.json)
  --released FILE    the contract of the last release (contract.released.json)
  --config FILE      policy, waivers and approvals (contract.gate.json, where there is one)
  --changesets DIR   the pending changesets (.changeset)
  --record           write the released file from the contract: part of making a release
  --json, --markdown the report for programs, or for a pull request

Exit codes: 0 it may be released, 1 it may not yet, 2 it could not be judged.`

interface Files {
  readonly contract: string
  readonly released: string
  readonly config: string | undefined
  readonly changesets: string
}

/** Compares the contract with that of the last release, and the bump it needs with the pending changesets. */
export const gateCommand: Command = {
  name: 'gate',
  summary: 'refuse a change of contract.json that no changeset declares',
  usage,
  run: (args, terminal) => {
    const { values } = parseArgs({
      args: [...args],
      options: {
        contract: { type: 'string', default: 'contract.json' },
        released: { type: 'string', default: 'contract.released.json' },
        config: { type: 'string' },
        changesets: { type: 'string', default: '.changeset' },
        record: { type: 'boolean' },
        json: { type: 'boolean' },
        markdown: { type: 'boolean' },
      },
    })
    const files: Files = { ...values, config: values.config }
    const contract = readContract(jsonOf(terminal.cwd, files.contract), files.contract)
    if (values.record) return record(contract, files, terminal)
    const own = ownPackage(terminal.cwd, contract)
    if (textOf(terminal.cwd, files.released) === undefined) return first(contract, own, files, terminal)
    const released = readContract(jsonOf(terminal.cwd, files.released), files.released)
    const format = values.json ? 'json' : values.markdown ? 'markdown' : 'text'
    return compare(released, contract, own, files, terminal, format)
  },
}

interface OwnPackage {
  readonly name: string
  readonly version: string
}

const ownPackage = (cwd: string, contract: ReleasedContract): OwnPackage => {
  const text = textOf(cwd, 'package.json')
  const found = (text === undefined ? {} : jsonOf(cwd, 'package.json')) as Partial<OwnPackage>
  const name = found.name ?? contract.package?.name
  if (name === undefined) throw new CommandError('package.json has no `name`, so no changeset can be about it')
  return { name, version: found.version ?? contract.package?.version ?? '0.0.0' }
}

const first = (contract: ReleasedContract, own: OwnPackage, { released }: Files, { out }: Terminal): number => {
  if (own.version !== '0.0.0')
    throw new CommandError(
      `there is no ${released}, though ${own.name} is at ${own.version}: take contract.json of that release, or run \`socket-canon gate --record\` to begin with today's`,
    )
  const namespaces = Object.values(contract.namespaces)
  const events = namespaces.flatMap((namespace) => directions.flatMap((direction) => Object.keys(namespace[direction])))
  out(
    `OK. ${own.name} was never released: ${counted(namespaces.length, 'namespace')} and ${counted(events.length, 'event')} are new.`,
  )
  return 0
}

const record = (contract: ReleasedContract, { released }: Files, { cwd, out }: Terminal): number => {
  const text = textOf(cwd, released)
  const before = text === undefined ? undefined : readContract(jsonOf(cwd, released), released)
  const tombstones = before ? tombstonesAfter(before, contract) : (contract.tombstones ?? [])
  writeFileSync(
    resolve(cwd, released),
    `${JSON.stringify({ ...contract, ...(tombstones.length && { tombstones }) }, null, 2)}\n`,
  )
  out(`Wrote ${released}${tombstones.length ? `, with ${counted(tombstones.length, 'retired name')}` : ''}.`)
  return 0
}

const compare = (
  released: ReleasedContract,
  contract: ReleasedContract,
  own: OwnPackage,
  files: Files,
  terminal: Terminal,
  format: 'text' | 'json' | 'markdown',
): number => {
  const config = readGateFile(terminal.cwd, files.config ?? 'contract.gate.json', files.config !== undefined)
  const changesets = declaredFor(own.name, terminal.cwd, files.changesets)
  const [before, now] = [toVersion(released.package?.version), toVersion(own.version)]
  const declared = greatestBump([changesets.bump, before && now ? bumpBetween(before, now) : 'none'])
  const planned = before && raised(before, declared).join('.')
  const report = diff(released, contract, { ...config, ...(planned !== undefined && { nextVersion: planned }) })
  const verdict = judge(report, declared)
  terminal.out(written(report, verdict, terminal, format))
  if (format === 'text') {
    const advice = gateAdvice(report, verdict, own.name, files.changesets, changesets.files)
    if (advice) terminal.out(advice)
  }
  return verdict.passes ? 0 : 1
}

const written = (report: DiffReport, verdict: ReleaseVerdict, terminal: Terminal, format: string): string => {
  if (format === 'json')
    return JSON.stringify({ ...report, passes: verdict.passes, declared: verdict.declared }, null, 2)
  return format === 'markdown' ? markdownReport(report, verdict) : textReport(report, verdict, terminal)
}
