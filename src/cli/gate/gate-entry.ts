import { isAssertedElsewhere } from '../../spec/containment/schema/dialect.js'
import { categories } from '../../spec/diff/rules/category.js'
import { rules } from '../../spec/diff/rules/rule.js'
import { CommandError } from '../command.js'

const choices: { readonly [key: string]: readonly unknown[] } = {
  rollout: ['server-first', 'client-first', 'full'],
  objects: ['declared', 'strict', 'strip', 'loose'],
  producerParses: [true, false],
  guarded: [true, false],
}

type Check = (where: string, entry: unknown) => void

const severities: readonly unknown[] = ['error', 'warning', 'off']

function count(least: number): Check {
  return (where, entry) => {
    if (!Number.isInteger(entry) || (entry as number) < least)
      throw new CommandError(`${where} has to be a whole number, ${least} or more`)
  }
}

function listOf(check: Check): Check {
  return (where, entry) => {
    if (!Array.isArray(entry)) throw new CommandError(`${where} has to be a list`)
    for (const [index, line] of entry.entries()) check(`${where.replaceAll('`', '')}[${index}]`, line)
  }
}

function textsIn(keys: readonly string[]): Check {
  return (where, line) => {
    for (const key of keys)
      if (!isText(valueIn(line, key)))
        throw new CommandError(
          `${where} needs a text \`${key}\`${key === 'by' ? ', the name of who looked at it' : ''}`,
        )
  }
}

function valueIn(line: unknown, key: string): unknown {
  return typeof line === 'object' && line !== null ? (line as { readonly [key: string]: unknown })[key] : undefined
}

function isText(value: unknown): boolean {
  return typeof value === 'string' && value.trim() !== ''
}

function isRule(name: unknown): boolean {
  return typeof name === 'string' && (Object.hasOwn(rules, name) || categories.some((category) => category === name))
}

function unknownRule(where: string, name: unknown): CommandError {
  return new CommandError(
    `${where}: there is no rule ${JSON.stringify(name)}; \`socket-canon rules\` lists them, and ${categories.join(', ')} are their categories`,
  )
}

const ignoreLine: Check = (where, line) => {
  textsIn(['reason'])(where, line)
  const [path, rule] = [valueIn(line, 'path'), valueIn(line, 'rule')]
  if (path === undefined && rule === undefined) throw new CommandError(`${where} needs a \`path\`, a \`rule\`, or both`)
  if (path !== undefined && !isText(path)) throw new CommandError(`${where} needs a text \`path\``)
  if (rule !== undefined && !isRule(rule)) throw unknownRule(where, rule)
}

const severityTable: Check = (where, table) => {
  if (typeof table !== 'object' || table === null || Array.isArray(table))
    throw new CommandError(`${where} has to hold a severity for each rule, as in { "F04": "error" }`)
  for (const [name, severity] of Object.entries(table)) {
    if (!isRule(name)) throw unknownRule(where, name)
    if (!severities.includes(severity))
      throw new CommandError(`${where}: ${name} has to be one of ${severities.join(', ')}`)
  }
}

const annotation: Check = (where, keyword) => {
  if (!isText(keyword)) throw new CommandError(`${where} has to be the name of a keyword, such as "unit"`)
  if (isAssertedElsewhere(keyword as string))
    throw new CommandError(`${where}: \`${keyword}\` is a keyword of JSON Schema, and what it asks is always compared`)
}

const checks: { readonly [key: string]: Check } = {
  timeoutMs: count(1),
  annotations: listOf(annotation),
  grace: count(1),
  rules: severityTable,
  ignore: listOf(ignoreLine),
  waivers: listOf(textsIn(['fingerprint', 'reason'])),
  approvals: listOf(textsIn(['fingerprint', 'reason', 'by'])),
}

/**
 * Checks one entry of the file of a team's agreements.
 * @throws CommandError that says what is wrong with it
 */
export function checkGateEntry(path: string, key: string, entry: unknown): void {
  if (key === '$schema') return
  const where = `${path}: \`${key}\``
  const check = Object.hasOwn(checks, key) ? checks[key] : undefined
  if (check) {
    check(where, entry)
    return
  }
  const allowed = Object.hasOwn(choices, key) ? choices[key] : undefined
  if (!allowed)
    throw new CommandError(
      `${path}: nobody knows \`${key}\`; known are ${[...Object.keys(choices), ...Object.keys(checks)].join(', ')}`,
    )
  if (!allowed.includes(entry)) throw new CommandError(`${where} has to be one of ${allowed.join(', ')}`)
}
