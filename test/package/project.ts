import { execFile } from 'node:child_process'
import { linkSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import ts from 'typescript'
import { inject } from 'vitest'

/** Is where the packed package lies. */
export const packed = inject('packed')

interface Conditions {
  import: { types: string; default: string }
  require: { types: string; default: string }
}

interface Manifest {
  version: string
  repository: { url: string }
  sideEffects: boolean
  browser: Record<string, string>
  exports: Record<string, string | Conditions>
}

/** Is the package.json that was packed. */
export const manifest: Manifest = JSON.parse(readFileSync(join(packed.installed, 'package.json'), 'utf8'))

/** Lists the entries that hold code, as one imports them, with their files. */
export const codeEntries = Object.entries(manifest.exports).flatMap(([path, files]) =>
  typeof files === 'string' ? [] : [{ name: path.replace('.', 'socket-canon'), files }],
)

/** Lists the entries that hold data, as one imports them; of a folder of files the first. */
export const dataEntries = Object.entries(manifest.exports).flatMap(([path, file]) => {
  if (typeof file !== 'string') return []
  const [folder, rest] = file.split('*')
  if (rest === undefined) return [path.replace('.', 'socket-canon')]
  const files = readdirSync(join(packed.installed, folder as string), { recursive: true, encoding: 'utf8' })
  const first = files
    .filter((each) => each.endsWith(rest))
    .sort()
    .slice(0, 1)
  return first.map((each) => join('socket-canon', folder as string, each))
})

/** Loads an entry of the installed package as CommonJS. */
export const load: (entry: string) => Record<string, unknown> = createRequire(join(packed.project, 'package.json'))

/** Loads a file of the installed package as CommonJS. */
export const loadFile = (file: string) => load(join(packed.installed, file))

const isContract = (value: unknown) =>
  typeof value === 'object' && value !== null && 'path' in value && 'clientToServer' in value

/** Lists the entries that bring the contract of a namespace. */
export const namespaceEntries = codeEntries
  // a folder is no namespace, and one of them needs React
  .filter(
    ({ name, files }) => !files.require.default.endsWith('/index.js') && Object.values(load(name)).some(isContract),
  )
  .map(({ name, files }) => ({ name, files, short: name.slice('socket-canon/'.length) }))

/** Writes a project outside the repository that has the packed package and links what else it needs. */
export function writeProject(name: string, files: Record<string, string>, links: string[] = []) {
  const folder = join(packed.root, name)
  for (const [file, text] of Object.entries({ 'package.json': '{"private":true}\n', ...files })) {
    mkdirSync(dirname(join(folder, file)), { recursive: true })
    writeFileSync(join(folder, file), text)
  }
  const link = (dependency: string, from: string) => {
    mkdirSync(dirname(join(folder, 'node_modules', dependency)), { recursive: true })
    symlinkSync(join(from, 'node_modules', dependency), join(folder, 'node_modules', dependency))
  }
  link('@standard-schema/spec', packed.project)
  link('zod', packed.repo)
  // files, as installed ones: their types find the project's socket.io where a link to the folder would find none
  linkFiles(packed.installed, join(folder, 'node_modules/socket-canon'))
  for (const dependency of links) link(dependency, packed.repo)
  return folder
}

/** Makes a folder that holds another one's files, without a copy of what they hold. */
export function linkFiles(from: string, to: string): void {
  mkdirSync(to, { recursive: true })
  for (const entry of readdirSync(from, { withFileTypes: true }))
    if (entry.isDirectory()) linkFiles(join(from, entry.name), join(to, entry.name))
    else linkSync(join(from, entry.name), join(to, entry.name))
}

/** Is what a program answered. */
export interface Answer {
  code: number
  output: string
}

/** Runs a script in Node. */
export const node = (cwd: string, ...args: string[]) =>
  new Promise<Answer>((resolve) => {
    const options = { cwd, timeout: 600_000, maxBuffer: 64 * 1024 * 1024 }
    const child = execFile(process.execPath, args, options, (_, out, err) =>
      resolve({ code: child.exitCode ?? -1, output: `${out}${err}` }),
    )
  })

/** Names the folders in node_modules that hold each release of TypeScript. */
export const compilers = {
  '5.4': 'typescript-5.4',
  '5.9': 'typescript-5.9',
  '6.0': 'typescript',
  '7.0': 'typescript-7',
}

/** Compiles a project with one release of TypeScript. */
export function compile(folder: string, compiler: string, options: CompilerOptions, include = ['*']) {
  const file = writeConfig(folder, options, include)
  return node(folder, join(packed.repo, 'node_modules', compiler, 'bin', 'tsc'), '-p', file)
}

/** Compiles a project as `compile` does, and looks into no declarations but the package's. Takes releases before 7. */
export function compileOwn(folder: string, compiler: string, options: CompilerOptions, include = ['*']) {
  const file = writeConfig(folder, options, include)
  const program = join(packed.repo, 'test/package/compile-own.mjs')
  return node(folder, program, join(packed.repo, 'node_modules', compiler), file)
}

type CompilerOptions = Readonly<Record<string, unknown>>

function writeConfig(folder: string, options: CompilerOptions, include: readonly string[]): string {
  const compilerOptions = { strict: true, exactOptionalPropertyTypes: true, noEmit: true, types: [], ...options }
  const file = join(folder, `tsconfig-${process.hrtime.bigint()}.json`)
  writeFileSync(file, JSON.stringify({ compilerOptions, include, exclude: ['node_modules'] }))
  return file
}

/** Reads what entries export, as the compiler sees it from a project outside. */
export function exportsOf(names: string[]) {
  const text = names.map((name, index) => `export type * as e${index} from '${name}'`).join('\n')
  const folder = writeProject(`exports-${names.length}-${process.hrtime.bigint()}`, { 'all.mts': text })
  const root = join(folder, 'all.mts')
  const options = { module: ts.ModuleKind.NodeNext, strict: true, types: [], exactOptionalPropertyTypes: true }
  const program = ts.createProgram([root], options)
  const checker = program.getTypeChecker()
  const source = program.getSourceFile(root)
  const entries = [...(source?.statements ?? [])].filter(ts.isExportDeclaration).map((statement, index) => {
    const module = statement.moduleSpecifier && checker.getSymbolAtLocation(statement.moduleSpecifier)
    if (!module) throw new Error(`${names[index]} is not resolved`)
    const exported = checker.getExportsOfModule(module).map((symbol) => {
      const target = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol
      const declaration = target.declarations?.[0]
      const parameters =
        declaration && (ts.isInterfaceDeclaration(declaration) || ts.isTypeAliasDeclaration(declaration))
          ? (declaration.typeParameters?.length ?? 0)
          : 0
      // a class of which only the type is exported is no value
      const isTyped = symbol.declarations?.some((each) => ts.isTypeOnlyExportDeclaration(each)) ?? false
      const isValue = !isTyped && (target.flags & ts.SymbolFlags.Value) !== 0
      return { name: symbol.name, isValue, parameters, symbol: target }
    })
    return { name: names[index] ?? '', exported }
  })
  return { program, checker, entries }
}

/** Finds the two event maps among what a namespace exports, by the rule of their names. */
export function mapsOf(exported: { name: string }[]) {
  const named = (end: string) => {
    const found = exported.filter(({ name }) => name.endsWith(end))
    if (found.length !== 1 || !found[0]) throw new Error(`${found.length} maps are named ${end}`)
    return found[0].name
  }
  return { serverToClient: named('ServerToClientEvents'), clientToServer: named('ClientToServerEvents') }
}
