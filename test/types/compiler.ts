import { join } from 'node:path'
import ts from 'typescript'

/** Is one thing the compiler found wrong. */
export interface Finding {
  /** What it says, the indented explanations included. */
  readonly message: string
  /** The piece of source that an editor underlines. */
  readonly at: string
}

const root = join(import.meta.dirname, '../..')

/** Compiles snippets, each as a module of its own after the same imports, with the options of this project. */
export function findingsIn(imports: string, snippets: readonly string[]): Finding[][] {
  const { config } = ts.readConfigFile(join(root, 'tsconfig.json'), ts.sys.readFile)
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, root)
  const sources = new Map(
    snippets.map((snippet, index) => [join(import.meta.dirname, `snippet-${index}.ts`), `${imports}\n${snippet}\n`]),
  )
  const host = ts.createCompilerHost(options)
  const { fileExists, readFile, getSourceFile } = host
  host.fileExists = (name) => sources.has(name) || fileExists(name)
  host.readFile = (name) => sources.get(name) ?? readFile(name)
  host.getSourceFile = (name, version, ...rest) => {
    const source = sources.get(name)
    return source === undefined
      ? getSourceFile(name, version, ...rest)
      : ts.createSourceFile(name, source, version, true)
  }
  const program = ts.createProgram([...sources.keys()], options, host)
  return [...sources].map(([name, source]) => {
    const file = program.getSourceFile(name)
    return [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)].map((found) => ({
      message: ts.flattenDiagnosticMessageText(found.messageText, '\n'),
      at: source.slice(found.start ?? 0, (found.start ?? 0) + (found.length ?? 0)),
    }))
  })
}
