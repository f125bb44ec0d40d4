import type { Rewrite } from '../rules/rule.js'

/** What rewriting needs of magic-string. */
export interface TextEditor {
  overwrite(start: number, end: number, text: string): unknown
  appendLeft(at: number, text: string): unknown
  toString(): string
}

/** Makes an editor of a text. */
export type MakeEditor = (text: string) => TextEditor

/** A text that was rewritten, and how often. */
export interface FixedText {
  readonly text: string
  readonly count: number
}

/** Rewrites a file. A fix is done whole or not at all: nothing is touched that does not stand there as it was read. */
export function fixText(text: string, fixes: readonly (readonly Rewrite[])[], edit: MakeEditor): FixedText {
  const editor = edit(text)
  const done = new Set<number>()
  const needs = new Map<string, Set<string>>()
  let count = 0
  for (const fix of fixes) {
    const written = fix.map((each) => writtenAs(text, each))
    if (written.includes(undefined) || fix.some(({ place }) => done.has(place.start))) continue
    fix.forEach(({ place, needs: need }, at) => {
      editor.overwrite(place.start, place.end, written[at] as string)
      done.add(place.start)
      if (need) needs.set(need.from, (needs.get(need.from) ?? new Set()).add(need.name))
    })
    count++
  }
  addImports(text, editor, needs)
  return { text: count ? editor.toString() : text, count }
}

/** Returns what takes the place of a piece of code, in the quotes that it had; nothing where something else stands there. */
function writtenAs(text: string, { place, was, becomes, isQuoted, needs }: Rewrite): string | undefined {
  const there = text.slice(place.start, place.end)
  if (!isQuoted) return needs || there === was || there.replace(/^(['"])(.*)\1$/, '$2') === was ? becomes : undefined
  const quote = there[0]
  if (quote === undefined || !/['"`]/.test(quote) || there !== quote + was + quote) return undefined
  return quote + becomes + quote
}

const anyImport = /^import\s[^;]*?from\s*(['"])([^'"\n]+)\1;?[^\S\n]*$/gm

function addImports(text: string, editor: TextEditor, needs: ReadonlyMap<string, ReadonlySet<string>>): void {
  for (const [from, names] of needs) {
    const imports = [...text.matchAll(anyImport)]
    const missing = [...names].filter((name) => !imports.some(([whole]) => new RegExp(`\\b${name}\\b`).test(whole)))
    if (!missing.length) continue
    const there = imports.find(
      ([whole, , specifier]) => specifier === from && /\{[^}]*\}/.test(whole) && !/^import\s+type\b/.test(whole),
    )
    if (there) {
      const end = there.index + there[0].indexOf('}')
      const before = text.slice(there.index, end).trimEnd()
      const at = there.index + before.length
      editor.appendLeft(at, `${before.endsWith(',') || before.endsWith('{') ? ' ' : ', '}${missing.join(', ')}`)
      continue
    }
    const last = imports.at(-1)
    const [, quote = "'"] = last ?? []
    const semicolon = last?.[0].trimEnd().endsWith(';') ? ';' : ''
    const line = `import { ${missing.join(', ')} } from ${quote}${from}${quote}${semicolon}`
    if (last) editor.appendLeft(last.index + last[0].length, `\n${line}`)
    else editor.appendLeft(startOfCode(text), `${line}\n`)
  }
}

/** Finds where an import may stand in a file without any: after its first line for a shell, and its directives. */
function startOfCode(text: string): number {
  const script = /<script\b[^>]*>\r?\n?/.exec(text)
  if (script && /^\s*</.test(text)) return script.index + script[0].length
  return /^(?:#![^\n]*\n)?(?:\s*(['"])use [a-z]+\1;?[^\S\n]*\n)*/.exec(text)?.[0].length ?? 0
}
