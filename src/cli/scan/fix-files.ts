import { readFileSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { fixText, type MakeEditor } from '../../scan/fix/fix-text.js'
import type { Rewrite, ScanFinding } from '../../scan/rules/rule.js'
import { CommandError } from '../command.js'

/** A file with what it becomes. */
export interface FixedFile {
  readonly file: string
  readonly before: string
  readonly after: string
  readonly count: number
}

/**
 * Loads magic-string, which is an optional peer of the package.
 * @throws CommandError when it is not installed
 */
export async function loadEditor(
  load: () => Promise<typeof import('magic-string')> = () => import('magic-string'),
): Promise<MakeEditor> {
  try {
    const { default: MagicString } = await load()
    return (text) => new MagicString(text)
  } catch {
    throw new CommandError('rewrites with magic-string, which is not installed: npm install --save-dev magic-string')
  }
}

/** Works out what each file becomes. */
export function fixedFiles(cwd: string, findings: readonly ScanFinding[], edit: MakeEditor): FixedFile[] {
  const fixes = new Map<string, (readonly Rewrite[])[]>()
  for (const { place, fix } of findings) if (fix) fixes.set(place.file, [...(fixes.get(place.file) ?? []), fix])
  return [...fixes].flatMap(([file, each]) => {
    const before = readFileSync(resolve(cwd, file), 'utf8')
    const { text, count } = fixText(before, each, edit)
    return count ? [{ file, before, after: text, count }] : []
  })
}

/** Writes what files become. */
export function writeFixed(cwd: string, files: readonly FixedFile[]): void {
  for (const { file, after } of files) writeFileSync(resolve(cwd, file), after)
}

/** Shows what changes in a file, as a patch: whole lines, and nothing around them. */
export function patchOf({ file, before, after }: FixedFile): string {
  const [old, next] = [before.split('\n'), after.split('\n')]
  const lines = [`--- a/${file}`, `+++ b/${file}`]
  let [at, to] = [0, 0]
  while (at < old.length || to < next.length) {
    if (old[at] === next[to]) {
      at++
      to++
      continue
    }
    const [left, right] = changeFrom(old, next, at, to)
    lines.push(`@@ -${left ? at + 1 : at},${left} +${right ? to + 1 : to},${right} @@`)
    lines.push(
      ...old.slice(at, at + left).map((line) => `-${line}`),
      ...next.slice(to, to + right).map((line) => `+${line}`),
    )
    at += left
    to += right
  }
  return lines.join('\n')
}

/** Finds how many lines differ before both texts are the same again. */
function changeFrom(old: readonly string[], next: readonly string[], at: number, to: number): [number, number] {
  for (let reach = 1; reach < 200; reach++)
    for (let left = 0; left <= reach; left++) {
      const right = reach - left
      if (at + left <= old.length && to + right <= next.length && old[at + left] === next[to + right])
        return [left, right]
    }
  return [old.length - at, next.length - to]
}
