import type { Binding, ClassCode, Code, CodeModule, CodeScope, FunctionCode, ObjectCode, TypeCode } from './code.js'

/** Opens a scope inside another. */
export function innerScope(
  parent: CodeScope | undefined,
  within: FunctionCode | undefined = parent?.within,
  owner: ClassCode | ObjectCode | undefined = parent?.owner,
): CodeScope {
  return { parent, names: new Map(), types: new Map(), within, owner }
}

/** Declares a name, or adds to what it holds where it is declared already. */
export function declareName(scope: CodeScope, module: CodeModule, name: string, value?: Code): Binding {
  const known = scope.names.get(name)
  if (known) {
    if (value) known.values.push(value)
    return known
  }
  const binding: Binding = { name, module, isTop: !scope.parent, values: value ? [value] : [] }
  scope.names.set(name, binding)
  return binding
}

/** Finds what a name was declared as. */
export function bindingOf(scope: CodeScope | undefined, name: string): Binding | undefined {
  for (let at = scope; at; at = at.parent) {
    const found = at.names.get(name)
    if (found) return found
  }
  return undefined
}

/** Finds the type that a name was declared as. */
export function typeNamed(scope: CodeScope | undefined, name: string): TypeCode | undefined {
  for (let at = scope; at; at = at.parent) {
    const found = at.types.get(name)
    if (found) return found
  }
  return undefined
}

/** Finds the scope that a `var` is declared in. */
export function functionScope(scope: CodeScope): CodeScope {
  let at = scope
  while (at.parent && at.parent.within === at.within) at = at.parent
  return at
}
