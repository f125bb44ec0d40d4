// what is held lives through every collection of the young, which costs as much as all else here
const mostPlaces = 1024
// many clients hear few facts: those are looked through, and what finds one of many is made when more come
const fewPlaces = 16
const mostAlike = 8

type List = readonly unknown[]

/**
 * Makes what knows lists of values that came of late, a thousand, or five hundred beside others that keep coming: it returns
 * whether a list is known, and remembers it.
 */
export function recentLists(): (values: List) => boolean {
  const few: List[] = []
  // where thousands of clients hear a fact in turn, each thing that is looked at comes from far
  const marks: number[] = []
  let knows = (values: List): boolean => {
    const mark = markOf(values, false)
    for (let each = few.length; each--; ) if (marks[each] === mark && isSame(few[each], values)) return true
    marks.push(mark)
    if (few.push(values) === fewPlaces) knows = recentOfMany(few.splice(0))
    return false
  }
  return (values) => knows(values)
}

/** Does it for more than a few. Nearly all are new, and thousands come: maps would be filled for them and left all the time. */
function recentOfMany(lists: (List | undefined)[]): (values: List) => boolean {
  let size = fewPlaces
  // lists are numbered: of those whose marks end alike, which is the newest, and at the place of each which was it before
  let marks: Int32Array
  let newest: Float64Array
  let before: Float64Array
  let next = mostPlaces + size
  let isWhole = false

  const placeOf = (number: number): number => number & (size - 1)
  const link = (number: number, values: List, mark: number): void => {
    const place = placeOf(number)
    lists[place] = values
    marks[place] = mark
    before[place] = newest[placeOf(mark)] as number
    newest[placeOf(mark)] = number
  }
  /** Gives all lists a place of their own among so many, by their marks. */
  const arrange = (places: number): void => {
    const held = lists
    const first = next - size
    lists = []
    marks = new Int32Array(places)
    newest = new Float64Array(places)
    before = new Float64Array(places)
    const was = size - 1
    size = places
    for (let number = first; number < next; number++) {
      const values = held[number & was]
      if (values) link(number, values, markOf(values, isWhole))
    }
  }

  arrange(size * 2)

  return (values) => {
    let mark = markOf(values, isWhole)
    let found = newest[placeOf(mark)] as number
    let alike = 0
    while (found >= next - size && (marks[placeOf(found)] !== mark || !isSame(lists[placeOf(found)], values))) {
      found = before[placeOf(found)] as number
      alike++
    }
    const age = next - found
    // what keeps coming stays known, and takes no more than half of the places
    if (age < mostPlaces / 2) return true
    if (alike > mostAlike && !isWhole) {
      // what lists begin with does not tell them apart
      isWhole = true
      mark = markOf(values, isWhole)
      arrange(size)
    }
    if (lists.length === size && size < mostPlaces) arrange(size * 2)
    link(next++, values, mark)
    return age <= size
  }
}

/** Makes the mark of a list, of what its first value ends with or of all that it holds. */
function markOf(values: List, isWhole: boolean): number {
  let mark = 0
  for (let each = isWhole ? values.length : 1; each--; ) {
    const text = `${values[each]}`
    for (let at = isWhole ? 0 : Math.max(0, text.length - 8); at < text.length; at++)
      mark = (mark * 31 + text.charCodeAt(at)) | 0
  }
  return mark
}

function isSame(known: List | undefined, values: List): boolean {
  return known?.length === values.length && values.every((value, index) => value === known[index])
}
