import { parseArgs } from 'node:util'
import { type Command, CommandError } from '../command.js'
import { paragraph } from '../help.js'
import { paintFor, wrapped } from '../report/paint.js'
import type { Terminal } from '../terminal.js'
import { type DescribedRule, ruleTable } from './rule-table.js'

const usage = `Usage: socket-canon explain <rule> [--json]

${paragraph(
  'Says what a rule is, why it breaks whom, and what to do, with an example. A fingerprint will do, such as F14-be9837cd07e5.',
)}

Exit codes: 0 it is explained, 2 there is no such rule.`

/** Explains a rule. */
export const explainCommand: Command = {
  name: 'explain',
  summary: 'say what a rule such as F14 means, and what to do',
  usage,
  run: (args, terminal) => {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { json: { type: 'boolean' } },
    })
    const [name, ...more] = positionals
    if (name === undefined || more.length) throw new CommandError('takes one rule, such as F14')
    const id = name.toUpperCase().split('-')[0]
    const rule = ruleTable.find((each) => each.id === id)
    if (!rule) throw new CommandError(`there is no rule ${JSON.stringify(name)}; \`socket-canon rules\` lists them`)
    terminal.out(values.json ? JSON.stringify(rule, null, 2) : explanationOf(rule, terminal))
    return 0
  },
}

function explanationOf(rule: DescribedRule, { hasColour, columns }: Terminal): string {
  const paint = paintFor(hasColour)
  const { id, change, category, advice, mirror, noMirror, inexpressible, explanation } = rule
  const part = (title: string, text: string): string[] => [
    paint.dim(title),
    ...indented(wrapped(text, columns - 2)),
    '',
  ]
  const code = (title: string, text: string): string[] => [paint.dim(title), ...indented(text.split('\n')), '']
  const lines = [
    `${paint.bold(`${id}  ${change}`)}  ${paint.dim(category)}`,
    '',
    ...(explanation
      ? [...part('Why', explanation.why), ...code('Before', explanation.before), ...code('After', explanation.after)]
      : []),
    ...(advice === undefined ? [] : part('What to do', advice)),
    ...(inexpressible === undefined ? [] : part('No contract shows it', inexpressible)),
    ...(mirror === undefined || mirror === id ? [] : [paint.dim(`The change back is ${mirror}.`)]),
    ...(noMirror === undefined ? [] : [paint.dim(`No rule for the change back: ${noMirror}.`)]),
  ]
  return lines.join('\n').trimEnd()
}

function indented(lines: readonly string[]): string[] {
  return lines.map((line) => `  ${line}`)
}
