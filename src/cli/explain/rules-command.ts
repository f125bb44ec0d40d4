import { parseArgs } from 'node:util'
import { categories } from '../../spec/diff/rules/category.js'
import type { Command } from '../command.js'
import { optionTable, paragraph } from '../help.js'
import { oneOf } from '../option-value.js'
import { paintFor, wrapped } from '../report/paint.js'
import type { Terminal } from '../terminal.js'
import { type DescribedRule, ruleTable } from './rule-table.js'

const usage = `Usage: socket-canon rules [words] [options]

${paragraph('Lists the rules that `diff` and `gate` go by; with words, those whose id or sentence holds them.')}

${optionTable([
  ['--category NAME', `those of one category: ${categories.join(', ')}`],
  ['--json', 'for programs'],
])}

Exit codes: 0 there are such rules, 1 there are none, 2 it could not run.`

/** Lists the rules. */
export const rulesCommand: Command = {
  name: 'rules',
  summary: 'list the rules of diff and gate',
  usage,
  run: (args, terminal) => {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { category: { type: 'string' }, json: { type: 'boolean' } },
    })
    const category = values.category === undefined ? undefined : oneOf('category', values.category, categories)
    const words = positionals.join(' ').toLowerCase()
    const found = ruleTable.filter(
      (rule) =>
        (category === undefined || rule.category === category) &&
        `${rule.id} ${rule.change}`.toLowerCase().includes(words),
    )
    if (values.json) terminal.out(JSON.stringify(found, null, 2))
    else if (found.length) terminal.out(tableOf(found, terminal))
    else terminal.err('socket-canon rules: there is no such rule')
    return found.length ? 0 : 1
  },
}

const indent = ' '.repeat(21)

function tableOf(rules: readonly DescribedRule[], { hasColour, columns }: Terminal): string {
  const paint = paintFor(hasColour)
  const lines = rules.flatMap(({ id, category, live, change, inexpressible }) => {
    const said = inexpressible === undefined ? change : `${change} (no contract shows it)`
    const [first = '', ...rest] = wrapped(said, columns - indent.length)
    return [
      `${paint.bold(id)}  ${paint.dim(category.padEnd(8))}  ${live ? 'live' : '    '}  ${first}`,
      ...rest.map((line) => `${indent}${line}`),
    ]
  })
  const notes = [
    '`live`: what the rule says was seen between old and new ends on real sockets.',
    '`socket-canon explain F14` says why one breaks whom, and what to do.',
  ]
  return [...lines, '', ...notes.flatMap((note) => wrapped(note, columns)).map(paint.dim)].join('\n')
}
