import { basename, dirname } from 'node:path'
import { mayHoldCode } from '../../scan/markdown/fences.js'
import { isPage } from './source-modules.js'
import { importWords } from './source-parts.js'

const speaking = /socket|\bemit|\bio\s*\(|Gateway|SubscribeMessage|\bHandles\b/i
const importedInPython = /^[^\S\n]*(?:from[^\S\n]+([\w.]+)[^\S\n]+import[^\S\n]*(.*)|import[^\S\n]+([\w.]+))/gm

/** The words that make a file worth reading. */
export interface SearchedWords {
  /** The names of events, of today and of old. */
  readonly inCode: readonly string[]
  /** The names of old that are found where no code is, in the marks of code or in a cell. */
  readonly quoted: readonly string[]
  /** What is to be gone, wherever it stands. */
  readonly retired: readonly string[]
}

/**
 * Finds the files that may use a connection: those that speak of one or hold a name of an event, and those that import one of
 * these. Others are read only where something leads to them, which spares most of a code base. Pages are read for their code,
 * and for names of old.
 */
export function relevantFiles(
  texts: ReadonlyMap<string, string>,
  { inCode, quoted, retired }: SearchedWords,
): Set<string> {
  const names = anyOf(inCode)
  const gone = anyOf(retired)
  const old = anyOf(quoted)
  const oldInProse = old && new RegExp(`(?:\`|[|]\\s*)(?:${old.source})(?:\`|\\s*[|])`)
  const found = new Set<string>()
  const importers = new Map<string, string>()
  for (const [file, text] of texts) {
    const holdsCode = !isPage(file) || mayHoldCode(text)
    const isQuoted = isPage(file) && oldInProse?.test(text)
    if (gone?.test(text) || isQuoted || (holdsCode && (speaking.test(text) || names?.test(text)))) found.add(file)
    else if (holdsCode) importers.set(file, text)
  }
  const called = new Set([...found].map(calledBy))
  for (const [file, text] of importers) if (importsAny(text, called)) found.add(file)
  return found
}

function anyOf(words: readonly string[]): RegExp | undefined {
  return words.length
    ? new RegExp(words.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|'))
    : undefined
}

/** Returns the last word by which an import may lead to a file. */
function calledBy(file: string): string {
  const name = basename(file).replace(/\.[^.]+$/, '')
  return name === 'index' || name === '__init__' ? basename(dirname(file)) : name
}

function importsAny(text: string, called: ReadonlySet<string>): boolean {
  for (const [, specifier = ''] of text.matchAll(importWords)) {
    const last = specifier.slice(specifier.lastIndexOf('/') + 1)
    if (called.has(last) || called.has(last.replace(/\.[^.]+$/, ''))) return true
  }
  for (const [, from = '', names = '', whole = ''] of text.matchAll(importedInPython))
    if (`${from}.${whole} ${names}`.split(/\W+/).some((word) => called.has(word))) return true
  return false
}
