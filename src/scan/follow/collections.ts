import type { CallCode, Code } from '../code/code.js'
import type { Follower } from './follower.js'
import { distinct, identityOf, type Value } from './value.js'

/** Returns what any element of some values may be worth. */
export function elementValues(follower: Follower, of: readonly Value[]): Value[] {
  return distinct(of.flatMap((each) => elementOf(follower, each)))
}

function elementOf(follower: Follower, of: Value): Value[] {
  const isHeld = of.kind === 'list' || of.kind === 'object' || of.kind === 'made'
  return isHeld ? follower.once(of.code, 'elements', [], () => distinct(heldIn(follower, of))) : heldIn(follower, of)
}

function heldIn(follower: Follower, of: Value): Value[] {
  switch (of.kind) {
    case 'elements':
      return [of.of]
    case 'endpoint':
      return of.end === 'server' && of.part === 'server' ? [{ ...of, part: 'socket' }] : []
    case 'list':
      return [...of.code.items.flatMap((each) => follower.values(each)), ...putInto(follower, of)]
    case 'object':
      return [...of.code.fields.flatMap(({ value }) => follower.values(value)), ...putInto(follower, of)]
    case 'made':
      return [...mapped(follower, of.code), ...putInto(follower, of)]
    default:
      return []
  }
}

/** Returns what a list holds that a function makes of the items of another. */
function mapped(follower: Follower, { callee, arguments: given }: CallCode): Value[] {
  const [first] = given
  if (callee.kind !== 'member' || callee.key !== 'map' || !first) return []
  return follower
    .values(first)
    .flatMap((each) => (each.kind === 'function' ? each.code.returns.flatMap((code) => follower.settled(code)) : []))
}

const putting: Readonly<Record<string, number>> = { set: 1, push: 0, unshift: 0, add: 0 }

/** Returns what is put into a collection, by its methods or by a key that is not known. */
function putInto(follower: Follower, of: Value): Value[] {
  const found = follower.once('collections', 'puts', new Map<unknown, Code[]>(), () => allPuts(follower))
  return (found.get(identityOf(of)) ?? []).flatMap((each) => follower.values(each))
}

function allPuts(follower: Follower): Map<unknown, Code[]> {
  const found = new Map<unknown, Code[]>()
  const keep = (holder: Code, value: Code): void => {
    for (const each of follower.settled(holder)) {
      if (each.kind !== 'made' && each.kind !== 'list' && each.kind !== 'object') continue
      const identity = identityOf(each)
      found.set(identity, [...(found.get(identity) ?? []), value])
    }
  }
  for (const { of, value } of follower.index.writes.get('[]') ?? []) keep(of, value)
  for (const [word, at] of Object.entries(putting))
    for (const { callee, arguments: given } of follower.index.calls.get(word) ?? []) {
      const value = given[at]
      if (value && callee.kind === 'member' && mayLead(value)) keep(callee.of, value)
    }
  return found
}

/** Returns whether a value that is put somewhere may be a socket, or hold one. */
function mayLead({ kind }: Code): boolean {
  return kind !== 'text' && kind !== 'template' && kind !== 'other'
}
