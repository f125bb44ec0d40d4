import type { JsonObject } from '../../containment/json.js'
import { walkObject } from './object-walk.js'
import { change, replacing, replacingAll, type SchemaChange, type Spot, type Walk } from './schema-change.js'
import { isSame, type SchemaTree } from './schema-tree.js'
import { inShort } from './schema-word.js'
import { isUnion } from './union-part.js'
import { walkUnion } from './union-walk.js'
import { isAny, walkValue } from './value-walk.js'

/** Walks through two schemas side by side and names their differences; what each breaks is not decided here. */
export function changesBetween(old: SchemaTree, next: SchemaTree): SchemaChange[] {
  const changes: SchemaChange[] = []
  const walk = new SchemaWalk(old, next, changes)
  walk.walk(old.root, next.root, { oldPath: ['root'], newPath: ['root'], path: '' })
  return changes
}

class SchemaWalk implements Walk {
  readonly #seen = new Set<string>()

  constructor(
    readonly old: SchemaTree,
    readonly next: SchemaTree,
    readonly changes: SchemaChange[],
  ) {}

  /** Compares two parts that stand for each other. */
  walk(old: JsonObject, next: JsonObject, spot: Spot): void {
    if (isSame(old, next)) return
    const [oldName, newName] = [definitionOf(old), definitionOf(next)]
    if (oldName === undefined && newName === undefined) {
      this.#compare(old, next, spot)
      return
    }
    const key = `${oldName ?? spot.oldPath.join('/')} ${newName ?? spot.newPath.join('/')}`
    if (this.#seen.has(key)) return
    this.#seen.add(key)
    const within: Spot = {
      oldPath: oldName === undefined ? spot.oldPath : ['$defs', oldName],
      newPath: newName === undefined ? spot.newPath : ['$defs', newName],
      path: spot.path,
    }
    const oldPart = oldName === undefined ? old : this.old.definitions[oldName]
    const newPart = newName === undefined ? next : this.next.definitions[newName]
    if (oldPart && newPart) this.#compare(oldPart, newPart, within)
    else this.add(change('F22', spot, 'refers to something else now', replacingAll(spot, old, next)))
  }

  add(change: SchemaChange): void {
    this.changes.push(change)
  }

  #compare(old: JsonObject, next: JsonObject, spot: Spot): void {
    const isChoice = (isUnion(old) || isUnion(next)) && !isAny(old) && !isAny(next)
    if (isChoice) walkUnion(this, old, next, spot)
    else this.#compareOne(old, next, spot)
    this.#compareDefaults(old, next, spot)
  }

  #compareOne(old: JsonObject, next: JsonObject, spot: Spot): void {
    if (isSame(old, next)) return
    if (isSame(branchesOf(old), branchesOf(next)) && old['type'] === 'object' && next['type'] === 'object')
      walkObject(this, old, next, spot)
    else walkValue(this, old, next, spot)
  }

  #compareDefaults(old: JsonObject, next: JsonObject, spot: Spot): void {
    if (old['default'] === undefined || next['default'] === undefined || isSame(old['default'], next['default'])) return
    const edits = replacing(spot, old, next, ['default'])
    const [was, is] = [inShort(old['default']), inShort(next['default'])]
    const words = `has the default ${is} now, it was ${was}`
    const detail = [old['default'], next['default']]
    this.add(change('F24', spot, words, edits, { dangerous: true, isVisibleInTypes: false, detail }))
  }
}

function definitionOf({ $ref: reference }: JsonObject): string | undefined {
  return typeof reference === 'string' && reference.startsWith('#/$defs/')
    ? reference.slice('#/$defs/'.length)
    : undefined
}

const branching = ['not', 'if', 'then', 'else', 'allOf', 'anyOf', 'oneOf', '$ref', 'dependentSchemas', 'contains']

function branchesOf(part: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(part).filter(([key]) => branching.includes(key)))
}
