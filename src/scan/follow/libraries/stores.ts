import type { CallCode, Code, FunctionCode, ObjectCode } from '../../code/code.js'
import type { Follower } from '../follower.js'
import type { MadeValue, Value } from '../value.js'

/** Returns a member of the pair that `useState` makes: what it holds, from the first and by every call of its setter. */
export function statePart(follower: Follower, { code }: MadeValue, key: string): Value[] {
  if (key !== '0') return []
  const [first] = code.arguments
  const set = follower.once('setters', 'state', new Map<CallCode, Code[]>(), () => allSet(follower)).get(code) ?? []
  const held = [...(first ? [first] : []), ...set].flatMap((each) => heldBySetter(follower, each))
  return [...held, ...code.types.flatMap((each) => follower.typed(each))]
}

function heldBySetter(follower: Follower, code: Code): Value[] {
  if (code.kind !== 'function') return follower.values(code)
  return code.returns.flatMap((each) => follower.values(each))
}

/** Finds what is given to the setters of states: `const [a, setA] = useState()`. */
function allSet(follower: Follower): Map<CallCode, Code[]> {
  const found = new Map<CallCode, Code[]>()
  for (const [word, calls] of follower.index.calls) {
    if (!word.startsWith('set')) continue
    for (const { callee, arguments: given } of calls) {
      const [value] = given
      if (!value || value.kind === 'text' || value.kind === 'other') continue
      for (const state of setterOf(follower, callee)) found.set(state, [...(found.get(state) ?? []), value])
    }
  }
  return found
}

/** Finds the states whose setter a callee is, also where it was handed on. */
function setterOf(follower: Follower, callee: Code): CallCode[] {
  return follower.settled(callee).flatMap((each) => (each.kind === 'made' && each.by === 'setter' ? [each.code] : []))
}

/** Returns the setter that `useState` makes beside what it holds. */
export function setterPart({ code }: MadeValue, key: string): Value[] {
  return key === '1' ? [{ kind: 'made', code, by: 'setter' }] : []
}

/** Returns the state of a store of zustand's: what its function returns. */
export function storeState(follower: Follower, { code }: MadeValue): Value[] {
  return storeFunctions(code).flatMap((each) =>
    each.returns.flatMap((held) => follower.values(held).filter(({ kind }) => kind === 'object')),
  )
}

/** Finds the function that a store is made with, in the middleware around it, too. */
function storeFunctions(call: CallCode): FunctionCode[] {
  const [first] = call.arguments
  // `create<State>()((set) => ...)`
  if (!first) return []
  if (first.kind === 'function') return [first]
  return first.kind === 'call' ? storeFunctions(first) : []
}

/** Returns what a parameter of the function of a store is given: how the state is set, or asked for. */
export function storeParameter(follower: Follower, store: MadeValue, at: number): Value[] {
  return at === 1 ? storeState(follower, store).map((returns) => ({ kind: 'accessor', returns })) : []
}

/** Lists the objects that are put into the state of a store: `set({ socket })`. */
export function setIntoState(follower: Follower, state: ObjectCode): ObjectCode[] {
  const all = follower.once('stores', 'state', new Map<ObjectCode, ObjectCode[]>(), () => allStates(follower))
  return all.get(state) ?? []
}

function allStates(follower: Follower): Map<ObjectCode, ObjectCode[]> {
  const found = new Map<ObjectCode, ObjectCode[]>()
  for (const calls of follower.index.calls.values())
    for (const call of calls) {
      const code = storeCall(follower, call)
      if (!code) continue
      for (const creator of storeFunctions(call))
        for (const held of creator.returns) if (held.kind === 'object') found.set(held, setBy(follower, creator))
    }
  return found
}

function storeCall(follower: Follower, call: CallCode): CallCode | undefined {
  const callee = call.callee.kind === 'call' ? call.callee.callee : call.callee
  if (callee.kind !== 'name') return undefined
  const isCreate = follower
    .values(callee)
    .some(
      (each) => each.kind === 'package' && /^zustand\b/.test(each.specifier) && /^create(?:Store)?$/.test(each.name),
    )
  return isCreate && call.arguments.length ? call : undefined
}

function setBy(follower: Follower, creator: FunctionCode): ObjectCode[] {
  const [set] = creator.parameters
  return (follower.index.calls.get(set?.name ?? '') ?? []).flatMap(({ callee, arguments: given, within }) => {
    const [value] = given
    if (!value || !isInside(within, creator) || callee.kind !== 'name') return []
    const objects = value.kind === 'function' ? value.returns : [value]
    return objects.flatMap((each) => (each.kind === 'object' ? [each] : []))
  })
}

function isInside(code: FunctionCode | undefined, outer: FunctionCode): boolean {
  for (let at = code; at; at = at.within) if (at === outer) return true
  return false
}
