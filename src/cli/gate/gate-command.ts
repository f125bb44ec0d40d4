import { parseArgs } from 'node:util'
import { readContract } from '../../spec/diff/contract-reader.js'
import { type Command, CommandError } from '../command.js'
import { optionTable, paragraph } from '../help.js'
import { jsonOf, textOf } from '../json-file.js'
import { millisecondsOf } from '../option-value.js'
import { ownPackage } from '../own-package.js'
import { judgeFirstRelease } from './first-release.js'
import { exportedBy, freshnessOf, isStale, staleWords } from './freshness.js'
import { compareWithReleases, type GateManner } from './gate-compare.js'
import type { GateFiles } from './gate-files.js'
import { recordRelease, recordVersions } from './gate-record.js'
import { gitFileOf, jsonFromGit } from './git-file.js'
import { pastTables } from './past-tables.js'
import { type SupportedRelease, supportedReleases } from './release-folder.js'

const usage = `Usage: socket-canon gate [options]

${paragraph("Compares contract.json with the one of the last release, and refuses what the pending changesets don't declare.")}

${paragraph(
  'The released one is committed: `gate --record` writes it as part of making a release. Before the first there is none.',
)}

Compares with
${optionTable([
  ['--released FILE', 'the contract of the last release (contract.released.json)'],
  [
    '--against REF',
    'the contract in a git branch, tag or commit, as REF or REF:path/to/contract.json; given more than once, the first one says what has to be declared, and none of them may break',
  ],
  ['--releases', 'every release in contract.releases/, the newest first: none of those supported may break'],
])}

Reads and writes
${optionTable([
  ['--contract FILE', 'the contract as it is now (contract.json)'],
  ['--config FILE', 'policy, waivers and approvals (contract.gate.json, where there is one)'],
  ['--changesets DIR', 'the pending changesets (.changeset)'],
  [
    '--source FILE',
    'a module that exports the contracts, built or in TypeScript: contract.json has to say what they say, and functions of their `past` are tried. Without it, what package.json exports is read where it says "sideEffects": false',
  ],
  ['--write', 'write the changeset that is missing'],
  [
    '--record',
    'write the released file from the contract: part of making a release; with --releases, or where there is contract.releases/, that release too. What the release before has at a version that was raised since goes to contract.versions/',
  ],
  [
    '--record-versions',
    'write contract.versions/ alone, once the version of a contract is raised: what the released file has at the version before; with --against or --releases, what those have',
  ],
  ['--timeout MS', 'how long one question about two schemas may take (2000); what is given up counts as breaking'],
  ['--json, --markdown', 'the report for programs, or for a pull request'],
])}

Exit codes: 0 it may be released, 1 it may not yet, 2 it could not be judged.`

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
        against: { type: 'string', multiple: true },
        releases: { type: 'boolean', default: false },
        config: { type: 'string' },
        changesets: { type: 'string', default: '.changeset' },
        source: { type: 'string', multiple: true, default: [] },
        record: { type: 'boolean' },
        'record-versions': { type: 'boolean' },
        write: { type: 'boolean', default: false },
        timeout: { type: 'string' },
        json: { type: 'boolean' },
        markdown: { type: 'boolean' },
      },
    })
    const files: GateFiles = { ...values, released: values.released ?? 'contract.released.json', config: values.config }
    const { cwd } = terminal
    const contract = readContract(jsonOf(cwd, files.contract), files.contract)
    const exported = await exportedBy(cwd, values.source)
    const asked = { file: files.contract, freshness: freshnessOf(contract, exported) }
    if ((values.record || values['record-versions']) && isStale(asked))
      throw new CommandError(`${staleWords(asked)}; write it anew`)
    if (values.record) return recordRelease(contract, files.released, values.releases, terminal)
    const chosen = [values.released, values.against, values.releases || undefined].filter((each) => each !== undefined)
    if (chosen.length > 1) throw new CommandError('takes one of --released, --against and --releases')
    if (values['record-versions']) return recordVersions(releasesFor(values, files, cwd), contract, terminal)
    const own = ownPackage(cwd, contract)
    const manner: GateManner = {
      format: values.json ? 'json' : values.markdown ? 'markdown' : 'text',
      writes: values.write,
      timeoutMs: millisecondsOf('timeout', values.timeout),
      asked,
      past: pastTables(exported),
    }
    if (!chosen.length && textOf(cwd, files.released) === undefined)
      return judgeFirstRelease(contract, own, files, manner, terminal)
    const [newest, ...older] = releasesFor(values, files, cwd)
    if (!newest) throw new CommandError('--against takes a branch, a tag or a commit')
    return compareWithReleases([newest, ...older], contract, own, files, manner, terminal)
  },
}

function releasesFor(
  { releases, against }: { readonly releases: boolean; readonly against?: readonly string[] | undefined },
  files: GateFiles,
  cwd: string,
): SupportedRelease[] {
  if (releases) return supportedReleases(cwd)
  return (
    against?.map((text) => {
      const file = gitFileOf(cwd, text, files.contract)
      return { name: file.ref, contract: readContract(jsonFromGit(cwd, file), text) }
    }) ?? [{ name: files.released, contract: readContract(jsonOf(cwd, files.released), files.released) }]
  )
}
