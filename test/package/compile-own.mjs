// Compiles a project as `tsc -p` does, and looks into the project's own files and the package's alone: what zod, Node and
// socket.io declare is looked into once a compiler, by `tsc` itself.
//
//   node compile-own.mjs <folder of the compiler> <tsconfig.json>
import { createRequire } from 'node:module'
import { dirname } from 'node:path'

const [compiler, config] = process.argv.slice(2)
const ts = createRequire(import.meta.url)(compiler)
const folder = dirname(config)
const host = { ...ts.sys, onUnRecoverableConfigFileDiagnostic: (diagnostic) => report([diagnostic]) }
const { fileNames, options, errors } = ts.getParsedCommandLineOfConfigFile(config, {}, host)
const program = ts.createProgram({ rootNames: fileNames, options, configFileParsingDiagnostics: errors })
const isOwn = ({ fileName }) => !fileName.includes('/node_modules/') || fileName.includes('/node_modules/socket-canon/')
const own = program.getSourceFiles().filter(isOwn)
report([
  ...program.getConfigFileParsingDiagnostics(),
  ...program.getOptionsDiagnostics(),
  ...program.getSyntacticDiagnostics(),
  ...program.getGlobalDiagnostics(),
  ...own.flatMap((file) => program.getSemanticDiagnostics(file)),
])
// so that nobody takes a program for one that holds the package
if (own.length < fileNames.length + 10) {
  process.stdout.write(`only ${own.length} files of the package are there\n`)
  process.exitCode = 1
}

function report(diagnostics) {
  if (!diagnostics.length) return
  const shown = { getCanonicalFileName: (name) => name, getCurrentDirectory: () => folder, getNewLine: () => '\n' }
  process.stdout.write(ts.formatDiagnostics(diagnostics, shown))
  process.exitCode = 1
}
