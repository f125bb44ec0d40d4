import { basename } from 'node:path'
import type { TransformFailure } from 'esbuild'
import { BuildError, firstLineOf } from '../build-error.js'
import { freeName } from '../instrument.js'
import type { LoadedModule } from '../load.js'
import { parsedText } from '../source-module.js'
import { tool } from '../tool.js'
import type { BuiltParts, EventHolder } from './built-parts.js'
import { dropUnread, importUnchecked, markPure, putParts, putSchemas, unreadIn, type Variant } from './module-edits.js'
import { putTables } from './table-edits.js'
import { putEvents, type WholeEvent } from './whole-events.js'

/** How a module is printed. */
export interface ModulePrinting {
  readonly contracts: readonly EventHolder[]
  readonly variant: Variant
  readonly parts: BuiltParts
  /** The events that are printed as data. */
  readonly whole: readonly WholeEvent[]
  /** The file that exports the printed schemas, as the module is to import it. */
  readonly builtFile: string
}

/** Prints a module as JavaScript in ES modules: its schemas are plain ones, and what nobody needs is gone. */
export async function printedModule(module: LoadedModule, how: ModulePrinting): Promise<string> {
  const { default: MagicString } = await tool('magic-string')
  const { transform } = await tool('esbuild')
  const text = new MagicString(module.source.text)
  const built = freeName(module.source, 'built')
  const edit = { of: how.parts.of, built, variant: how.variant }
  const done = putEvents(text, how.whole, edit)
  putParts(text, module, { ...edit, done })
  const replaced = putSchemas(text, module, { of: how.parts.of, built })
  if (how.variant === 'browser') dropUnread(text, module, { unread: unreadIn(how.contracts), done })
  putTables(text, module.source, how.variant)
  markPure(text, module, replaced)
  importUnchecked(text, module)
  text.append(`\nimport * as ${built} from '${how.builtFile}'\n`)
  const options = { format: 'esm', target: 'es2022', treeShaking: true, logLevel: 'silent' } as const
  const isJsx = /x$/.test(basename(module.source.path))
  const first = await transform(text.toString(), { ...options, loader: isJsx ? 'tsx' : 'ts', tsconfigRaw: plainConfig })
  // once more: what only constants imported that are gone now goes too
  const { code } = await transform(first.code, { ...options, loader: 'ts', tsconfigRaw: plainConfig })
  return withoutComments(module.source.path, code)
}

/** Drops comments, which live in the declarations, but those that tell bundlers something, and those of a licence. */
async function withoutComments(path: string, text: string): Promise<string> {
  const { default: MagicString } = await tool('magic-string')
  const { comments } = await parsedText(path, text)
  const edited = new MagicString(text)
  for (const { value, start, end } of comments) {
    if (/^[#!]|[@#]__|@license|@preserve/.test(value.trimStart())) continue
    const before = text.slice(0, start).trimEnd().length
    // a line that holds nothing else goes as a whole
    const isAlone = text.slice(before, start).includes('\n') && text[end] === '\n'
    edited.remove(isAlone ? text.lastIndexOf('\n', start) : start, end)
  }
  return edited.toString()
}

// imports that only types need are dropped, whatever the package's own configuration says of them
const plainConfig = { compilerOptions: { verbatimModuleSyntax: false, preserveValueImports: false } } as const

/** Writes what a module imports by other names. */
export async function withImports(
  path: string,
  text: string,
  nameOf: (specifier: string) => string | undefined,
): Promise<string> {
  const { default: MagicString } = await tool('magic-string')
  const { module } = await parsedText(path, text)
  const edited = new MagicString(text)
  const requests = [
    ...module.staticImports.map(({ moduleRequest }) => moduleRequest),
    ...module.staticExports.flatMap(({ entries }) => entries.flatMap(({ moduleRequest }) => moduleRequest ?? [])),
  ]
  for (const { moduleRequest } of module.dynamicImports) {
    const value = textIn(text.slice(moduleRequest.start, moduleRequest.end))
    if (value !== undefined) requests.push({ ...moduleRequest, value })
  }
  // what one statement exports has one request, told for each name
  for (const { start, end, value } of new Map(requests.map((each) => [each.start, each])).values()) {
    const name = nameOf(value)
    if (name !== undefined) edited.overwrite(start, end, JSON.stringify(name))
  }
  return edited.toString()
}

/** Reads what is written between quotes. */
function textIn(source: string): string | undefined {
  return /^(["'`])(.*)\1$/s.exec(source)?.[2]
}

/**
 * Turns a module in ES modules into one in CommonJS.
 * @throws BuildError that names the module where it waits at its top, which CommonJS can't
 */
export async function asCommonJs(path: string, text: string): Promise<string> {
  const { transform } = await tool('esbuild')
  const options = { format: 'cjs', target: 'es2022', platform: 'node', logLevel: 'silent' } as const
  const { code } = await transform(text, options).catch((error: unknown) => {
    const [fault] = (error as TransformFailure).errors ?? []
    const what = fault ? fault.text.replace(/ with the "cjs" output format$/, '') : firstLineOf(error)
    throw new BuildError(`${path}: it can't be written as CommonJS (${what}): build it with --format esm`, {
      cause: error,
    })
  })
  return code
}
