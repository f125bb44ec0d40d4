import { argumentFor } from '../code/argument.js'
import type { Binding, CodeModule, NameCode } from '../code/code.js'
import { bindingOf } from '../code/scope.js'
import type { Follower } from './follower.js'
import type { CallFrame, Value } from './value.js'

/** Returns what a name may be worth. */
export function nameValues(follower: Follower, code: NameCode, context: CallFrame | undefined): Value[] {
  const binding = bindingOf(code.scope, code.name)
  if (!binding) return code.module.language === 'python' ? openedValues(follower, code) : globalValues(follower, code)
  const { parameter, imported } = binding
  if (imported) {
    const found = importedValues(follower, binding.module, imported.specifier, imported.name)
    // Python may put something else into what it imports
    return [...found, ...binding.values.flatMap((each) => follower.values(each))]
  }
  if (parameter) return parameterValues(follower, binding, parameter, context)
  const around = binding.isTop ? undefined : context
  const late = lateValues(follower, binding).flatMap((each) => follower.values(each, around))
  const found = [...binding.values.flatMap((each) => follower.values(each, around)), ...late]
  if (found.some(({ kind }) => kind !== 'made' && kind !== 'list') || !binding.type) return found
  return [...follower.typed(binding.type), ...found]
}

function parameterValues(
  follower: Follower,
  binding: Binding,
  { of, at }: NonNullable<Binding['parameter']>,
  context: CallFrame | undefined,
): Value[] {
  for (let frame = context; frame; frame = frame.outer) {
    if (frame.of !== of) continue
    const given = argumentFor(frame.call, of, at)
    return given ? follower.values(given, frame.outer) : binding.values.flatMap((each) => follower.values(each))
  }
  return [{ kind: 'parameter', binding }]
}

/** Lists what is put into a name before the line that declares it was read, as functions above it do. */
function lateValues(follower: Follower, binding: Binding): Binding['values'] {
  const late = follower.once('late writes', 'names', new Map<Binding, Binding['values']>(), () => {
    const found = new Map<Binding, Binding['values']>()
    for (const { of, value } of follower.index.writes.get('') ?? []) {
      const target = of.kind === 'name' ? bindingOf(of.scope, of.name) : undefined
      if (target) found.set(target, [...(found.get(target) ?? []), value])
    }
    return found
  })
  return late.get(binding) ?? []
}

/** What pages and scripts find without an import, where the document loads the client of socket.io's. */
const globals: Readonly<Record<string, string>> = {
  io: 'socket.io-client',
  SocketIO: 'socket.io',
  SocketIOClient: 'socket.io-client',
}

const globalObjects = new Set(['window', 'globalThis', 'global', 'self'])
const globalObject: Value = { kind: 'package', specifier: 'global', name: '*' }

/** Returns what a name is worth that no module declares: what the platform has, what is put into it, or what another script of the page declares. */
function globalValues(follower: Follower, { name, module }: NameCode): Value[] {
  if (globalObjects.has(name)) return [globalObject]
  const put = follower.index.writes.has(name)
    ? follower.member(globalObject, name).filter(({ kind }) => kind !== 'package')
    : []
  if (put.length) return put
  const script = scriptNames(follower, module).get(name)
  if (script && script.module !== module) return script.values.flatMap((each) => follower.values(each))
  const specifier = Object.hasOwn(globals, name) ? globals[name] : undefined
  return specifier === undefined ? [] : [{ kind: 'package', specifier, name: '*' }]
}

/** Lists what the scripts of one folder declare at their top: those of a page share it. */
function scriptNames(follower: Follower, { file }: CodeModule): ReadonlyMap<string, Binding> {
  const folder = file.slice(0, file.lastIndexOf('/'))
  return follower.once(folder, 'scripts', new Map<string, Binding>(), () => {
    const found = new Map<string, Binding>()
    for (const module of follower.program.modules.values())
      if (module.file.lastIndexOf('/') === folder.length && module.file.startsWith(folder) && isScript(module))
        for (const [name, binding] of module.scope.names) found.set(name, binding)
    return found
  })
}

function isScript({ exports, stars, scope }: CodeModule): boolean {
  // a block of a page stands below another
  return !scope.parent && !exports.size && !stars.length && ![...scope.names.values()].some(({ imported }) => imported)
}

/** Returns what a name is worth that comes from a module all of whose names were imported. */
function openedValues(follower: Follower, { name, module }: NameCode): Value[] {
  return (module.opened ?? []).flatMap((specifier) => {
    const found = importedValues(follower, module, specifier, name)
    return found.filter(
      ({ kind }) => kind !== 'package' || follower.program.resolve(module.file, specifier) === undefined,
    )
  })
}

/** Finds a module of a package of Python's. */
function submodule({ program }: Follower, from: CodeModule, specifier: string, name: string): CodeModule | undefined {
  const file = program.resolve(from.file, specifier.endsWith('.') ? specifier + name : `${specifier}.${name}`)
  return file === undefined ? undefined : program.modules.get(file)
}

/** Returns what a module exports under a name; what a package exports stands for itself. */
export function importedValues(
  follower: Follower,
  from: CodeModule,
  specifier: string,
  name: string,
  seen: Set<string> = new Set(),
): Value[] {
  const file = follower.program.resolve(from.file, specifier)
  const module = file === undefined ? undefined : follower.program.modules.get(file)
  const found = module ? exportedValues(follower, module, name, seen) : []
  if (found.length) return found
  const inner = from.language === 'python' && name !== '*' ? submodule(follower, from, specifier, name) : undefined
  if (inner) return [{ kind: 'module', module: inner }]
  return file === undefined ? [{ kind: 'package', specifier, name }] : []
}

/** Returns what a module exports under a name, in whichever way it does. */
export function exportedValues(follower: Follower, module: CodeModule, name: string, seen: Set<string>): Value[] {
  if (name === '*') return [{ kind: 'module', module }]
  // modules of Python may import a name from each other
  const key = `${name} ${module.file}`
  if (seen.has(key)) return []
  seen.add(key)
  const found = module.exports.get(name)
  if (found)
    return 'code' in found
      ? follower.values(found.code)
      : importedValues(follower, module, found.specifier, found.name, seen)
  const whole = module.exports.get('*')
  if (whole && 'code' in whole) {
    const values = follower.values(whole.code)
    return name === 'default' ? values : values.flatMap((each) => follower.member(each, name))
  }
  if (name === 'default' && module.exports.size) return [{ kind: 'module', module }]
  return module.stars.flatMap((specifier) => {
    const file = follower.program.resolve(module.file, specifier)
    const next = file === undefined ? undefined : follower.program.modules.get(file)
    return next ? exportedValues(follower, next, name, seen) : []
  })
}
