// what is held lives through every collection of the young, which costs as much as all else here
const most = 1024
const places = most - 1
const mostAlike = 8

/**
 * Makes what knows lists of values that came of late, a thousand, or five hundred beside others that keep coming: it returns
 * whether a list is known, and remembers it. Nearly all are new, and thousands come: maps would be filled for them and left all
 * the time.
 */
export function recentLists(): (values: readonly unknown[]) => boolean {
  const lists: (readonly unknown[] | undefined)[] = []
  const marks = new Int32Array(most)
  // lists are numbered: of those whose marks end alike, which is the newest, and at the place of each which was it before
  const newest = new Float64Array(most)
  const before = new Float64Array(most)
  let next = most
  let isWhole = false

  const link = (number: number): void => {
    const place = number & places
    const mark = markOf(lists[place] as readonly unknown[], isWhole)
    marks[place] = mark
    before[place] = newest[mark & places] as number
    newest[mark & places] = number
  }
  /** Links all lists anew by all that they hold, where what they begin with does not tell them apart. */
  const linkAnew = (): void => {
    isWhole = true
    newest.fill(0)
    for (let number = next - places; number <= next; number++) if (lists[number & places]) link(number)
  }

  return (values) => {
    const place = next & places
    lists[place] = values
    link(next)
    let found = before[place] as number
    let alike = 0
    while (found > next - most && (marks[found & places] !== marks[place] || !isSame(lists[found & places], values))) {
      found = before[found & places] as number
      alike++
    }
    if (alike > mostAlike && !isWhole) linkAnew()
    const age = next - found
    // what keeps coming stays known, and takes no more than half of the places
    if (age < most / 2) newest[(marks[place] as number) & places] = before[place] as number
    else next++
    return age < most
  }
}

/** Makes the mark of a list, of what its first value ends with or of all that it holds. */
function markOf(values: readonly unknown[], isWhole: boolean): number {
  let mark = 0
  for (let each = isWhole ? values.length : 1; each--; ) {
    const text = `${values[each]}`
    for (let at = isWhole ? 0 : Math.max(0, text.length - 8); at < text.length; at++)
      mark = (mark * 31 + text.charCodeAt(at)) | 0
  }
  return mark
}

function isSame(known: readonly unknown[] | undefined, values: readonly unknown[]): boolean {
  return known?.length === values.length && values.every((value, index) => value === known[index])
}
