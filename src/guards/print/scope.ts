import * as byteCopies from '../../fields/byte-copy.js'
import * as checks from '../../fields/check.js'
import * as formats from '../../fields/format.js'
import * as merging from '../../fields/merge.js'
import * as ownValues from '../../fields/own-value.js'
import * as patterns from '../../fields/pattern.js'
import * as recordLimits from '../../fields/record-limit.js'
import { patternLiteral } from './literal.js'

/** The files whose functions printed parsers call. */
export const files = {
  'byte-copy': byteCopies,
  check: checks,
  format: formats,
  merge: merging,
  'own-value': ownValues,
  pattern: patterns,
  'record-limit': recordLimits,
} as const

/** The name of a file of `src/fields` whose functions printed parsers call. */
export type HelperFile = keyof typeof files

const homes = new Map<string, HelperFile>()
// by what they say: the fields that made a schema may be of another copy of this package
const patternNames = new Map<string, string>()
for (const [file, module] of Object.entries(files))
  for (const [name, helper] of Object.entries(module)) {
    homes.set(name, file as HelperFile)
    if ((helper as unknown) instanceof RegExp) patternNames.set(String(helper), name)
  }
// what is built holds each once, in the fewest bytes
patternNames.set(String(patterns.idPattern), 'shortIdPattern')
patternNames.set(String(patterns.instantPattern), 'shortInstantPattern')

/** Why a part of a schema is asked itself: it can't be written down. */
export interface Unprintable {
  readonly path: readonly string[]
  readonly reason: string
}

/** What printed parsers share: constants, the functions of this package that they call, and values that no source can say. */
export class Scope {
  /** The constants, each under its name, in the order in which they need each other. */
  readonly constants: Map<string, string> = new Map()
  /** The functions that are called, each with the file that has it. */
  readonly helpers: Map<string, HelperFile> = new Map()
  /** Functions and schemas of the application, each under its name: only what is compiled here can call them. */
  readonly values: Map<string, unknown> = new Map()
  readonly unprintable: Unprintable[] = []
  /** How much was written. */
  lines = 0
  readonly #names = new Map<unknown, string>()
  readonly #valueNames = new Map<unknown, string>()

  /** Names a constant, which is written once. */
  constant(text: string): string {
    const name = this.#names.get(text) ?? this.reserve(text)
    this.constants.set(name, text)
    return name
  }

  /** Names what is written later, as a function that calls itself. */
  reserve(key: unknown): string {
    const name = this.#next()
    this.#names.set(key, name)
    return name
  }

  /** Returns the name that was given to something. */
  nameOf(key: unknown): string | undefined {
    return this.#names.get(key)
  }

  /** Names a function of this package. */
  helper(name: string): string {
    const file = homes.get(name)
    if (!file) throw new Error(`no file has the function ${name}`)
    this.helpers.set(name, file)
    return name
  }

  /** Names a pattern: this package's own by its name. */
  pattern(pattern: RegExp): string {
    const name = patternNames.get(String(pattern))
    return name ? this.helper(name) : this.constant(patternLiteral(pattern))
  }

  /** Names a value that no source can say. */
  value(value: unknown, path: readonly string[], reason: string): string {
    const name = this.#valueNames.get(value) ?? this.#next()
    this.#valueNames.set(value, name)
    this.values.set(name, value)
    this.unprintable.push({ path, reason })
    return name
  }

  #next(): string {
    return `k${this.#names.size + this.#valueNames.size}`
  }
}

/** Returns a function of this package by its name. */
export function helperOf(name: string): unknown {
  const file = homes.get(name)
  return file && (files[file] as Readonly<Record<string, unknown>>)[name]
}
