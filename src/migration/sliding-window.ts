/** What happened lately: at most so many moments, none older than the window. */
export interface SlidingWindow<Moment> {
  add(at: number, moment: Moment): void
  /** Returns what is in the window, oldest first. */
  since(at: number): readonly Moment[]
}

/** Makes a window bounded by count, which forgets its oldest moments first. */
export function slidingWindow<Moment>(most: number): SlidingWindow<Moment> {
  const moments: { readonly at: number; readonly moment: Moment }[] = []
  let first = 0
  return {
    add(at, moment) {
      if (moments.length < most) moments.push({ at, moment })
      else {
        moments[first] = { at, moment }
        first = (first + 1) % most
      }
    },
    since: (from) =>
      [...moments.slice(first), ...moments.slice(0, first)].filter(({ at }) => at >= from).map(({ moment }) => moment),
  }
}
