import { readFileSync } from 'node:fs'
import { SourceMap } from 'node:module'
import { dirname, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { nearName } from '../contract/nearest-name.js'

/** Where a module that runs threw. */
export interface ThrownPlace {
  readonly path: string
  readonly line: number
}

/** What is known of the modules that run. */
interface Running {
  /** The folder of the package. */
  readonly cwd: string
  /** What the folder in which they run is called by nobody else. */
  readonly loading: string
  isOwn(path: string): boolean
}

/** Finds the module and the line at which something was thrown, by the maps that lie beside what runs. */
export function thrownPlace(error: unknown, { cwd, loading, isOwn }: Running): ThrownPlace | undefined {
  const stack = error instanceof Error ? String(error.stack) : ''
  for (const [, url = '', line, column = '1'] of stack.matchAll(/(file:\/\/[^\s()]+?):(\d+)(?::(\d+))?/g)) {
    if (!url.includes(loading)) continue
    const place = sourcePlace(fileURLToPath(url), Number(line), Number(column), cwd)
    if (place && isOwn(place.path)) return place
  }
  return undefined
}

function sourcePlace(file: string, line: number, column: number, cwd: string): ThrownPlace | undefined {
  try {
    const map = new SourceMap(JSON.parse(readFileSync(`${file}.map`, 'utf8')))
    const entry = map.findEntry(line - 1, column - 1)
    if (!('originalSource' in entry)) return undefined
    const path = relative(cwd, resolve(dirname(file), entry.originalSource)).replaceAll('\\', '/')
    return { path, line: entry.originalLine + 1 }
  } catch {
    // a place helps, and its lack is no failure
    return undefined
  }
}

/** Returns what to do about the slips that plain JavaScript is told of when it runs, with the text of the module; nothing for others. */
export function slipAdvice(error: unknown, text: string): string {
  const { message = '' } = Object(error) as Partial<Error>
  if (error instanceof TypeError && /^[\w$.]+ is not a function$/.test(message))
    return ': call only what is a function; a schema, as `id` of socket-canon/fields is, stands there without ()'
  const [, name] = /^([\w$]+) is not defined$/.exec(message) ?? []
  if (!(error instanceof ReferenceError) || name === undefined) return ''
  const words = new Set(text.match(/[A-Za-z_$][\w$]*/g))
  words.delete(name)
  const near = nearName(name, [...words])
  return near === undefined ? ': declare or import it' : `: write \`${near}\`, or declare it`
}
