import type { EnumerationJson } from '../../spec/contract-json.js'
import { escaped, wordList } from '../html/html.js'

type Followers = NonNullable<EnumerationJson['next']>

/** A value with its place: how many steps from the beginning, and how far to the right. */
interface Placed {
  readonly name: string
  readonly layer: number
  readonly column: number
}

const size = { height: 30, gap: 26, between: 28, letter: 7.6, padding: 20, lane: 14 }

/** Draws which value follows which, from the first ones down; nothing where nothing follows or nobody could read it. */
export function statePicture(name: string, values: readonly string[], next: Followers, id: string): string {
  const edges = edgesOf(values, next)
  if (edges.length === 0 || values.length > most) return ''
  const places = placesOf(values, edges)
  const width = Math.max(...values.map((value) => [...value].length)) * size.letter + size.padding
  const lanes = edges.filter((edge) => isBeside(edge, places)).length
  const left = lanes * size.lane + 4
  const draw: Drawing = { places, width, left }
  const columns = Math.max(...[...places.values()].map(({ column }) => column)) + 1
  const layers = Math.max(...[...places.values()].map(({ layer }) => layer)) + 1
  const whole = {
    width: Math.ceil(left + columns * width + (columns - 1) * size.between + 4),
    height: layers * size.height + (layers - 1) * size.gap + 4,
  }
  let lane = 0
  const lines = edges.map((edge) => line(edge, draw, isBeside(edge, places) ? ++lane : 0))
  return [
    '<figure class="states-figure">',
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${whole.width} ${whole.height}" width="${whole.width}" class="states" role="img" aria-labelledby="${id}-title ${id}-words">`,
    `<title id="${id}-title">${escaped(`What follows what in ${name}`)}</title><desc id="${id}-words">${escaped(described(values, next))}</desc>`,
    ...lines,
    ...[...places.values()].map((place) => box(place, draw, (next[place.name] ?? []).length === 0)),
    '</svg>',
    '</figure>',
  ].join('')
}

const most = 24

type Edge = readonly [from: string, to: string]

function edgesOf(values: readonly string[], next: Followers): Edge[] {
  const known = new Set(values)
  return values.flatMap((from) =>
    (Object.hasOwn(next, from) ? (next[from] ?? []) : [])
      .filter((to) => known.has(to) && to !== from)
      .map((to) => [from, to] as const),
  )
}

/** Finds the place of each value: below all that lead to it, those at which it ends to the right. */
function placesOf(values: readonly string[], edges: readonly Edge[]): ReadonlyMap<string, Placed> {
  const layers = new Map(values.map((value) => [value, 0]))
  const ahead = forwardOf(values, edges)
  // what is followed around in circles is left out, so no value sinks further than there are values
  for (const _ of values)
    for (const [from, to] of ahead) layers.set(to, Math.max(layers.get(to) ?? 0, (layers.get(from) ?? 0) + 1))
  const isEnd = (value: string): number => (edges.some(([from]) => from === value) ? 0 : 1)
  const taken = new Map<number, number>()
  const inOrder = [...values].sort((one, other) => isEnd(one) - isEnd(other))
  const last = Math.max(...layers.values())
  return new Map(
    inOrder.map((name) => {
      const layer = layers.get(name) ?? 0
      // an end beside the way is no step of it, though nothing else may stand in its layer
      const isBeside = isEnd(name) === 1 && layer < last && !taken.has(layer)
      const column = Math.max(taken.get(layer) ?? 0, isBeside ? 1 : 0)
      taken.set(layer, column + 1)
      return [name, { name, layer, column }]
    }),
  )
}

/** Lists the steps that lead back to no value from which they come. */
function forwardOf(values: readonly string[], edges: readonly Edge[]): Edge[] {
  const found: Edge[] = []
  const state = new Map<string, 'open' | 'done'>()
  const visit = (value: string): void => {
    state.set(value, 'open')
    for (const edge of edges.filter(([from]) => from === value)) {
      if (state.get(edge[1]) === 'open') continue
      found.push(edge)
      if (!state.has(edge[1])) visit(edge[1])
    }
    state.set(value, 'done')
  }
  for (const value of values) if (!state.has(value)) visit(value)
  return found
}

interface Drawing {
  readonly places: ReadonlyMap<string, Placed>
  readonly width: number
  readonly left: number
}

/** Returns whether a step goes past others in its own column, or back: it is drawn beside them, on the left. */
function isBeside([from, to]: Edge, places: ReadonlyMap<string, Placed>): boolean {
  const [one, other] = [places.get(from), places.get(to)]
  if (!one || !other) return false
  return other.layer <= one.layer || (other.column <= one.column && other.layer > one.layer + 1)
}

function box(place: Placed, { width, left }: Drawing, isEnd: boolean): string {
  const { x, y } = cornerOf(place, { width, left })
  return `<rect class="${isEnd ? 'end' : 'state'}" x="${round(x)}" y="${y}" width="${round(width)}" height="${size.height}" rx="${isEnd ? 15 : 6}"/><text x="${round(x + width / 2)}" y="${y + size.height / 2 + 4.5}" text-anchor="middle">${escaped(place.name)}</text>`
}

function cornerOf(
  { layer, column }: Placed,
  { width, left }: Pick<Drawing, 'width' | 'left'>,
): { x: number; y: number } {
  return { x: left + column * (width + size.between), y: 2 + layer * (size.height + size.gap) }
}

function line([from, to]: Edge, draw: Drawing, lane: number): string {
  const [one, other] = [draw.places.get(from), draw.places.get(to)]
  if (!one || !other) return ''
  const start = cornerOf(one, draw)
  const end = cornerOf(other, draw)
  const middle = size.height / 2
  if (lane > 0) {
    const x = draw.left - lane * size.lane
    const back = other.layer <= one.layer ? ' back' : ''
    return `${path(`M${start.x} ${start.y + middle}H${x}V${end.y + middle}H${end.x - 6}`, back)}${head(end.x, end.y + middle, 'right')}`
  }
  const center = end.x + draw.width / 2
  // straight down, or to the right and down
  const way =
    other.column > one.column
      ? `M${round(start.x + draw.width)} ${start.y + middle}H${round(center)}V${end.y - 6}`
      : `M${round(start.x + draw.width / 2)} ${start.y + size.height}L${round(center)} ${end.y - 6}`
  return `${path(way)}${head(center, end.y, 'down')}`
}

function path(way: string, more = ''): string {
  return `<path class="step${more}" d="${way}"/>`
}

function head(x: number, y: number, to: 'down' | 'right'): string {
  const points =
    to === 'down'
      ? `M${round(x - 4)} ${y - 7}L${round(x)} ${y}L${round(x + 4)} ${y - 7}Z`
      : `M${round(x - 7)} ${y - 4}L${round(x)} ${y}L${round(x - 7)} ${y + 4}Z`
  return `<path class="head" d="${points}"/>`
}

function described(values: readonly string[], next: Followers): string {
  return values
    .map((value) => {
      const after = Object.hasOwn(next, value) ? (next[value] ?? []) : []
      return after.length === 0 ? `${value} is an end` : `after ${value} comes ${wordList(after, 'or')}`
    })
    .join('; ')
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}
