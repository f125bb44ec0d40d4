import type { Code, CodeModule, FunctionCode, ObjectCode } from '../code/code.js'
import type { FieldPattern } from '../code/field-pattern.js'
import { bindingOf } from '../code/scope.js'
import type { Span } from '../code/span.js'
import type { Follower } from '../follow/follower.js'
import type { CallFrame } from '../follow/value.js'
import type { FieldUse, PayloadUse } from '../model/use.js'
import { writtenCode } from './event-call.js'
import { placeIn, placeOf } from './place.js'

/** Returns the fields of a payload that is sent, where it is an object that is written out. */
export function sentPayload(follower: Follower, given: Code, context: CallFrame | undefined): PayloadUse | undefined {
  const { code } = writtenCode(given, context)
  const isHeld = code !== given && isTypedName(given)
  if (code.kind === 'object') return held(objectPayload(code), isHeld)
  const values = follower.values(code)
  const [only] = values
  // an object that is built step by step shows some of its fields only
  if (values.length !== 1 || only?.kind !== 'object' || code.kind !== 'name') return undefined
  const payload = objectPayload(only.code)
  return held(isAmended(follower, code) ? { ...payload, isWhole: false } : payload, isHeld)
}

function held(payload: PayloadUse, isHeld: boolean): PayloadUse {
  return isHeld ? { ...payload, isTyped: true } : payload
}

/** Returns whether a name is a parameter of which a type is said: what is given for it is held to that. */
export function isTypedName(code: Code): boolean {
  return code.kind === 'name' && bindingOf(code.scope, code.name)?.isTyped === true
}

function isAmended(follower: Follower, { name, scope }: Extract<Code, { kind: 'name' }>): boolean {
  const binding = bindingOf(scope, name)
  const isIt = (of: Code): boolean => of.kind === 'name' && of.name === name && bindingOf(of.scope, name) === binding
  const { writes = [], calls = [] } = binding?.module ?? {}
  void follower
  return (
    writes.some(({ of }) => isIt(of)) ||
    calls.some(({ callee }) => callee.kind === 'member' && amending.has(String(callee.key)) && isIt(callee.of))
  )
}

/** The methods by which Python puts fields into a record. */
const amending = new Set(['update', 'setdefault'])

/** Returns whether a key has quotes that belong to the language: Python's have to stay. */
export function isTextKey({ language, text }: CodeModule, { start }: Span): boolean {
  return language === 'python' && /['"]/.test(text[start] ?? '')
}

function objectPayload({ fields, spreads, module, start, end, isTyped }: ObjectCode): PayloadUse {
  const named = fields.filter((field) => typeof field.key === 'string')
  return {
    place: placeIn(module, { start, end }),
    isWhole: !spreads.length && named.length === fields.length,
    ...(isTyped && { isTyped }),
    fields: named.map(({ key, keyAt, isShort, value }) => ({
      key: key as string,
      place: placeIn(module, keyAt),
      isShort,
      ...(isTextKey(module, keyAt) && { isText: true }),
      ...(value.kind === 'object' && { inner: objectPayload(value) }),
    })),
  }
}

/** Returns the fields that a listener takes out of what it is given. */
export function heardPayload(listener: FunctionCode, at = 0, isHeld = false): PayloadUse | undefined {
  const parameter = listener.parameters[at]
  if (!parameter) return undefined
  const { module } = listener
  const fields: FieldUse[] = parameter.pattern ? patternFields(module, parameter.pattern) : []
  for (const { of, pattern } of module.destructurings)
    if (of.kind === 'name' && bindingOf(of.scope, of.name) === parameter) fields.push(...patternFields(module, pattern))
  if (!fields.length) return undefined
  return { fields, isWhole: false, place: placeOf(listener), ...((isHeld || parameter.isTyped) && { isTyped: true }) }
}

function patternFields(module: CodeModule, { fields }: FieldPattern): FieldUse[] {
  return fields.map(({ key, keyAt, isShort }) => ({ key, place: placeIn(module, keyAt), isShort }))
}

/** Lists the members that a listener reads of what it is given, beside what it takes out. */
export function readMembers(listener: FunctionCode, at = 0): FieldUse[] {
  const parameter = listener.parameters[at]
  if (!parameter) return []
  const { module } = listener
  return module.members.flatMap(({ of, key, keyAt }) => {
    if (typeof key !== 'string' || of.kind !== 'name' || of.name !== parameter.name) return []
    return bindingOf(of.scope, of.name) === parameter ? [{ key, place: placeIn(module, keyAt), isShort: false }] : []
  })
}
