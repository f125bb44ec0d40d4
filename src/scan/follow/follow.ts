import type { Binding, CallCode, Code, FunctionCode } from '../code/code.js'
import { CallFrames } from './call-frames.js'
import { callValues } from './calls.js'
import { elementValues } from './collections.js'
import type { Follower } from './follower.js'
import { frameworkMember } from './libraries/frameworks.js'
import { memberValues } from './members.js'
import { exportedValues, importedValues, nameValues } from './names.js'
import { givenValues } from './parameters.js'
import { calledWords, indexProgram, keepIn, type Program } from './program.js'
import { Questions, type QuestionTable } from './questions.js'
import { selfValues } from './signatures.js'
import { templateValues } from './texts.js'
import { typeValues } from './types.js'
import { type CallFrame, distinct, identityOf, type ParameterValue, type Value } from './value.js'

/** What was asked of a program. */
interface Memory {
  readonly questions: Questions
  readonly values: QuestionTable<Code, Value[]>
  readonly given: QuestionTable<Binding, Value[]>
  /** What was asked of members, by what they are members of. */
  readonly members: Map<unknown, QuestionTable<string, Value[]>>
  readonly facts: Map<string, QuestionTable<unknown, unknown>>
  readonly frames: CallFrames
}

function emptyMemory(): Memory {
  return {
    questions: new Questions(),
    values: new Map(),
    given: new Map(),
    members: new Map(),
    facts: new Map(),
    frames: new CallFrames(),
  }
}

/** Makes a follower through a program. */
export function follow(program: Program): Follower {
  const memory = emptyMemory()
  const { questions } = memory
  const follower: Follower = {
    program,
    index: indexProgram(program),
    values: (code, context) => plainValues(code) ?? valuesWithin(follower, memory, code, context),
    settled: (code, context) => follower.settle(follower.values(code, context)),
    settle: (values) =>
      values.some(isParameter)
        ? distinct(values.flatMap((each) => (each.kind === 'parameter' ? given(follower, memory, each) : [each])))
        : values,
    member: (value, key) =>
      value.kind === 'parameter'
        ? given(follower, memory, value).flatMap((each) => follower.member(each, key))
        : questions.ask(membersOf(memory, value), key, [], () => memberValues(follower, value, key)),
    typed: (type) => typeValues(follower, type),
    callsOf: (code) => follower.once(code, 'calls', [], () => callsOf(follower, code)),
    once: (key, kind, meanwhile, work) =>
      questions.ask(factsOf(memory, kind), key, meanwhile, work, typeof key === 'string'),
  }
  return follower
}

/** Returns what code is worth that needs nothing else to be known. */
function plainValues(code: Code): Value[] | undefined {
  switch (code.kind) {
    case 'text':
      return [{ kind: 'text', parts: [code.text], code }]
    case 'function':
    case 'class':
    case 'object':
    case 'list':
      return [{ kind: code.kind, code } as Value]
    case 'other':
      return []
    default:
      return undefined
  }
}

function valuesWithin(follower: Follower, memory: Memory, code: Code, context: CallFrame | undefined): Value[] {
  const within = context && memory.frames.same(context)
  const table = within?.values ?? memory.values
  const known = table.get(code)
  // most was asked before
  if (known && !known.work) return known.answer
  return memory.questions.ask(table, code, [], () => distinct(workOut(follower, code, within?.frame)))
}

function isParameter({ kind }: Value): boolean {
  return kind === 'parameter'
}

function membersOf({ members }: Memory, value: Value): QuestionTable<string, Value[]> {
  return tableOf(members, identityOf(value))
}

function factsOf<Result>({ facts }: Memory, kind: string): QuestionTable<unknown, Result> {
  return tableOf(facts, kind) as QuestionTable<unknown, Result>
}

function tableOf<Kind, Key, Answer>(
  tables: Map<Kind, QuestionTable<Key, Answer>>,
  kind: Kind,
): QuestionTable<Key, Answer> {
  const known = tables.get(kind)
  if (known) return known
  const made: QuestionTable<Key, Answer> = new Map()
  tables.set(kind, made)
  return made
}

function given(follower: Follower, { questions, given: table }: Memory, value: ParameterValue): Value[] {
  return questions.ask(table, value.binding, [], () =>
    distinct(givenValues(follower, value).filter(({ kind }) => kind !== 'parameter')),
  )
}

function workOut(follower: Follower, code: Code, context: CallFrame | undefined): Value[] {
  switch (code.kind) {
    case 'template':
      return templateValues(follower, code, context)
    case 'name':
      return nameValues(follower, code, context)
    case 'member':
      return memberOf(follower, code, context)
    case 'call':
      return callValues(follower, code, context)
    case 'choice':
      return code.of.flatMap((each) => follower.values(each, context))
    case 'element':
      return elementValues(follower, follower.settled(code.of, context))
    case 'import':
      return wholeModule(follower, code)
    case 'this':
      return thisValues(follower, code)
    default:
      return []
  }
}

function thisValues(follower: Follower, code: Extract<Code, { kind: 'this' }>): Value[] {
  const said = selfValues(follower, code)
  if (said.length || !code.owner) return said
  return code.owner.kind === 'class' ? [{ kind: 'instance', of: code.owner }] : [{ kind: 'object', code: code.owner }]
}

function wholeModule(follower: Follower, { module, specifier }: Extract<Code, { kind: 'import' }>): Value[] {
  const found = importedValues(follower, module, specifier, '*')
  return found.flatMap((each) => {
    const whole = each.kind === 'module' ? each.module.exports.get('*') : undefined
    return whole && each.kind === 'module' ? exportedValues(follower, each.module, 'default', new Set()) : [each]
  })
}

function memberOf(
  follower: Follower,
  code: Extract<Code, { kind: 'member' }>,
  context: CallFrame | undefined,
): Value[] {
  const holders = follower.settled(code.of, context)
  if (typeof code.key === 'string') {
    const { key } = code
    if (!holders.length) return frameworkMember(follower, code, key)
    return holders.flatMap((each) => follower.member(each, key, context))
  }
  const words = follower
    .values(code.key, context)
    .flatMap((each) => (each.kind === 'text' && each.parts.length === 1 ? [each.parts[0]] : []))
  const named = words.flatMap((word) =>
    word === undefined ? [] : holders.flatMap((each) => follower.member(each, word, context)),
  )
  return named.length ? named : elementValues(follower, holders)
}

/** Lists the calls of a function: those whose callee it may be. */
function callsOf(follower: Follower, code: FunctionCode): readonly CallCode[] {
  const { index } = follower
  const words = calledWords(index, code, [...importedAs(follower, code)])
  const called = [...words].flatMap((word) => calledBy(follower, word).get(code) ?? [])
  const owner = code.name === 'constructor' && code.owner?.kind === 'class' ? code.owner : undefined
  const made = owner ? [...words, owner.name ?? ''].flatMap((word) => calledBy(follower, word).get(owner) ?? []) : []
  return [...new Set([...called, ...made])]
}

/** Lists the calls of a word by what they call: functions and classes. */
function calledBy(follower: Follower, word: string): Map<Code, CallCode[]> {
  return follower.once(word, 'called', new Map(), () => {
    const found = new Map<Code, CallCode[]>()
    for (const call of follower.index.calls.get(word) ?? [])
      for (const each of follower.values(call.callee))
        if (each.kind === 'function' || each.kind === 'class') keepIn(found, each.code, call)
    return found
  })
}

/** Lists the names by which other modules know what a module exports as a whole, or by default. */
function importedAs(follower: Follower, { module }: FunctionCode): ReadonlySet<string> {
  if (!module.exports.has('default') && !module.exports.has('*')) return new Set()
  const names = follower.once('importers', 'names', new Map(), () => importers(follower))
  return names.get(module.file) ?? new Set()
}

function importers({ program }: Follower): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>()
  for (const { scope, file } of program.modules.values())
    for (const [name, { imported, values }] of scope.names) {
      const [value] = values
      const specifier = imported?.specifier ?? (value?.kind === 'import' ? value.specifier : undefined)
      const target = specifier === undefined ? undefined : program.resolve(file, specifier)
      if (target !== undefined) found.set(target, (found.get(target) ?? new Set(['default'])).add(name))
    }
  return found
}
