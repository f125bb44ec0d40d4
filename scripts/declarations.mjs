// Writes the declarations of `src`.
import ts from 'typescript'

/** Writes them as `tsconfig.build.json` says, and returns the program, which later steps of the build read too. */
export function writeDeclarations() {
  const host = { ...ts.sys, onUnRecoverableConfigFileDiagnostic: fail }
  const { fileNames, options, errors } = ts.getParsedCommandLineOfConfigFile('tsconfig.build.json', {}, host)
  const program = ts.createProgram({ rootNames: fileNames, options, configFileParsingDiagnostics: errors })
  const { diagnostics } = program.emit()
  const found = [...ts.getPreEmitDiagnostics(program), ...diagnostics]
  if (found.length) fail(...found)
  return program
}

function fail(...diagnostics) {
  const host = {
    getCanonicalFileName: (name) => name,
    getCurrentDirectory: ts.sys.getCurrentDirectory,
    getNewLine: () => '\n',
  }
  throw new Error(ts.formatDiagnostics(diagnostics, host))
}
