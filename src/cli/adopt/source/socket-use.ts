import type { Program, TSTypeParameterInstantiation } from 'oxc-parser'
import type { SocketUse } from './source-module.js'

/** Lists what a module gives maps of events to: `Server<Up, Down>`, `Socket<Down, Up>` and their like. */
export function socketUses(program: Program): SocketUse[] {
  const found: SocketUse[] = []
  walk(program, found)
  return found
}

interface Node {
  readonly type?: string
  readonly typeName?: { readonly name?: string }
  readonly callee?: { readonly name?: string }
  readonly superClass?: { readonly name?: string; readonly property?: { readonly name?: string } }
  readonly typeArguments?: TSTypeParameterInstantiation | null
  readonly superTypeArguments?: TSTypeParameterInstantiation | null
}

function walk(value: unknown, found: SocketUse[]): void {
  if (Array.isArray(value)) {
    for (const each of value) walk(each, found)
    return
  }
  if (typeof value !== 'object' || value === null) return
  const node = value as Node
  const of = node.typeName?.name ?? node.callee?.name ?? node.superClass?.name ?? node.superClass?.property?.name
  const given = node.typeArguments ?? node.superTypeArguments
  if (of !== undefined && given && given.params.length > 1)
    found.push({ of, maps: given.params.slice(0, 2).map((each) => referredName(each)) })
  for (const [key, each] of Object.entries(value)) if (key !== 'parent') walk(each, found)
}

function referredName(type: TSTypeParameterInstantiation['params'][number]): string | undefined {
  return type.type === 'TSTypeReference' && type.typeName.type === 'Identifier' ? type.typeName.name : undefined
}
