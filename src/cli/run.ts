import { release } from '../client/release.js'
import { ContractError } from '../contract/error.js'
import { adoptCommand } from './adopt/adopt-command.js'
import { buildCommand } from './build/build-command.js'
import { changelogCommand } from './changelog-command.js'
import { type Command, CommandError } from './command.js'
import { diffCommand } from './diff-command.js'
import { docsCommand } from './docs/docs-command.js'
import { explainCommand } from './explain/explain-command.js'
import { rulesCommand } from './explain/rules-command.js'
import { gateCommand } from './gate/gate-command.js'
import { initCommand } from './init/init-command.js'
import { mockCommand } from './mock/mock-command.js'
import { scanCommand } from './scan/scan-command.js'
import { tapCommand } from './tap/tap-command.js'
import type { Terminal } from './terminal.js'
import { verifyCommand } from './verify/verify-command.js'

const commands: readonly Command[] = [
  diffCommand,
  gateCommand,
  changelogCommand,
  rulesCommand,
  explainCommand,
  verifyCommand,
  mockCommand,
  tapCommand,
  docsCommand,
  initCommand,
  adoptCommand,
  buildCommand,
  scanCommand,
]

function usage(): string {
  return [
    'Usage: socket-canon <command> [options]',
    '',
    ...commands.map(({ name, summary }) => `  ${name.padEnd(10)} ${summary}`),
    '',
    '`socket-canon <command> --help` says more.',
    'Exit codes: 0 it is fine, 1 it is not, 2 it could not run.',
  ].join('\n')
}

/** Runs the command line; returns the exit code. */
export async function run([name, ...args]: readonly string[], terminal: Terminal): Promise<number> {
  if (name === undefined || name === 'help' || name === '--help' || name === '-h') {
    terminal.out(usage())
    return name === undefined ? 2 : 0
  }
  if (name === '--version') {
    terminal.out(release)
    return 0
  }
  const command = commands.find((each) => each.name === name)
  if (!command) {
    terminal.err(`socket-canon: there is no command ${JSON.stringify(name)}; try \`socket-canon --help\``)
    return 2
  }
  if (args.includes('--help') || args.includes('-h')) {
    terminal.out(command.usage)
    return 0
  }
  try {
    return await command.run(args, terminal)
  } catch (error) {
    if (isOfArguments(error)) terminal.err(`socket-canon ${name}: ${argumentWords(error, name)}`)
    else if (error instanceof CommandError || error instanceof ContractError)
      terminal.err(`socket-canon ${name}: ${error.message}`)
    else throw error
    return 2
  }
}

/** Keeps what Node says is wrong, and leaves out its advice, which is about a spelling nobody here means. */
function argumentWords({ message }: Error, command: string): string {
  return `${message.replace(/\. (?:To specify|This command) .*$/s, '')}; try \`socket-canon ${command} --help\``
}

function isOfArguments(error: unknown): error is Error {
  return error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS')
}
