import { dirname, join } from 'node:path'
import { type Beside, type Site, siteOf } from '../../reference/site.js'
import type { ContractJson } from '../../spec/contract-json.js'
import { readContract } from '../../spec/diff/contract-reader.js'
import { jsonOf, textOf } from '../json-file.js'
import { changeFiles } from './change-files.js'
import { guideFiles, guideOrder, hasFileIn, pageFileOf } from './guide-files.js'
import { loadMarkdown } from './markdown.js'

/** What a site is made of, as the command line names it. */
export interface DocsOptions {
  /** The path of the `contract.json`. */
  readonly contract: string
  readonly title?: string | undefined
  readonly guides?: string | undefined
  readonly page?: readonly string[] | undefined
  readonly start?: string | undefined
}

/** Reads what a site is made of; returns a function that makes it, given what lies beside it. */
export async function docsSite(cwd: string, options: DocsOptions): Promise<(beside: Beside) => Site> {
  const { contract: file, title, guides: folder, page: pages = [], start: startFile } = options
  const contract = readContract(jsonOf(cwd, file), file) as ContractJson
  const guides = [
    ...(folder === undefined ? [] : guideFiles(cwd, folder)),
    ...pages.map((path) => pageFileOf(cwd, path)),
  ]
  const start = startFile === undefined ? undefined : pageFileOf(cwd, startFile)
  const markdown = guides.length > 0 || start ? await loadMarkdown() : undefined
  return (beside) =>
    siteOf(contract, {
      beside,
      guides,
      order: folder === undefined ? [] : guideOrder(cwd, folder),
      changes: changeFiles(cwd, file),
      hasFile: hasFileIn(cwd),
      written: (path) => (path === 'contract.json' ? textOf(cwd, file) : textOf(cwd, join(dirname(file), path))),
      ...(title !== undefined && { title }),
      ...(start && { start }),
      ...(markdown && { markdown }),
    })
}
