import { parseArgs } from 'node:util'
import { type Command, CommandError } from '../command.js'
import { optionTable, paragraph } from '../help.js'
import { buildReport, checkReport } from './build-report.js'
import { buildSettings } from './build-settings.js'

const usage = `Usage: socket-canon build [entry...] [options]

${paragraph(
  'Builds the contracts that modules export, in TypeScript or JavaScript: JavaScript that needs no zod and checks payloads without eval, smaller for browsers, and declarations with every comment and with event maps and payloads printed out. Beside package.json it writes contract.json, schemas/ and asyncapi/ for readers in every language.',
)}

${optionTable([
  ['--out FOLDER', 'where JavaScript and declarations go (dist)'],
  ['--format LIST', 'the module formats: esm, cjs or both (esm,cjs)'],
  ['--prose required', 'refuses an event or a field that has no comment'],
  ['--check', 'writes nothing; names what is stale or missing'],
  ['--watch', 'builds anew whenever a source changes'],
])}

${paragraph(
  'Entries and options may stand in package.json, as "socket-canon": { "entries": ["src/shop.ts"], "out": "dist", "format": ["esm", "cjs"], "prose": "required" }. The command line wins. Types are not checked: your own compiler does that.',
)}

${paragraph(
  'Exit codes: 0 it is built, or fresh; 1 something is stale; 2 it could not be built, and nothing has changed. It needs esbuild, magic-string, oxc-parser and oxc-transform.',
)}`

/** Builds contracts. */
export const buildCommand: Command = {
  name: 'build',
  summary: 'build your contracts: JavaScript, types and data for others',
  usage,
  run: async (args, terminal) => {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        out: { type: 'string' },
        format: { type: 'string' },
        prose: { type: 'string' },
        check: { type: 'boolean' },
        watch: { type: 'boolean' },
      },
    })
    if (values.check && values.watch) throw new CommandError('takes one of --check and --watch')
    const { out, format, prose } = values
    const settings = () => buildSettings(terminal.cwd, { entries: positionals, out, format, prose })
    // heavy, and no other command needs it
    if (values.watch) return await (await import('./watch.js')).watch(settings, terminal)
    const { build, check } = await import('./run-build.js')
    if (!values.check) {
      terminal.out(buildReport(await build(settings()), terminal))
      return 0
    }
    const outcome = await check(settings())
    const { missing, changed, gone } = outcome.changes
    terminal.out(checkReport(outcome, outcome.isOutputLeftOut))
    return missing.length + changed.length + gone.length ? 1 : 0
  },
}
