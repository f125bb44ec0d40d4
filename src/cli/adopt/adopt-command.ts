import { basename, relative } from 'node:path'
import { parseArgs } from 'node:util'
import { type Command, CommandError } from '../command.js'
import { optionTable, paragraph } from '../help.js'
import { textOf } from '../json-file.js'
import { adopt } from './adoption.js'
import { checkOutput, writeOutput } from './output-file.js'
import { loadParser } from './parser.js'
import { camelCase } from './print/constant-name.js'

const usage = `Usage: socket-canon adopt FILE... [options]

${paragraph(
  'Turns what you have today into a first contract: types in the style of Socket.IO, ServerToClientEvents and ClientToServerEvents, or constants with the names of events. It follows imports, keeps comments, and lists all that the files do not say: bounds, marks, rooms, and the rest. In the contract these are marked, as TODO(bound).',
)}

${optionTable([
  ['--out FILE', 'where the contract goes (src/NAME.ts); a file that exists is kept'],
  ['--name NAME', "the contract's name (that of --out or --path, or contract)"],
  ['--path PATH', 'the path of its namespace (/NAME)'],
  ['--server-to-client TYPE', 'the type of what servers send; may be given again'],
  ['--client-to-server TYPE', 'the type of what clients send; may be given again'],
  ['--events NAME', 'the constants that hold names of events; may be given again'],
  ['--force', 'replaces the file that exists'],
])}

${paragraph('Exit codes: 0 the contract is written, 2 nothing is. It needs oxc-parser.')}`

/** Makes a first contract of what a team has. */
export const adoptCommand: Command = {
  name: 'adopt',
  summary: 'make a first contract of event maps or event names',
  usage,
  run: async (args, terminal) => {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        out: { type: 'string' },
        name: { type: 'string' },
        path: { type: 'string' },
        'server-to-client': { type: 'string', multiple: true, default: [] },
        'client-to-server': { type: 'string', multiple: true, default: [] },
        events: { type: 'string', multiple: true, default: [] },
        force: { type: 'boolean', default: false },
      },
    })
    if (!positionals.length) throw new CommandError('takes files: those of your event maps or event names')
    const { cwd, columns } = terminal
    const name = nameOf(values.name, values.out, values.path)
    const out = values.out ?? `src/${name}.ts`
    checkOutput(cwd, out, values.force)
    const parser = await loadParser()
    const { text, report } = adopt(parser, (path) => readFile(cwd, path), {
      cwd,
      columns,
      name,
      out,
      files: positionals,
      path: pathOf(values.path),
      choice: {
        serverToClient: values['server-to-client'],
        clientToServer: values['client-to-server'],
        events: values.events,
      },
    })
    writeOutput(cwd, out, text)
    terminal.out(report)
    return 0
  },
}

/** Reads a source file; a folder is none. */
function readFile(cwd: string, path: string): string | undefined {
  try {
    return textOf(cwd, relative(cwd, path))
  } catch (error) {
    if (error instanceof CommandError && error.message.endsWith('is no file')) return undefined
    throw error
  }
}

function nameOf(name: string | undefined, out: string | undefined, path: string | undefined): string {
  if (name !== undefined && !/^[A-Za-z_$][\w$]*$/.test(name))
    throw new CommandError('--name takes a name for a constant, such as shop')
  const last = path?.split('/').filter(Boolean).at(-1)
  const given = out === undefined ? last : basename(out).replace(/\.[^.]*$/, '')
  return name ?? camelCase(given || 'contract')
}

function pathOf(path: string | undefined): string | undefined {
  if (path !== undefined && !path.startsWith('/'))
    throw new CommandError('--path takes a path that begins with /, such as /shop')
  return path
}
