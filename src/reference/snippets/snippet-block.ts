import { codeBlock } from '../html/highlight.js'
import type { Snippet } from './snippet.js'

/** Shows the code of one end; what is alike for most events is folded, and copied all the same. */
export function snippetBlock({ end, language, setup, code }: Snippet): string {
  if (setup === undefined) return codeBlock(language, code)
  const words = /server/i.test(end) ? 'Setup: imports, users and permission' : 'Setup: imports, connection and token'
  const folded = `<details><summary>${words}</summary>${codeBlock(language, setup)}</details>`
  return `<div class="example">${folded}${codeBlock(language, code)}</div>`
}
