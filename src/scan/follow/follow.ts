import type { CallCode, Code, FunctionCode } from '../code/code.js'
import { callValues } from './calls.js'
import { elementValues } from './collections.js'
import type { Follower } from './follower.js'
import { frameworkMember } from './frameworks.js'
import { memberValues } from './members.js'
import { exportedValues, importedValues, nameValues } from './names.js'
import { givenValues } from './parameters.js'
import { calledWords, indexProgram, type Program } from './program.js'
import { templateValues } from './texts.js'
import { typeValues } from './types.js'
import { type CallFrame, distinct, identityOf, type ParameterValue, type Value } from './value.js'

/** What was worked out, and what is being worked out: code may lead back to itself. */
interface Memory {
  readonly values: Map<unknown, Value[]>
  readonly given: Map<unknown, Value[]>
  readonly members: Map<unknown, Value[]>
  /** What stands for each member of a value. */
  readonly tokens: Map<unknown, Map<string, object>>
  open: Map<unknown, number>
  /** How deep questions stand in each other, also through facts. */
  depth: number
  /** How many steps the question that was asked first has taken. */
  steps: number
  /** How often something was worked out that led back to an open question. */
  readonly tries: Map<unknown, number>
  /** What stands for facts that are being worked out. */
  readonly unfinished: Set<unknown>
  readonly facts: Map<string, Map<unknown, unknown>>
  /** The depth of the outermost question that what is asked now leads back to. */
  circle: number
}

function emptyMemory(): Memory {
  return {
    values: new Map(),
    given: new Map(),
    members: new Map(),
    tokens: new Map(),
    open: new Map(),
    depth: 0,
    steps: 0,
    tries: new Map(),
    unfinished: new Set(),
    facts: new Map(),
    circle: Number.POSITIVE_INFINITY,
  }
}

const limits = { depth: 90, steps: 4000, tries: 2, facts: 4 }

/** Makes a follower through a program. */
export function follow(program: Program): Follower {
  const memory = emptyMemory()
  const follower: Follower = {
    program,
    index: indexProgram(program),
    values: (code, context) =>
      // who has gone far already asks what holds wherever a function is called
      context && memory.steps < limits.steps
        ? guarded(memory, code, undefined, () => workOut(follower, code, context))
        : guarded(memory, code, memory.values, () => workOut(follower, code, undefined)),
    settled: (code, context) => follower.settle(follower.values(code, context)),
    settle: (values) =>
      distinct(values.flatMap((each) => (each.kind === 'parameter' ? given(follower, memory, each) : [each]))),
    member: (value, key) =>
      value.kind === 'parameter'
        ? given(follower, memory, value).flatMap((each) => follower.member(each, key))
        : guarded(memory, tokenOf(memory, value, key), memory.members, () => memberValues(follower, value, key)),
    typed: (type) => typeValues(follower, type),
    callsOf: (code) => follower.once(code, 'calls', [], () => callsOf(follower, code)),
    once: (key, kind, meanwhile, work) => rememberedFact(memory, key, kind, work, meanwhile),
  }
  return follower
}

/** Returns what stands for a member of a value, the same each time. */
function tokenOf({ tokens }: Memory, value: Value, key: string): object {
  const identity = identityOf(value)
  const known = tokens.get(identity) ?? new Map<string, object>()
  tokens.set(identity, known)
  const token = known.get(key) ?? {}
  known.set(key, token)
  return token
}

/** Works something out once; where that leads back to itself, what is not known yet is left out. */
function guarded(memory: Memory, key: unknown, known: Map<unknown, Value[]> | undefined, work: () => Value[]): Value[] {
  const done = known?.get(key)
  if (done) return done
  const begun = memory.open.get(key)
  if (begun !== undefined || memory.depth > limits.depth) {
    if (begun !== undefined) memory.circle = Math.min(memory.circle, begun)
    return []
  }
  if (memory.depth === 0) memory.steps = 0
  memory.steps++
  const at = memory.open.size
  const outer = memory.circle
  memory.circle = Number.POSITIVE_INFINITY
  memory.open.set(key, at)
  memory.depth++
  const found = distinct(work())
  memory.depth--
  memory.open.delete(key)
  const isWhole = memory.circle >= at
  // what leads back to a question that is still open may say more later, and is asked again, though not for ever
  if (known && (isWhole || triedBefore(memory, key))) known.set(key, found)
  memory.circle = isWhole ? outer : Math.min(memory.circle, outer)
  return found
}

function triedBefore({ tries }: Memory, key: unknown): boolean {
  const count = (tries.get(key) ?? 0) + 1
  tries.set(key, count)
  return count >= limits.tries
}

function given(follower: Follower, memory: Memory, value: ParameterValue): Value[] {
  return guarded(memory, value.binding, memory.given, () =>
    givenValues(follower, value).filter(({ kind }) => kind !== 'parameter'),
  )
}

/** Works out a fact about the whole program, whatever is being asked; nothing is known of it in the meantime. */
function rememberedFact<Result>(
  memory: Memory,
  key: unknown,
  kind: string,
  work: () => Result,
  meanwhile: Result,
): Result {
  const facts = memory.facts.get(kind) ?? new Map<unknown, unknown>()
  memory.facts.set(kind, facts)
  if (facts.has(key)) {
    if (memory.unfinished.has(facts.get(key))) memory.circle = -1
    return facts.get(key) as Result
  }
  const { open, circle, steps, depth } = memory
  // a fact is a question of its own, as long as facts do not lead too deep into each other
  if (memory.unfinished.size < limits.facts) memory.depth = 0
  facts.set(key, meanwhile)
  memory.unfinished.add(meanwhile)
  memory.open = new Map()
  memory.circle = Number.POSITIVE_INFINITY
  const result = work()
  memory.open = open
  memory.circle = circle
  memory.steps = steps
  memory.depth = depth
  memory.unfinished.delete(meanwhile)
  facts.set(key, result)
  return result
}

function workOut(follower: Follower, code: Code, context: CallFrame | undefined): Value[] {
  switch (code.kind) {
    case 'text':
      return [{ kind: 'text', parts: [code.text], code }]
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
      if (code.owner?.kind === 'class') return [{ kind: 'instance', of: code.owner }]
      return code.owner ? [{ kind: 'object', code: code.owner }] : []
    case 'function':
    case 'class':
    case 'object':
    case 'list':
      return [{ kind: code.kind, code } as Value]
    default:
      return []
  }
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
  const isCalled = ({ callee }: CallCode): boolean =>
    follower.values(callee).some((each) => each.kind === 'function' && each.code === code) ||
    (code.name === 'constructor' &&
      follower.values(callee).some((each) => each.kind === 'class' && each.code === code.owner))
  const named = [...words].flatMap((word) => index.calls.get(word) ?? [])
  const made = code.name === 'constructor' && code.owner?.kind === 'class' ? [code.owner.name ?? ''] : []
  const candidates = [...named, ...made.flatMap((word) => index.calls.get(word) ?? [])]
  return [...new Set(candidates)].filter(isCalled)
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
