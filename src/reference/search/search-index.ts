import type { SearchRow } from './search-row.js'
import { synonyms } from './synonyms.js'

/** What search finds, with what many rows share told once. */
export interface SearchIndex {
  readonly synonyms: typeof synonyms
  readonly kinds: readonly string[]
  readonly groups: readonly SearchGroup[]
}

/** Rows of one page, kind and hint. */
export type SearchGroup = readonly [page: string, kind: number, hint: string, rows: readonly PackedRow[]]

/** A row within its group; an address that is its name is left out. */
export type PackedRow = readonly [name: string, address?: string | 0, words?: string]

/** Packs rows into what a page loads before its first search. */
export function searchIndex(rows: readonly SearchRow[]): SearchIndex {
  const kinds = [...new Set(rows.map(({ kind }) => kind))]
  const groups = new Map<string, [string, number, string, PackedRow[]]>()
  for (const { name, kind, hint, url, words = '' } of rows) {
    const [, page = url, address = ''] = /^([^#]*)#(.*)$/s.exec(url) ?? []
    const key = JSON.stringify([page, kind, hint])
    const group = groups.get(key) ?? [page, kinds.indexOf(kind), hint, []]
    groups.set(key, group)
    group[3].push(packed(name, address === name ? 0 : address, words.trim()))
  }
  return { synonyms, kinds, groups: [...groups.values()] }
}

function packed(name: string, address: string | 0, words: string): PackedRow {
  if (words !== '') return [name, address, words]
  return address === '' ? [name] : [name, address]
}
