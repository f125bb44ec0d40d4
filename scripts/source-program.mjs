// Makes TypeScript programs of this project's sources. A file that several of them hold, as zod's declarations and the
// language's own, is parsed once a process.
import { resolve } from 'node:path'
import ts from 'typescript'

const parsed = new Map()
let configured

/** Reads the options of `tsconfig.json`. */
export function projectOptions() {
  if (!configured) {
    const { config } = ts.readConfigFile('tsconfig.json', ts.sys.readFile)
    configured = ts.parseJsonConfigFileContent(config, ts.sys, resolve('.')).options
  }
  return configured
}

/** Makes the host of a program, which parses no file again that an earlier program of the same options held. */
export function programHost(options) {
  const host = ts.createCompilerHost(options)
  const key = JSON.stringify(options)
  return {
    ...host,
    getSourceFile(name, version, ...rest) {
      const known = `${key} ${version.impliedNodeFormat} ${name}`
      const file = parsed.get(known) ?? host.getSourceFile(name, version, ...rest)
      if (file) parsed.set(known, file)
      return file
    },
  }
}

/** Makes the program of some files and of what they import, with the options of this project but for some. */
export function programOf(files, others = {}) {
  const options = { ...projectOptions(), ...others }
  return ts.createProgram(files, options, programHost(options))
}
