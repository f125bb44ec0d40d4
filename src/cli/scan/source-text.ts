import { readFileSync, statSync } from 'node:fs'

/** The text of a file, or why it is not read. */
export type SourceText = { readonly text: string } | { readonly reason: string }

const largest = 1_000_000
const longestLine = 5000

/** Reads a file that somebody wrote; what is made by a program, or is no text, is not read. */
export function sourceText(file: string): SourceText {
  if (statSync(file).size > largest) return { reason: 'is larger than 1 MB' }
  const bytes = readFileSync(file)
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return { reason: 'is not written in UTF-8' }
  }
  if (text.length > 20_000 && text.length / (text.split('\n').length + 1) > longestLine / 10)
    return { reason: 'is minified' }
  return { text }
}
