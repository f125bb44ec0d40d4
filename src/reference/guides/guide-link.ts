import { linkFrom } from '../pages/page.js'

/** What links of documents may lead to. */
export interface LinkTargets {
  /** The pages of documents, by the document's path. */
  readonly documents: ReadonlyMap<string, string>
  /** The pages made of the contract. */
  readonly pages: ReadonlySet<string>
  /** Returns whether there is such a file beside the documents, which is then copied. */
  hasFile(path: string): boolean
}

/** Where a link of a document leads: within the site, to a file that has to be copied, or nowhere. */
export interface ResolvedLink {
  readonly href: string
  readonly copied?: string
  readonly isBroken?: boolean
}

// where a document is read outside of the site, a link of this scheme is plain text, and no dead end
const ofReference = /^reference:/

/** Finds where a link of a document leads; links between documents are spelled as they are where they were written. */
export function resolvedLink(from: { file: string; page: string }, link: string, targets: LinkTargets): ResolvedLink {
  const href = link.replace(ofReference, '')
  if (/^(?:[a-z][a-z\d+.-]*:|\/\/|#|$)/i.test(href)) return { href }
  const [, way = '', hash] = /^([^#]*)(?:#(.*))?$/s.exec(href) ?? []
  const path = joined(from.file, decoded(way))
  const address = hash === undefined ? undefined : decoded(hash)
  const document = targets.documents.get(path)
  if (document !== undefined) return { href: linkFrom(from.page, document, address) }
  // a page of the contract has no file that a link could name: it is spelled from the root of the site
  const page = way.replace(/^(?:\.{1,2}\/)+/, '')
  if (targets.pages.has(page)) return { href: linkFrom(from.page, page, address) }
  if (path.startsWith('../') || !targets.hasFile(path)) return { href, isBroken: true }
  return { href: linkFrom(from.page, copiedTo(path)), copied: path }
}

/** Returns where a copied file stands. */
export function copiedTo(path: string): string {
  return `media/${path}`
}

/** Joins the path of a document and that of a link in it. */
function joined(from: string, way: string): string {
  const steps = way.startsWith('/') ? [] : from.split('/').slice(0, -1)
  for (const step of way.split('/')) {
    if (step === '..' && steps.length > 0 && steps.at(-1) !== '..') steps.pop()
    else if (step !== '.' && step !== '') steps.push(step)
  }
  return steps.join('/')
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
