import type { ContractJson } from '../spec/contract-json.js'
import { printedInOrder } from '../spec/sorted.js'
import type { ChangeFiles } from './changes/changelog.js'
import { type DataFiles, dataFiles } from './files/data-files.js'
import { type Guide, type GuideFile, guidesIn } from './guides/guide.js'
import type { LinkTargets } from './guides/guide-link.js'
import { type GuidePage, guidePage } from './guides/guide-page.js'
import type { Markdown } from './guides/markdown.js'
import { type Frame, framed } from './html/frame.js'
import { type NavigationGroup, navigationOf } from './html/navigation.js'
import { type Page, paths } from './pages/page.js'
import { referencePages } from './pages/page-list.js'
import type { Reference } from './pages/reference.js'
import { contractCards, eventCode, guideList, startPage } from './pages/start-page.js'
import { prepared } from './prepared.js'
import { searchIndex } from './search/search-index.js'
import { documentRows, type SearchRow, searchRows } from './search/search-row.js'
import { allEnds } from './snippets/ends.js'
import { exportedNames } from './snippets/exported-names.js'

/** What lies beside the reference and is led to by it. */
export interface Beside {
  /** Parts of the navigation. */
  readonly navigation?: readonly NavigationGroup[]
  /** The pages of types, by module and name: `acme-events/shop.OrderPlaced`. */
  readonly types?: { readonly [name: string]: string }
  /** What search finds there. */
  readonly search?: readonly SearchRow[]
}

/** What a site holds besides what its contract says. */
export interface SiteOptions {
  /** Its title; that of the contract's package by default. */
  readonly title?: string
  /** Documents that become pages. */
  readonly guides?: readonly GuideFile[]
  /** The files of those documents that are read in an order of their own, first to last. */
  readonly order?: readonly string[]
  /** The document that becomes the page to start with. */
  readonly start?: GuideFile
  readonly beside?: Beside
  /** The documents that tell what changed. */
  readonly changes?: ChangeFiles
  /** What turns documents into HTML; needed where there are any. */
  readonly markdown?: Markdown
  /** Returns the text of a file that lies beside the contract, and is then shipped in place of one that is made of it. */
  written?(path: string): string | undefined
  /** Returns whether there is such a file beside the documents, which is then copied. */
  hasFile?(path: string): boolean
}

/** A whole site, without its styles and scripts. */
export interface Site {
  readonly frame: Frame
  readonly pages: readonly Page[]
  readonly rows: readonly SearchRow[]
  /** The files that describe the contract, by their paths. */
  readonly files: ReadonlyMap<string, string>
  /** The files beside the documents that pages show or lead to. */
  readonly copied: readonly string[]
  /** The links of documents that lead nowhere, each with its document. */
  readonly broken: readonly (readonly [file: string, href: string])[]
}

/** Makes the site of a contract. */
export function siteOf(contract: ContractJson, options: SiteOptions = {}): Site {
  const { beside = {} } = options
  const filled = prepared(contract)
  const whole = (path: string): string | undefined => (path === 'contract.json' ? printedInOrder(contract) : undefined)
  const files = dataFiles(filled, (path) => options.written?.(path) ?? whole(path))
  const reference = referenceOf(filled, beside, files)
  const title = options.title ?? contract.package?.name ?? 'Contract'
  const version = contract.package?.version
  const guides = guidesIn(options.guides ?? [], options.order)
  const made = referencePages(reference, options.changes, guides.filter(isGuide))
  const taken = new Set([paths.start, ...made.map(({ path }) => path), ...files.texts.keys()])
  const targets = targetsOf(guides, options, taken)
  const documents = guides.map((guide) => guidePage(guide, markdownOf(options), targets))
  const starting = options.start && writtenStart(options.start, { reference, title, guides, options, targets })
  const written = starting ? [starting, ...documents] : documents
  const pages = [starting ?? startPage(reference, title, guides.filter(isGuide)), ...made, ...documents]
  const titles = ['Events', 'Lookup', 'Guides']
  const navigation = [...navigationOf(pages, titles), ...(beside.navigation ?? []), ...navigationOf(pages, ['Project'])]
  return {
    frame: { title, navigation, ...(version !== undefined && { version }) },
    pages,
    rows: [...searchRows(reference.contract, made), ...documents.flatMap(documentRows), ...(beside.search ?? [])],
    files: files.texts,
    copied: [...new Set(written.flatMap(({ copied }) => copied))],
    broken: written.flatMap(({ file, broken }) => broken.map((href) => [file, href] as const)),
  }
}

/** Returns the pages of a site and what search finds, as files by their paths. */
export function siteFiles({ frame, pages, rows, files }: Site): Map<string, string> {
  const json = JSON.stringify(searchIndex(rows)).replaceAll('<', '\\u003c')
  return new Map([
    ...files,
    ...pages.map((page) => [page.path, framed(page, frame)] as const),
    ['assets/search-index.js', `window.searchIndex = ${json}\n`] as const,
  ])
}

function referenceOf(contract: ContractJson, { types = {} }: Beside, files: DataFiles): Reference {
  const exported = Object.entries(contract.namespaces).map(
    ([path, namespace]) => [path, exportedNames(contract, path, namespace)] as const,
  )
  return { contract, ends: allEnds, exported: new Map(exported), typePages: new Map(Object.entries(types)), files }
}

function targetsOf(guides: readonly Guide[], options: SiteOptions, pages: ReadonlySet<string>): LinkTargets {
  return {
    documents: new Map(guides.map(({ file, page }) => [file, page])),
    pages,
    hasFile: (path) => options.hasFile?.(path) ?? false,
  }
}

function markdownOf({ markdown }: SiteOptions): Markdown {
  if (markdown === undefined) throw new TypeError('documents need a `markdown`')
  return markdown
}

function isGuide({ group }: Guide): boolean {
  return group === 'Guides'
}

interface Starting {
  readonly reference: Reference
  readonly title: string
  readonly guides: readonly Guide[]
  readonly options: SiteOptions
  readonly targets: LinkTargets
}

/** Makes the page to start with of a document: comments in it stand for the contract, the guides, or an event's code. */
function writtenStart(file: GuideFile, { reference, title, guides, options, targets }: Starting): GuidePage {
  const missing: string[] = []
  const replaced = (text: string): string =>
    text.replace(/<!-- (.+?) -->/g, (comment, words: string) => {
      if (words === 'contract') return `<div class="reference-page">${contractCards(reference)}</div>`
      if (words === 'guides') return guideList(guides.filter(isGuide))
      const [end = '', path = '', name, ...more] = words.split(' ')
      if (name === undefined || more.length > 0 || !path.startsWith('/')) return comment
      const shown = eventCode(reference, end, path, name)
      if (shown === undefined) missing.push(comment)
      return shown ?? ''
    })
  const [guide] = guidesIn([{ ...file, page: paths.start, group: '' }])
  if (guide === undefined) throw new TypeError('a document makes a guide')
  const page = guidePage({ ...guide, title }, markdownOf(options), targets, replaced)
  return { ...page, broken: [...page.broken, ...missing] }
}
