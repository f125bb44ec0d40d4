import { writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { directions } from '../contract/direction.js'
import { greatestBump } from '../spec/diff/bump.js'
import type { ReleasedContract } from '../spec/diff/comparison.js'
import { readContract } from '../spec/diff/contract-reader.js'
import { diff } from '../spec/diff/diff.js'
import { tombstonesAfter } from '../spec/diff/tombstone.js'
import { judge } from '../spec/diff/verdict.js'
import { bumpBetween, raised, toVersion } from '../spec/diff/version.js'
import { declaredFor } from './changeset.js'
import { type Command, CommandError } from './command.js'
import { counted } from './finding-text.js'
import { type Freshness, freshnessOf, freshnessWords } from './freshness.js'
import { gateAdvice } from './gate-advice.js'
import { optionsOf, readGateFile } from './gate-file.js'
import { jsonOf, textOf } from './json-file.js'
import { markdownReport } from './markdown-report.js'
import type { Terminal } from './terminal.js'
import { textReport } from './text-report.js'

const usage = `Usage: socket-canon gate [options]

Compares contract.json with the one of the last release, and refuses what the pending changesets don't declare.
The released one is committed: \`gate --record\` writes it as part of making a release. Before the first there is none.

  --contract FILE    the contract as it is now (contract.json)
  --released FILE    the contract of the last release (contract.released.json)
  --config FILE      policy, waivers and approvals (contract.gate.json, where there is one)
  --changesets DIR   the pending changesets (.changeset)
  --source FILE      a built module that exports the contracts: contract.json has to say what they say. Without it, what
                     package.json exports is read where it says "sideEffects": false
  --record           write the released file from the contract: part of making a release
  --json, --markdown the report for programs, or for a pull request

Exit codes: 0 it may be released, 1 it may not yet, 2 it could not be judged.`

type Format = 'text' | 'json' | 'markdown'

interface Files {
  readonly contract: string
  readonly released: string
  readonly config: string | undefined
  readonly changesets: string
  readonly source: readonly string[]
}

/** Compares the contract with that of the last release, and the bump it needs with the pending changesets. */
export const gateCommand: Command = {
  name: 'gate',
  summary: 'refuse a change of contract.json that no changeset declares',
  usage,
  run: async (args, terminal) => {
    const { values } = parseArgs({
      args: [...args],
      options: {
        contract: { type: 'string', default: 'contract.json' },
        released: { type: 'string' },
        config: { type: 'string' },
        changesets: { type: 'string', default: '.changeset' },
        source: { type: 'string', multiple: true, default: [] },
        record: { type: 'boolean' },
        json: { type: 'boolean' },
        markdown: { type: 'boolean' },
      },
    })
    const files: Files = { ...values, released: values.released ?? 'contract.released.json', config: values.config }
    const contract = readContract(jsonOf(terminal.cwd, files.contract), files.contract)
    const freshness = await freshnessOf(contract, terminal.cwd, files.source)
    if (values.record) return record(contract, freshness, files, terminal)
    const own = ownPackage(terminal.cwd, contract)
    const format = values.json ? 'json' : values.markdown ? 'markdown' : 'text'
    const noted: Noted = { freshness, format }
    if (values.released === undefined && textOf(terminal.cwd, files.released) === undefined)
      return first(contract, own, files, terminal, noted)
    const released = readContract(jsonOf(terminal.cwd, files.released), files.released)
    return compare(released, contract, own, files, terminal, noted)
  },
}

/** How a report is written, and what is known of its contract besides. */
interface Noted {
  readonly freshness: Freshness
  readonly format: Format
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

const first = (
  contract: ReleasedContract,
  own: OwnPackage,
  { released, changesets, contract: file }: Files,
  { cwd, out }: Terminal,
  { freshness, format }: Noted,
): number => {
  // one that can't be read would be noticed by the release only
  declaredFor(own.name, cwd, changesets)
  if (own.version !== '0.0.0')
    throw new CommandError(
      `there is no ${released}, though ${own.name} is at ${own.version}: take contract.json of that release, or run \`socket-canon gate --record\` to begin with today's`,
    )
  const namespaces = Object.values(contract.namespaces)
  const events = namespaces.flatMap((namespace) => directions.flatMap((direction) => Object.keys(namespace[direction])))
  const words = `${own.name} was never released: ${counted(namespaces.length, 'namespace')} and ${counted(events.length, 'event')} are new, and break nobody.`
  const passes = freshness.state !== 'stale'
  const note = freshnessWords(freshness, file)
  const told = [...(passes ? [words] : []), ...(note ? [note] : [])].join('\n\n')
  if (format === 'json') out(JSON.stringify({ old: null, findings: [], required: 'none', freshness, passes }, null, 2))
  else if (format === 'markdown') out(`## ${passes ? '✅' : '❌'} Changes of the contract\n\n${told}`)
  else out(passes ? `OK. ${told}` : told)
  return passes ? 0 : 1
}

const record = (
  contract: ReleasedContract,
  freshness: Freshness,
  { released, contract: file }: Files,
  { cwd, out }: Terminal,
): number => {
  if (freshness.state === 'stale') throw new CommandError(freshnessWords(freshness, file))
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
  { freshness, format }: Noted,
): number => {
  const config = readGateFile(terminal.cwd, files.config ?? 'contract.gate.json', files.config !== undefined)
  const changesets = declaredFor(own.name, terminal.cwd, files.changesets)
  const [before, now] = [toVersion(released.package?.version), toVersion(own.version)]
  const declared = greatestBump([changesets.bump, before && now ? bumpBetween(before, now) : 'none'])
  const planned = before && raised(before, declared).join('.')
  const report = diff(released, contract, {
    ...optionsOf(config, [released]),
    ...(planned !== undefined && { nextVersion: planned }),
  })
  const verdict = judge(report, declared)
  const passes = verdict.passes && freshness.state !== 'stale'
  const note = freshnessWords(freshness, files.contract)
  if (format === 'json')
    terminal.out(JSON.stringify({ ...report, passes, declared: verdict.declared, freshness }, null, 2))
  else terminal.out(format === 'markdown' ? markdownReport(report, verdict) : textReport(report, verdict, terminal))
  if (note && format !== 'json') terminal.out(`\n${note}`)
  const advice = gateAdvice(report, verdict, own.name, files, changesets.files)
  if (advice && format === 'text') terminal.out(advice)
  if (advice && format === 'markdown')
    terminal.out(`\n<details>\n<summary>What to add</summary>\n\n\`\`\`\`\n${advice.trim()}\n\`\`\`\`\n\n</details>`)
  return passes ? 0 : 1
}
