import ts from 'typescript'
// @ts-expect-error plain JavaScript, as every step of the build
import { programHost, projectOptions } from '../../scripts/source-program.mjs'

/** Compiles sources that no file holds, by path, with the options of this project; answers what is wrong with each. */
export function diagnosticsOf(
  sources: ReadonlyMap<string, string>,
  more: ts.CompilerOptions = {},
): readonly ts.Diagnostic[][] {
  const options: ts.CompilerOptions = { ...projectOptions(), ...more }
  const host: ts.CompilerHost = programHost(options)
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
  return [...sources.keys()].map((name) => {
    const file = program.getSourceFile(name)
    return [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)]
  })
}
