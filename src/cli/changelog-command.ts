import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import type { ReleasedContract } from '../spec/diff/comparison.js'
import { readContract } from '../spec/diff/contract-reader.js'
import { diff } from '../spec/diff/diff.js'
import { changelogText } from './changelog.js'
import { type Command, CommandError } from './command.js'
import { gitFileOf, jsonFromGit } from './gate/git-file.js'
import { releaseFolder } from './gate/release-folder.js'
import { paragraph } from './help.js'
import { jsonOf } from './json-file.js'

const usage = `Usage: socket-canon changelog <old> [new]

${paragraph('Writes in Markdown what is new, changed, deprecated and removed between two releases, and whom it breaks.')}

${paragraph(
  'Each is a file, a version in contract.releases/, or a git branch, tag or commit (REF or REF:path/to/contract.json); the new one is contract.json unless given.',
)}

Exit codes: 0 it is written, 2 one of the two can't be read.`

/** Writes what changed between two releases. */
export const changelogCommand: Command = {
  name: 'changelog',
  summary: 'write what changed between two releases, in Markdown',
  usage,
  run: (args, { cwd, out }) => {
    const { positionals } = parseArgs({ args: [...args], allowPositionals: true, options: {} })
    const [old, next = 'contract.json', ...more] = positionals
    if (old === undefined || more.length) throw new CommandError('takes two releases: the old one and the new one')
    out(changelogText(diff(contractOf(cwd, old), contractOf(cwd, next))))
    return 0
  },
}

function contractOf(cwd: string, name: string): ReleasedContract {
  const kept = join(releaseFolder, `${name}.json`)
  const file = [name, kept].find((path) => existsSync(resolve(cwd, path)))
  const json =
    file === undefined && !name.endsWith('.json') ? jsonFromGit(cwd, gitFileOf(cwd, name, 'contract.json')) : undefined
  return readContract(json ?? jsonOf(cwd, file ?? name), name)
}
