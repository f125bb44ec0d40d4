import type { Direction } from '../../contract/event/direction.js'
import { code, escaped } from '../html/html.js'
import { linkFrom, paths } from '../pages/page.js'
import { type DataFiles, schemaPath } from './data-files.js'

/** Leads to files from a page, each under its own words. */
export function fileLinks(
  page: string,
  files: readonly (readonly [words: string, path: string | undefined])[],
): string {
  return files
    .flatMap(([words, path]) => (path === undefined ? [] : [`<a href="${linkFrom(page, path)}">${escaped(words)}</a>`]))
    .join(', ')
}

/** Leads from an event to its schemas. */
export function schemaLinks(
  files: DataFiles,
  page: string,
  event: { readonly namespace?: string; readonly direction: Direction; readonly name: string },
): string {
  const [payload, reply] = (['payload', 'reply'] as const).map((part) => schemaPath(files, event, part))
  return fileLinks(page, [
    ['JSON Schema of the payload', payload],
    ['of the reply', reply],
  ])
}

/** Leads from a namespace to what describes it. */
export function namespaceFiles({ documents }: DataFiles, page: string, path: string): string {
  const described = documents.find(({ namespaces }) => namespaces.includes(path))
  return fileLinks(page, [
    ['contract.json', 'contract.json'],
    ['AsyncAPI', described?.path],
    ['JSON Schemas', paths.files],
  ])
}

/** Leads to the file of a path, which stands as code. */
export function fileLink(page: string, path: string): string {
  return `<a href="${linkFrom(page, path)}">${code(path)}</a>`
}
