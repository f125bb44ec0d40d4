import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { ContractJson } from '../../src/spec/contract-json.js'
import { type Guide, readGuides } from './guide.js'
import { referencePages } from './page-list.js'
import { type SearchRow, searchRows } from './search-row.js'
import { type Page, pageFile } from './site-map.js'
import { startPage, startPath } from './start-page.js'
import { boundAndPlain } from './typescript-end.js'

export { framed } from './page-frame.js'
export { type Page, pageFile, type SearchRow }

/** Is what the site holds besides the API: its pages, and what search finds of them. */
export interface Reference {
  /** The page to start with. */
  readonly start: string
  /** The guides somebody wrote, in the order they are read in. */
  readonly guides: readonly Guide[]
  readonly pages: readonly Page[]
  readonly rows: readonly SearchRow[]
}

/** Derives the reference from `contract.json`. */
export function readReference(root: string): Reference {
  const contract = JSON.parse(readFileSync(join(root, 'contract.json'), 'utf8')) as ContractJson
  const pages = referencePages(contract, boundAndPlain)
  const text = readFileSync(join(root, 'scripts/reference/site/start.md'), 'utf8')
  const guides = readGuides(join(root, 'docs/guides'), text)
  const start = startPage(text, contract, boundAndPlain, guides)
  return { start, guides, pages, rows: searchRows(contract, pages) }
}

/** Writes the pages below a folder, which holds nothing else. */
export function writePages(folder: string, { start, pages }: Reference): void {
  rmSync(folder, { recursive: true, force: true })
  for (const page of pages) {
    const file = join(folder, page.path)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, pageFile(page))
  }
  writeFileSync(join(folder, startPath), start)
}
