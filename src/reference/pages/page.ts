import type { Direction } from '../../contract/event/direction.js'
import type { EventJson } from '../../spec/contract-json.js'
import { escaped, idPart } from '../html/html.js'

/** A page of the site, without its frame. */
export interface Page {
  /** Where it stands, from the site's root: `events/patient-pharmacy.html`. */
  readonly path: string
  readonly title: string
  /** The part of the navigation it stands in. */
  readonly group: string
  /** What a search result and the page's description say of it. */
  readonly summary: string
  /** The page above it in the navigation, where it is not at the top of its group. */
  readonly under?: string
  readonly body: string
}

/** Returns where the page of a namespace stands: `events/patient-pharmacy.html`; no two namespaces share one. */
export function namespacePath(path: string): string {
  return `events/${namespaceId(path)}.html`
}

/** Returns where the page of a system stands. */
export function systemPath(name: string): string {
  return `systems/${fileName(name)}.html`
}

/** Returns what stands for a namespace in addresses: `patient-pharmacy`. */
export function namespaceId(path: string): string {
  return path.replace(/^\//, '').split('/').map(fileName).join('/')
}

/** Spells a name as that of a file, on systems too that don't tell capital letters from small ones. */
function fileName(name: string): string {
  if (name === '') return '~'
  return name
    .replace(/[^\w-]/gu, (letter) => `~${letter.codePointAt(0)?.toString(16)}`)
    .replace(/[A-Z]/g, (letter) => `~${letter.toLowerCase()}`)
}

export const paths = {
  start: 'index.html',
  changes: 'changes.html',
  legacy: 'legacy-names.html',
  errors: 'error-codes.html',
  fields: 'fields.html',
  protocol: 'protocol.html',
  files: 'files.html',
  connect: 'connect.html',
} as const

/** Returns the address of a legacy name on its page. */
export function aliasId(
  path: string,
  { legacy, direction }: { readonly legacy: string; readonly direction: Direction },
): string {
  return `${namespaceId(path)}-${direction === 'clientToServer' ? 'client-' : ''}${idPart(legacy)}`
}

/** Leads from one page to another, or to a place in it. */
export function linkFrom(from: string, to: string, address?: string): string {
  const hash = address === undefined ? '' : `#${encodeURI(address)}`
  if (from === to && hash !== '') return hash
  const [own, other] = [from.split('/').slice(0, -1), to.split('/')]
  let shared = 0
  while (shared < own.length && shared < other.length - 1 && own[shared] === other[shared]) shared++
  const way = [...own.slice(shared).map(() => '..'), ...other.slice(shared).map(encodeURIComponent)]
  return `${way.join('/')}${hash}`
}

/** A heading of a page that its menu leads to. */
export interface PagePart {
  readonly level: number
  readonly id: string
  readonly html: string
}

/** Lists the headings that the menu of a page leads to. */
export function pageParts(body: string): PagePart[] {
  const found = body.matchAll(/<h([23]) id="([^"]+)" data-title="[^"]*">(.*?)<a class="address"/gs)
  return [...found].map(([, level, id = '', html = '']) => ({
    level: Number(level),
    id,
    html: html.replace(/<\/?a\b[^>]*>/g, ''),
  }))
}

/** Lists the addresses that a page has. */
export function addressesIn(body: string): string[] {
  return [...body.matchAll(/<[^>]* id="([^"]+)"/g)].map(([, id = '']) => unescaped(id))
}

/** Reads back what was escaped for HTML. */
export function unescaped(html: string): string {
  return html.replaceAll('&quot;', '"').replaceAll('&gt;', '>').replaceAll('&lt;', '<').replaceAll('&amp;', '&')
}

type Events = Readonly<Record<Direction, Readonly<Record<string, EventJson>>>>

/** The addresses that the events of a page have, which nothing else on it may take. */
export function addressesOf({ serverToClient, clientToServer }: Events): ReadonlySet<string> {
  return new Set([...Object.values(serverToClient), ...Object.values(clientToServer)].map(({ address }) => address))
}

/** Returns the address of a part of a page, or of an event's section: `chat-join-reply`. */
export function partAddress(taken: ReadonlySet<string>, ...words: readonly string[]): string {
  let address = words.join('-')
  while (taken.has(address)) address += '~'
  return address
}

/** Sets a title: a path as code. */
export function titleHtml(title: string): string {
  return title.startsWith('/') ? `<code>${escaped(title)}</code>` : escaped(title)
}
