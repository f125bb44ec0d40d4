import { join } from 'node:path'
import ts from 'typescript'
import { diagnosticsOf } from './program.js'

/** Is one thing the compiler found wrong. */
export interface Finding {
  /** What it says, the indented explanations included. */
  readonly message: string
  /** The piece of source that an editor underlines. */
  readonly at: string
}

/** Compiles snippets, each as a module of its own after the same imports, with the options of this project. */
export function findingsIn(imports: string, snippets: readonly string[]): Finding[][] {
  const sources = new Map(
    snippets.map((snippet, index) => [join(import.meta.dirname, `snippet-${index}.ts`), `${imports}\n${snippet}\n`]),
  )
  const texts = [...sources.values()]
  return diagnosticsOf(sources).map((diagnostics, index) =>
    diagnostics.map(({ messageText, start = 0, length = 0 }) => ({
      message: ts.flattenDiagnosticMessageText(messageText, '\n'),
      at: texts[index]?.slice(start, start + length) ?? '',
    })),
  )
}
