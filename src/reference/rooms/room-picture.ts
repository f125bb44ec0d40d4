import type { NamespaceJson } from '../../spec/contract-json.js'
import { escaped, wordList } from '../html/html.js'

/** One family of rooms, or another audience, with the events that concern it. */
export interface RoomAudience {
  readonly name: string
  readonly kind: 'room' | 'everybody' | 'client'
  /** The events by which a client comes in. */
  readonly enter: readonly string[]
  readonly leave: readonly string[]
  /** The events that are heard there. */
  readonly hear: readonly string[]
}

/** A namespace with its audiences. */
export interface Band {
  readonly path: string
  readonly audiences: readonly RoomAudience[]
}

/** Reads from a namespace who may hear what, and how one gets there. */
export function bandOf(path: string, { rooms, serverToClient, clientToServer }: NamespaceJson): Band {
  const down = Object.entries(serverToClient)
  const up = Object.entries(clientToServer)
  const names = (events: typeof down, chosen: (event: (typeof down)[number][1]) => boolean) =>
    events.filter(([, event]) => chosen(event)).map(([name]) => name)
  const others: RoomAudience[] = [
    { name: 'everybody', kind: 'everybody', enter: [], leave: [], hear: names(down, (event) => event.everybody) },
    { name: 'one client', kind: 'client', enter: [], leave: [], hear: names(down, (event) => event.direct) },
  ]
  return {
    path,
    audiences: [
      ...Object.keys(rooms).map(
        (pattern): RoomAudience => ({
          name: pattern,
          kind: 'room',
          enter: names(up, ({ joins }) => joins.includes(pattern)),
          leave: names(up, ({ leaves }) => leaves.includes(pattern)),
          hear: names(down, ({ to }) => to.includes(pattern)),
        }),
      ),
      ...others.filter(({ hear }) => hear.length > 0),
    ],
  }
}

/** Draws the rooms of namespaces twice, for wide screens and for narrow ones; a style shows one of them. */
export function roomPicture(bands: readonly Band[], id: string, title: string): string {
  const words = bands.map(described).join(' ')
  const labels = (kind: string) =>
    `role="img" aria-labelledby="${id}-${kind}-title ${id}-${kind}-words" class="rooms ${kind}"`
  const head = (kind: string) =>
    `<title id="${id}-${kind}-title">${escaped(title)}</title><desc id="${id}-${kind}-words">${escaped(words)}</desc>`
  const wide = drawn(bands, wideBand)
  const narrow = drawn(bands, narrowBand)
  return [
    '<figure class="rooms-figure">',
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${wideWidth} ${wide.height}" ${labels('wide')}>${head('wide')}${wide.svg}</svg>`,
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${narrowWidth} ${narrow.height}" ${labels('narrow')}>${head('narrow')}${narrow.svg}</svg>`,
    '<figcaption><span class="key enter"></span> enters <span class="key leave"></span> leaves <span class="key hear"></span> is heard there</figcaption>',
    '</figure>',
  ].join('\n')
}

interface Drawing {
  readonly svg: string
  readonly height: number
}

const wideWidth = 940
const narrowWidth = 340
const line = 30
const columns = { up: 250, room: 345, roomEnd: 595, down: 690 }

function drawn(bands: readonly Band[], draw: (band: Band, top: number) => Drawing): Drawing {
  let top = 0
  const parts: string[] = []
  for (const band of bands) {
    const { svg, height } = draw(band, top)
    parts.push(svg)
    top += height
  }
  return { svg: parts.join(''), height: top }
}

function wideBand({ path, audiences }: Band, top: number): Drawing {
  const ups = unique(audiences.flatMap(({ enter, leave }) => [...enter, ...leave]))
  const downs = unique(audiences.flatMap(({ hear }) => hear))
  const rows = Math.max(ups.length, downs.length, audiences.length * 1.6)
  const height = rows * line
  const start = top + 44
  const y = (index: number, count: number) => start + (height / count) * (index + 0.5)
  const upAt = new Map(ups.map((name, index) => [name, y(index, ups.length)]))
  const downAt = new Map(downs.map((name, index) => [name, y(index, downs.length)]))
  const edges = audiences.flatMap(({ enter, leave, hear }, index) => {
    const middle = y(index, audiences.length)
    const both = enter.length > 0 && leave.length > 0 ? 5 : 0
    return [
      ...enter.map((name) => curve(columns.up, upAt.get(name), columns.room, middle - both, 'enter')),
      ...leave.map((name) => curve(columns.up, upAt.get(name), columns.room, middle + both, 'leave')),
      ...hear.map((name) => curve(columns.roomEnd, middle, columns.down, downAt.get(name), 'hear')),
    ]
  })
  const svg = [
    `<text class="path" x="0" y="${top + 20}">${escaped(path)}</text>`,
    ...edges,
    ...audiences.map((audience, index) => room(audience, columns.room, y(index, audiences.length), columns.roomEnd)),
    ...[...upAt].map(([name, at]) => label(name, columns.up - 8, at, 'end')),
    ...[...downAt].map(([name, at]) => label(name, columns.down + 8, at, 'start')),
  ].join('')
  return { svg, height: height + 64 }
}

function narrowBand({ path, audiences }: Band, top: number): Drawing {
  const parts = [`<text class="path" x="0" y="${top + 20}">${escaped(path)}</text>`]
  let y = top + 56
  for (const audience of audiences) {
    parts.push(room(audience, 0, y, 260))
    const leaves = [
      ...audience.enter.map((name) => ['enter', name] as const),
      ...audience.leave.map((name) => ['leave', name] as const),
      ...audience.hear.map((name) => ['hear', name] as const),
    ]
    const trunk = y + 16
    leaves.forEach(([kind, name], index) => {
      const at = trunk + 18 + index * 26
      parts.push(`<path class="edge ${kind}" d="M16 ${index === 0 ? trunk : at - 26}V${at}H40"/>`)
      parts.push(mark(kind, 40, at), label(name, 54, at, 'start'))
    })
    y = trunk + leaves.length * 26 + 40
  }
  return { svg: parts.join(''), height: y - top - 16 }
}

function room({ name, kind }: RoomAudience, left: number, y: number, right: number): string {
  return [
    `<rect class="${kind}" x="${left + 1}" y="${y - 16}" width="${right - left - 2}" height="32" rx="${kind === 'room' ? 6 : 16}"/>`,
    `<text class="name" x="${(left + right) / 2}" y="${y + 5}" text-anchor="middle">${escaped(name)}</text>`,
  ].join('')
}

function label(text: string, x: number, y: number, anchor: 'start' | 'end'): string {
  return `<text class="event" x="${x}" y="${y + 4.5}" text-anchor="${anchor}">${escaped(text)}</text>`
}

function curve(fromX: number, fromY = 0, toX: number, toY = 0, kind: string): string {
  const bend = (toX - fromX) / 2
  return `<path class="edge ${kind}" d="M${fromX} ${round(fromY)}C${fromX + bend} ${round(fromY)} ${toX - bend} ${round(toY)} ${toX} ${round(toY)}"/>${mark(kind, toX, toY)}`
}

function mark(kind: string, x: number, y: number): string {
  if (kind === 'hear') return `<circle class="mark hear" cx="${x}" cy="${round(y)}" r="4"/>`
  return `<path class="mark ${kind}" d="M${x - 7} ${round(y - 4.5)}L${x} ${round(y)}L${x - 7} ${round(y + 4.5)}Z"/>`
}

function described({ path, audiences }: Band): string {
  const parts = audiences.map(({ name, kind, enter, leave, hear }) => {
    const how = [
      ...(enter.length > 0 ? [`entered by ${wordList(enter)}`] : []),
      ...(leave.length > 0 ? [`left by ${wordList(leave)}`] : []),
      ...(kind === 'room' && enter.length === 0 ? ['whose members the server chooses'] : []),
      ...(hear.length > 0 ? [`where ${wordList(hear)} ${hear.length === 1 ? 'is' : 'are'} heard`] : []),
    ]
    return `${name}, ${how.join(', ')}`
  })
  return `${path}: ${parts.join('; ')}.`
}

function unique(names: readonly string[]): string[] {
  return [...new Set(names)]
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}
