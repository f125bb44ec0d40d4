import { dirname, join, relative } from 'node:path'
import ts from 'typescript'
import { expect, test } from 'vitest'
import { codeEntries, manifest, packed } from './project.js'

/** Lists what is mentioned and can't be imported on purpose, with the reason. */
const kept: Readonly<Record<string, string>> = {
  Contract: 'what typeof says of a contract, which its interface has by its own name',
  Noticed: 'the fields that every observation has, which each shows as its own',
  ValidationError: 'the class that PayloadError and ReplyError have in common, which nobody makes or catches',
  Listeners: 'computes the maps of a contract, which are exported',
  Below: 'computes the versions below that of a contract',
  PastRows: 'the rows of one direction, which a table of earlier versions shows as its own',
  RowsOf: 'computes the rows of an earlier version',
  KeyOf: 'computes the fields of an alias row',
  LegacyNamesOf: 'computes what legacyNames returns',
  Ids: "computes a room's arguments",
  Wire: 'refuses schemas that change values, and is the schema otherwise',
  Output: "reads a schema's type",
  Named: 'refuses rooms that a payload does not name',
  Marked: 'keeps in the type of an event whom it may be sent to',
  Stated: 'keeps in the type of an event how it stands to what is held',
  ItemOf: 'computes what an event can be applied to',
  Shared: 'computes what an event can be applied to',
  ClientContext: 'what the parts of a client share, and speakLegacy with them; nobody makes or reads one',
  Arguments: 'computes the arguments of a call',
  ReplyIn: 'computes what `next` gives',
  ListenersOf: 'what a client keeps its handlers in, which nobody makes or reads',
  HandlerReply: "computes a handler's reply",
  Carried: "computes a handler's payload",
  Up: 'computes the events of a client',
  Down: 'computes the events of a server',
  At: 'computes the contract at a path',
  Rooms: 'computes the rooms of a contract',
  Said: 'computes what a namespace says to many',
  Asking: 'computes the events that are requested',
  Addressed: 'computes the events of a room',
  ToEverybody: 'computes the events of everybody',
  ...Object.fromEntries(
    ['AliasesOf', 'CommonServeOptions', 'NamedCall', 'Nobody', 'UserIdOption'].map((name) => [
      name,
      "the options of serve, which the server's entry has: a gateway's are made of them",
    ]),
  ),
  ...Object.fromEntries(
    ['Beside', 'Payload', 'Reply', 'Takes'].map((name) => [name, "computes a method's payload and reply"]),
  ),
  ...Object.fromEntries(
    ['Answers', 'Events', 'Fields', 'Legal', 'PatternFault', 'Result', 'Rows', 'Shapes', 'Way'].map((name) => [
      name,
      'types what built modules call, which nobody writes',
    ]),
  ),
}

const entries = codeEntries.map(({ name, files }) => ({ name, file: join(packed.installed, files.import.types) }))
const program = ts.createProgram(
  entries.map(({ file }) => file),
  { module: ts.ModuleKind.NodeNext, target: ts.ScriptTarget.ES2022, strict: true, skipLibCheck: true, types: [] },
)
const checker = program.getTypeChecker()
const home = join(packed.installed, 'dist')

const resolved = (symbol: ts.Symbol): ts.Symbol =>
  symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol

function exportsOf(file: string): ts.Symbol[] {
  const source = program.getSourceFile(file)
  const symbol = source && checker.getSymbolAtLocation(source)
  if (!symbol) throw new Error(`no declarations in ${relative(home, file)}`)
  return checker.getExportsOfModule(symbol)
}

/** Lists the types of the package that declarations mention by name. */
function mentioned(declarations: readonly ts.Declaration[]): Set<ts.Symbol> {
  const found = new Set<ts.Symbol>()
  const visit = (node: ts.Node): void => {
    const name = ts.isTypeReferenceNode(node)
      ? node.typeName
      : ts.isExpressionWithTypeArguments(node)
        ? node.expression
        : ts.isImportTypeNode(node)
          ? node.qualifier
          : undefined
    const symbol = name && checker.getSymbolAtLocation(name)
    if (symbol) found.add(resolved(symbol))
    ts.forEachChild(node, visit)
  }
  for (const declaration of declarations) visit(declaration)
  return found
}

const isOfPackage = ({ declarations = [] }: ts.Symbol): boolean =>
  declarations.some(
    (each) => !ts.isTypeParameterDeclaration(each) && dirname(each.getSourceFile().fileName).startsWith(home),
  )

const root = new Set(exportsOf(entries[0]?.file as string).map(resolved))

function gapsOf(file: string): string[] {
  const exported = exportsOf(file).map(resolved)
  const known = new Set([...root, ...exported])
  return exported
    .filter(isOfPackage)
    .flatMap(({ name, declarations = [] }) =>
      [...mentioned(declarations)]
        .filter((symbol) => isOfPackage(symbol) && !known.has(symbol))
        .map((symbol) => `${name}: ${symbol.name}`),
    )
}

test('what the declarations of an entry mention is looked for in every entry', () => {
  expect(entries.map(({ name }) => name)).toContain('socket-canon/server')
  expect(
    mentioned(exportsOf(entries[0]?.file as string).flatMap((each) => resolved(each).declarations ?? [])).size,
  ).toBeGreaterThan(30)
})

test.each(entries.map(({ name, file }) => [name, file] as const))(
  'what the declarations of an entry mention can be imported from it or from the root: %s',
  (_, file) => {
    expect(gapsOf(file).filter((gap) => !((gap.split(': ')[1] as string) in kept))).toEqual([])
  },
)

test('what the declarations of an entry mention is kept back for a reason, or not at all', () => {
  const gaps = entries.flatMap(({ file }) => gapsOf(file)).map((gap) => gap.split(': ')[1])
  expect(Object.keys(kept).filter((name) => !gaps.includes(name))).toEqual([])
})

test('no declaration is installed that no entry leads to, but for those of contracts that browsers have anew', () => {
  const led = new Set(program.getSourceFiles().map(({ fileName }) => relative(packed.installed, fileName)))
  const anew = new Set(Object.keys(manifest.browser).map((file) => file.slice(2).replace('.js', '.d.ts')))
  const installed = packed.files.filter((file) => file.startsWith('dist/esm/') && file.endsWith('.d.ts'))
  expect(installed.length).toBeGreaterThan(100)
  expect(installed.filter((file) => !led.has(file) && !(anew.has(file) && /events|aliases/.test(file)))).toEqual([])
})
