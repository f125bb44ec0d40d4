import { basename, dirname } from 'node:path'
import { importWords } from './source-parts.js'

const speaking = /socket|\bemit|\bio\s*\(|Gateway|SubscribeMessage|\bHandles\b/i
const importedInPython = /^[^\S\n]*(?:from[^\S\n]+([\w.]+)[^\S\n]+import[^\S\n]*(.*)|import[^\S\n]+([\w.]+))/gm

/**
 * Finds the files that may use a connection: those that speak of one or hold a name of an event, and those that import one of
 * these. Others are read only where something leads to them, which spares most of a code base.
 */
export function relevantFiles(texts: ReadonlyMap<string, string>, words: readonly string[]): Set<string> {
  const names = words.length
    ? new RegExp(words.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|'))
    : undefined
  const found = new Set<string>()
  for (const [file, text] of texts) if (speaking.test(text) || names?.test(text)) found.add(file)
  const called = new Set([...found].map(calledBy))
  for (const [file, text] of texts) if (!found.has(file) && importsAny(text, called)) found.add(file)
  return found
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
