import type { CallCode, Code } from '../../code/code.js'
import type { Follower } from '../follower.js'
import { constantsOf } from '../texts.js'
import type { CallFrame, PackageValue, Value } from '../value.js'

type PackageFunction = (follower: Follower, call: CallCode, context: CallFrame | undefined) => Value[]

/** Returns what a function of a known package gives back; nothing for another one. */
export function packageCall(
  follower: Follower,
  { specifier, name }: PackageValue,
  call: CallCode,
  context: CallFrame | undefined,
): Value[] {
  const word = name.split('.').at(-1) ?? name
  return functions[`${specifier} ${word}`]?.(follower, call, context) ?? []
}

/** Returns what holds values that are put into it later, as `useRef` does. */
const holder: PackageFunction = (follower, call) => [
  { kind: 'made', code: call },
  ...call.types.flatMap((each) => follower.typed(each)),
]

/** Returns what a function that is given returns. */
const resultOfFirst: PackageFunction = (follower, { arguments: [first] }, context) =>
  first
    ? follower
        .values(first, context)
        .flatMap((each) => (each.kind === 'function' ? each.code.returns.flatMap((code) => follower.values(code)) : []))
    : []

const context: PackageFunction = (follower, { arguments: [first] }) => {
  if (!first) return []
  const contexts = follower.settled(first)
  return contexts.flatMap((each) => (each.kind === 'made' ? provided(follower, each.code) : []))
}

/** Returns what is provided for a context of React's, anywhere in the markup. */
function provided(follower: Follower, made: CallCode): Value[] {
  const found: Code[] = made.arguments.slice(0, 1)
  for (const elements of follower.index.elements.values())
    for (const { tag, attributes } of elements) {
      const value = attributes.get('value')
      const bare = tag.kind === 'member' && tag.key === 'Provider' ? tag.of : tag
      if (value && follower.values(bare).some((each) => each.kind === 'made' && each.code === made)) found.push(value)
    }
  return [...found.flatMap((each) => follower.values(each)), ...made.types.flatMap((each) => follower.typed(each))]
}

/** Returns what a function makes whose values are kept elsewhere. */
function made(by: string): PackageFunction {
  return (_follower, code) => [{ kind: 'made', code, by }]
}

/** Returns what a contract's binding is: an end of its namespace. */
function binding(end: 'client' | 'server', at: number): PackageFunction {
  return (follower, call, within) => {
    const contract = call.arguments[at]
    const paths = contract ? contractPaths(follower, contract, within) : undefined
    return [{ kind: 'endpoint', end, part: end === 'client' ? 'socket' : 'server', namespaces: paths, isBound: true }]
  }
}

function contractPaths(follower: Follower, code: Code, within: CallFrame | undefined): string[] | undefined {
  const made = follower.settled(code, within).filter(({ kind }) => kind === 'made' || kind === 'package')
  const paths = made.flatMap((each) => {
    const [first] = each.kind === 'made' ? each.code.arguments : []
    return first ? (constantsOf(follower, first, undefined) ?? []).map(({ text }) => text) : []
  })
  return paths.length ? paths : undefined
}

const functions: Readonly<Record<string, PackageFunction>> = {
  'react useRef': holder,
  'react useState': made('react useState'),
  'react createContext': holder,
  'react useMemo': resultOfFirst,
  'react useContext': context,
  'react use': context,
  'vue ref': holder,
  'vue shallowRef': holder,
  'vue computed': resultOfFirst,
  'zustand create': made('zustand create'),
  'zustand/vanilla createStore': made('zustand create'),
  'socket-canon/client connect': binding('client', 1),
  'socket-canon/server serve': binding('server', 1),
}
