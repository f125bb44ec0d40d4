import type { CodeScope, TypeCode } from '../code/code.js'
import { bindingOf, typeNamed } from '../code/scope.js'
import { typedEndpoint } from './endpoints.js'
import type { Follower } from './follower.js'
import { distinct, type Value } from './value.js'

const transparentTypes = new Set([
  'Promise',
  'Readonly',
  'Partial',
  'PropsWithChildren',
  'Required',
  'NonNullable',
  'Ref',
  'ShallowRef',
  'MutableRefObject',
  'RefObject',
  'Observable',
  'MaybeRef',
  'Map',
  'Set',
  'Record',
  'Array',
  'ReadonlyArray',
])

/** Returns what a type says of a value: the endpoint, the class or the shape that it is. */
export function typeValues(follower: Follower, type: TypeCode, depth = 0): Value[] {
  if (depth > 12) return []
  const inner = (each: TypeCode): Value[] => typeValues(follower, each, depth + 1)
  switch (type.kind) {
    case 'union':
      return distinct(type.of.flatMap(inner))
    case 'shape': {
      const above = type.extends.flatMap(inner)
      const endpoints = above.filter(({ kind }) => kind === 'endpoint')
      return endpoints.length ? endpoints : [{ kind: 'shape', type }, ...above]
    }
    case 'signature':
      return [{ kind: 'signature', type }]
    case 'list':
      return inner(type.of)
    case 'value':
      return follower.settled(type.of)
    case 'named':
      return namedValues(follower, type, depth)
    default:
      return []
  }
}

function namedValues(follower: Follower, type: Extract<TypeCode, { kind: 'named' }>, depth: number): Value[] {
  const { name, scope } = type
  const known = typeNamed(scope, name)
  if (known) return known === type ? [] : typeValues(follower, known, depth + 1)
  if (name.startsWith('import:')) {
    const [, specifier = '', member = ''] = /^import:(.*)\.(\w*)$/.exec(name) ?? []
    return packageValues({ kind: 'package', specifier, name: member })
  }
  const [head = '', ...rest] = name.split('.')
  const found = declaredType(follower, scope, head, rest, depth)
  if (found.length || !transparentTypes.has(head)) return found
  const last = type.arguments.at(-1)
  return last ? typeValues(follower, last, depth + 1) : []
}

function declaredType(
  follower: Follower,
  scope: CodeScope,
  head: string,
  rest: readonly string[],
  depth: number,
): Value[] {
  const binding = bindingOf(scope, head)
  if (!binding) {
    const [word] = rest
    const specifier = head === 'SocketIOClient' ? 'socket.io-client' : head === 'SocketIO' ? 'socket.io' : undefined
    return specifier && word ? packageValues({ kind: 'package', specifier, name: word }) : []
  }
  const { imported, module } = binding
  if (imported) {
    const file = follower.program.resolve(module.file, imported.specifier)
    const target = file === undefined ? undefined : follower.program.modules.get(file)
    if (target)
      return moduleType(
        follower,
        target.file,
        [imported.name, ...rest].filter((each) => each !== '*'),
        depth,
      )
    return packageValues({ kind: 'package', specifier: imported.specifier, name: [imported.name, ...rest].join('.') })
  }
  return instances(binding.values.flatMap((each) => follower.values(each)))
}

/** Finds a type that a module exports, or passes on from another. */
function moduleType(follower: Follower, file: string, [name = 'default']: readonly string[], depth: number): Value[] {
  const module = follower.program.modules.get(file)
  if (!module || depth > 12) return []
  const type = typeNamed(module.scope, name)
  if (type) return typeValues(follower, type, depth + 1)
  const link = module.exports.get(name)
  if (link && 'specifier' in link) {
    const next = follower.program.resolve(file, link.specifier)
    if (next === undefined) return packageValues({ kind: 'package', specifier: link.specifier, name: link.name })
    return moduleType(follower, next, [link.name], depth + 1)
  }
  if (link?.code.kind === 'name' && link.code.name !== name)
    return moduleType(follower, file, [link.code.name], depth + 1)
  const declared = module.scope.names.get(name)
  if (declared?.imported) return declaredType(follower, module.scope, name, [], depth + 1)
  if (link || declared)
    return instances(
      link ? follower.values(link.code) : (declared?.values ?? []).flatMap((each) => follower.values(each)),
    )
  return module.stars.flatMap((star) => {
    const next = follower.program.resolve(file, star)
    return next === undefined ? [] : moduleType(follower, next, [name], depth + 1)
  })
}

function packageValues(value: Extract<Value, { kind: 'package' }>): Value[] {
  const endpoint = typedEndpoint(value)
  return endpoint ? [endpoint] : []
}

function instances(values: readonly Value[]): Value[] {
  return values.flatMap((each): Value[] => {
    if (each.kind === 'class') return [{ kind: 'instance', of: each.code }]
    return each.kind === 'package' ? packageValues(each) : []
  })
}
