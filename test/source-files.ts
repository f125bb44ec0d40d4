import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'

/** A file of `src` that is no test, as the compiler reads it. */
export interface SourceFile {
  /** Its path below `src`. */
  readonly path: string
  readonly text: string
  readonly tree: ts.SourceFile
}

let known: readonly SourceFile[] | undefined

/** Returns every file of `src` that is no test, read once for all tests of a process. */
export function sourceFiles(): readonly SourceFile[] {
  known ??= readSourceFiles()
  return known
}

function readSourceFiles(): SourceFile[] {
  return readdirSync('src', { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.tsx?$/.test(path) && !/\.test(?:-d)?\.tsx?$/.test(path))
    .sort()
    .map((path) => {
      const text = readFileSync(join('src', path), 'utf8')
      return { path, text, tree: ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true) }
    })
}
