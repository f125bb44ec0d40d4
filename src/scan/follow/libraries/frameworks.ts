import type { Code, MemberCode, ObjectCode } from '../../code/code.js'
import type { Follower } from '../follower.js'
import type { Value } from '../value.js'

/** Returns a member of what a framework puts in reach of every component: `$root` and `$parent`, and what plugins add. */
export function frameworkMember(follower: Follower, code: MemberCode, key: string): Value[] {
  if (code.of.kind === 'member' && (code.of.key === '$root' || code.of.key === '$parent'))
    return componentValues(follower, key)
  return key.startsWith('$') ? added(follower, key) : []
}

/** Returns what components anywhere have under a name. */
function componentValues(follower: Follower, key: string): Value[] {
  const components = follower.once('components', 'objects', [] as ObjectCode[], () => allComponents(follower))
  return components.flatMap((code) => follower.member({ kind: 'object', code }, key))
}

const componentOptions = new Set(['data', 'methods', 'computed', 'setup', 'mounted', 'created'])

function allComponents({ program }: Follower): ObjectCode[] {
  return [...program.modules.values()].flatMap(({ objects }) =>
    objects.filter(({ fields }) =>
      fields.some(
        ({ key, value }) =>
          typeof key === 'string' &&
          componentOptions.has(key) &&
          (value.kind === 'function' || value.kind === 'object'),
      ),
    ),
  )
}

/** Returns what is added to every component: `app.config.globalProperties.$socket = socket`. */
export function added(follower: Follower, key: string): Value[] {
  return (follower.index.writes.get(key) ?? []).flatMap(({ of, value }) => (isOfAll(of) ? follower.values(value) : []))
}

function isOfAll(of: Code): boolean {
  return of.kind === 'member' && (of.key === 'globalProperties' || of.key === 'prototype')
}
