import type { CallCode, ClassCode, Code } from '../../code/code.js'
import { classChain } from '../class-chain.js'
import type { Follower } from '../follower.js'
import { constantsOf } from '../texts.js'
import type { CallFrame, EndpointValue } from '../value.js'
import { pythonDialect } from './python-ends.js'

const namespaceWord = /^(?:Async)?(Client)?Namespace$/

/** Returns the end that a class of a namespace is; nothing for another class. */
export function pythonNamespace(follower: Follower, code: ClassCode): EndpointValue | undefined {
  const above = classChain(follower, code).flatMap((each) => (each.extends ? follower.values(each.extends) : []))
  for (const each of above) {
    if (each.kind !== 'package') continue
    const dialect = pythonDialect(each.specifier)
    const word = namespaceWord.exec(each.name.split('.').at(-1) ?? '')
    if (!dialect || !word) continue
    const { paths } = namespacePaths(follower, code)
    return { kind: 'endpoint', end: word[1] ? 'client' : 'server', part: 'server', namespaces: paths, dialect }
  }
  return undefined
}

interface NamespacePaths {
  /** The paths that a class is made with, anywhere; nothing where one of them is not known. */
  readonly paths: readonly string[] | undefined
}

function namespacePaths(follower: Follower, code: ClassCode): NamespacePaths {
  const made = (follower.index.calls.get(code.name ?? '') ?? []).filter(({ callee }) =>
    follower.values(callee).some((each) => each.kind === 'class' && each.code === code),
  )
  const [constructor] = classChain(follower, code).flatMap((each) => each.members.get('constructor')?.value ?? [])
  if (constructor?.kind !== 'function') return { paths: pathsIn(follower, made, undefined) }
  const handedOn = constructor.module.calls.filter(
    ({ callee, within }) => within === constructor && callee.kind === 'member' && callee.key === '__init__',
  )
  const found = made.map((call) => pathsIn(follower, handedOn, { of: constructor, call, outer: undefined }))
  return { paths: found.length && !found.includes(undefined) ? found.flatMap((each) => each ?? []) : undefined }
}

function pathsIn(
  follower: Follower,
  calls: readonly CallCode[],
  context: CallFrame | undefined,
): readonly string[] | undefined {
  const found = calls.map((call) => {
    const path: Code | undefined = call.arguments[0] ?? call.keywords?.get('namespace')
    return path ? constantsOf(follower, path, context)?.map(({ text }) => text) : ['/']
  })
  if (!found.length || found.includes(undefined)) return undefined
  return [...new Set(found.flatMap((each) => each ?? []))]
}
