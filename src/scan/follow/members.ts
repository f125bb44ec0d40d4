import type { ClassCode, ClassMember, Code, ObjectCode } from '../code/code.js'
import { classChain } from './class-chain.js'
import { endpointMember, typedEndpoint } from './endpoints.js'
import type { Follower } from './follower.js'
import { added } from './libraries/frameworks.js'
import { gatewayServer } from './libraries/gateways.js'
import { pythonNamespace } from './libraries/python-namespaces.js'
import { setIntoState, setterPart, statePart, storeParameter } from './libraries/stores.js'
import { exportedValues } from './names.js'
import { distinct, identityOf, type MadeValue, type Value } from './value.js'

/** Returns what a member of a value may be worth. */
export function memberValues(follower: Follower, of: Value, key: string): Value[] {
  const own = ownMember(follower, of, key)
  const found = [...own, ...writtenTo(follower, of, key)]
  if (!found.length && key.startsWith('$') && (of.kind === 'object' || of.kind === 'instance'))
    return distinct(added(follower, key))
  return distinct(found)
}

function ownMember(follower: Follower, of: Value, key: string): Value[] {
  switch (of.kind) {
    case 'endpoint':
      return endpointMember(of, key)
    case 'text':
      // a member of an enumeration of Python's
      return key === 'value' ? [of] : []
    case 'package':
      return [{ ...of, name: of.name === '*' || of.name === 'default' ? key : `${of.name}.${key}` }]
    case 'module': {
      const found = exportedValues(follower, of.module, key, new Set())
      return found.length || key !== 'default' ? found : [of]
    }
    case 'instance':
      return instanceMember(follower, of.of, key)
    case 'class':
      return staticMember(follower, of.code, key)
    case 'object':
      return objectMember(follower, of.code, key)
    case 'list':
      return listMember(follower, of.code.items, key)
    case 'shape': {
      const type = of.type.members.get(key)
      return type ? follower.typed(type) : []
    }
    case 'made':
      return madeMember(follower, of, key)
    case 'elements':
      return /^\d+$/.test(key) ? [of.of] : []
    default:
      return []
  }
}

/** Returns a member of what a known package makes. */
function madeMember(follower: Follower, of: MadeValue, key: string): Value[] {
  if (of.by === 'react useState') return [...statePart(follower, of, key), ...setterPart(of, key)]
  if (of.by === 'zustand create' && key === 'getState') return storeParameter(follower, of, 1)
  return []
}

function listMember(follower: Follower, items: readonly Code[], key: string): Value[] {
  const item = /^\d+$/.test(key) ? items[Number(key)] : undefined
  return item ? follower.values(item) : []
}

function instanceMember(follower: Follower, code: ClassCode, key: string): Value[] {
  for (const each of classChain(follower, code)) {
    const member = each.members.get(key)
    if (member && (!member.isStatic || member.isShared)) return heldBy(follower, each, member)
  }
  return inheritedEndpoint(follower, code, key)
}

/** Returns a member of the socket that a class extends, as services of Angular's do. */
function inheritedEndpoint(follower: Follower, code: ClassCode, key: string): Value[] {
  const namespace = pythonNamespace(follower, code)
  if (namespace) return endpointMember(namespace, key)
  const above = classChain(follower, code).flatMap((each) => (each.extends ? follower.values(each.extends) : []))
  return above.flatMap((value) => {
    const endpoint = value.kind === 'package' ? typedEndpoint(value) : undefined
    return endpoint ? endpointMember(endpoint, key) : []
  })
}

function heldBy(follower: Follower, owner: ClassCode, { value, type, decorators, isGetter }: ClassMember): Value[] {
  const server = gatewayServer(follower, owner, decorators)
  if (server) return [server]
  const held = value ? follower.values(value) : []
  const read = isGetter
    ? held.flatMap((each) =>
        each.kind === 'function' ? each.code.returns.flatMap((code) => follower.values(code)) : [],
      )
    : held
  const known = read.filter(({ kind }) => kind !== 'made')
  return known.length || !type ? read : [...follower.typed(type), ...read]
}

function staticMember(follower: Follower, code: ClassCode, key: string): Value[] {
  for (const each of classChain(follower, code)) {
    const member = each.members.get(key)
    if (member?.isStatic || member?.isShared) return heldBy(follower, each, member)
  }
  return []
}

function objectMember(follower: Follower, code: ObjectCode, key: string): Value[] {
  const fields = code.fields.filter(
    (field) => field.key === key || (typeof field.key !== 'string' && isKey(follower, field.key, key)),
  )
  const own = fields.flatMap(({ value }) => follower.values(value))
  const spread = code.spreads.flatMap((each) => follower.settled(each).flatMap((value) => follower.member(value, key)))
  const set = setIntoState(follower, code).flatMap((each) => follower.member({ kind: 'object', code: each }, key))
  return [...own, ...spread, ...set, ...componentMember(follower, code, key)]
}

function isKey(follower: Follower, code: Code, key: string): boolean {
  return follower.values(code).some((each) => each.kind === 'text' && each.parts.length === 1 && each.parts[0] === key)
}

/** Returns what an object of options, as Vue's components are, makes a member of `this`. */
function componentMember(follower: Follower, code: ObjectCode, key: string): Value[] {
  return code.fields.flatMap(({ key: option, value }) => {
    if (option === 'data' || option === 'setup')
      return value.kind === 'function'
        ? value.returns.flatMap((each) =>
            follower.values(each).flatMap((held) => (held.kind === 'object' ? follower.member(held, key) : [])),
          )
        : []
    if ((option === 'methods' || option === 'computed') && value.kind === 'object') {
      const held = value.fields.filter((field) => field.key === key).flatMap((field) => follower.values(field.value))
      return option === 'methods'
        ? held
        : held.flatMap((each) =>
            each.kind === 'function' ? each.code.returns.flatMap((code) => follower.values(code)) : [],
          )
    }
    return []
  })
}

/** Returns what is put into a member anywhere: `of.key = value`. */
function writtenTo(follower: Follower, of: Value, key: string): Value[] {
  if (of.kind === 'endpoint' || of.kind === 'method' || of.kind === 'text') return []
  const written = follower.once(key, 'writes', new Map<unknown, Code[]>(), () => writtenByIdentity(follower, key))
  const holders =
    of.kind === 'instance' ? classChain(follower, of.of).map((each) => each.members as unknown) : [identityOf(of)]
  return holders.flatMap((holder) => (written.get(holder) ?? []).flatMap((code) => follower.values(code)))
}

function writtenByIdentity(follower: Follower, key: string): Map<unknown, Code[]> {
  const found = new Map<unknown, Code[]>()
  for (const { of, value } of follower.index.writes.get(key) ?? [])
    for (const holder of follower.settled(of)) {
      const identity = identityOf(holder)
      found.set(identity, [...(found.get(identity) ?? []), value])
    }
  return found
}
