type List = readonly unknown[]

/** A list, and the one before it that has the same mark. */
interface Known {
  readonly values: List
  readonly before: Known | undefined
}

const leastLists = 1000

/**
 * Makes what knows lists of values that came of late, a thousand at the least: it returns whether a list is known, and
 * remembers it. A key made of all values would say the same, and take longer than all else that is done of a fact.
 */
export function recentLists(): (values: List) => boolean {
  // not `generations`, which finds one value by a key: lists of one mark may stand in both
  let young = new Map<number, Known>()
  let old = young
  let count = 0
  return (values) => {
    const mark = markOf(values)
    if (isAmong(young.get(mark), values)) return true
    // what keeps coming stays known
    const isKnown = isAmong(old.get(mark), values)
    if (count++ === leastLists) {
      old = young
      young = new Map()
      count = 1
    }
    young.set(mark, { values, before: young.get(mark) })
    return isKnown
  }
}

/** Makes a number of what a list holds, by which few that differ are alike. */
function markOf(values: List): number {
  let mark = 0
  for (const value of values) {
    const text = `${value}`
    for (let at = text.length; at--; ) mark = (mark * 31 + text.charCodeAt(at)) | 0
  }
  return mark
}

function isAmong(newest: Known | undefined, values: List): boolean {
  for (let known = newest; known; known = known.before) if (isSame(known.values, values)) return true
  return false
}

function isSame(known: List, values: List): boolean {
  return known.length === values.length && values.every((value, index) => value === known[index])
}
