import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { type Guide, guidesIn } from '../../src/reference/guides/guide.js'
import { referencePages } from '../../src/reference/pages/page-list.js'
import { type SearchRow, searchRows } from '../../src/reference/pages/search-row.js'
import { type Page, pageFile } from '../../src/reference/pages/site-map.js'
import { startPage, startPath } from '../../src/reference/pages/start-page.js'
import { boundAndPlain } from '../../src/reference/snippets/typescript-end.js'
import type { ContractJson } from '../../src/spec/contract-json.js'

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
  const guides = guidesIn(documentsIn(join(root, 'docs/guides')), text)
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

function documentsIn(folder: string): [string, string][] {
  if (!existsSync(folder)) return []
  const files = readdirSync(folder).filter((file) => file.endsWith('.md'))
  return files.map((file) => [file, readFileSync(join(folder, file), 'utf8')])
}
