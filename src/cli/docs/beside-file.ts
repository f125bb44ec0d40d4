import type { Beside } from '../../reference/site.js'
import { CommandError } from '../command.js'
import { jsonOf } from '../json-file.js'

/** Reads what lies beside a reference: `navigation`, pages of `types`, and what `search` finds. */
export function readBeside(cwd: string, file: string): Beside {
  const json = jsonOf(cwd, file)
  const { navigation = [], types = {}, search = [] } = Object(json) as Partial<Record<keyof Beside, unknown>>
  if (!isList(navigation, isGroup)) throw new CommandError(`${file}: \`navigation\` is a list of { title, items }`)
  if (typeof types !== 'object' || types === null || !Object.values(types).every(isText))
    throw new CommandError(`${file}: \`types\` has the path of a page for each name`)
  if (!isList(search, (row) => hasTexts(row, ['name', 'kind', 'hint', 'url'])))
    throw new CommandError(`${file}: \`search\` is a list of { name, kind, hint, url }`)
  return { navigation, types, search } as Beside
}

function isGroup(value: unknown): boolean {
  return hasTexts(value, ['title']) && isList(Object(value).items, isItem)
}

function isItem(value: unknown): boolean {
  return hasTexts(value, ['title', 'path']) && isList(Object(value).below ?? [], isItem)
}

function hasTexts(value: unknown, keys: readonly string[]): boolean {
  return keys.every((key) => isText(Object(value)[key]))
}

function isList(value: unknown, isOne: (each: unknown) => boolean): value is readonly unknown[] {
  return Array.isArray(value) && value.every(isOne)
}

function isText(value: unknown): value is string {
  return typeof value === 'string'
}
