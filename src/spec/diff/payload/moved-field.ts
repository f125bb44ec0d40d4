import { isSame } from '../schema/schema-tree.js'
import type { MarkedField } from './mark.js'

type Fields = ReadonlyMap<string, MarkedField>

function stepsOf(path: string): string[] {
  return path.replaceAll('[]', '.[]').split('.')
}
function nameOf(path: string): string | undefined {
  return stepsOf(path).findLast((step) => step !== '[]' && step !== '*')
}
// in a list or a record there may be many where there was one
function manyIn(path: string): number {
  return stepsOf(path).filter((step) => step === '[]' || step === '*').length
}

/** Pairs a sensitive field that came with one of the same schema and mark that went, by path. */
export function movedFields(were: Fields, are: Fields): ReadonlyMap<string, MarkedField> {
  const moved = new Map<string, MarkedField>()
  const gone = new Set([...were.values()].filter(({ path }) => !are.has(path)))
  const come = [...are.values()].filter(({ path }) => !were.has(path))
  const pair = (fits: (from: MarkedField, to: MarkedField) => boolean): void => {
    for (const to of come) {
      const from = moved.has(to.path) ? undefined : [...gone].find((each) => isSameData(each, to) && fits(each, to))
      if (!from) continue
      gone.delete(from)
      moved.set(to.path, from)
    }
  }
  pair((from, to) => nameOf(from.path) === nameOf(to.path))
  // what is not marked is known by its name alone
  pair(({ mark }) => mark !== undefined)
  return moved
}

function isSameData(from: MarkedField, to: MarkedField): boolean {
  return (
    from.mark === to.mark &&
    from.looksLike === to.looksLike &&
    manyIn(to.path) <= manyIn(from.path) &&
    isSame(from.schema, to.schema)
  )
}
