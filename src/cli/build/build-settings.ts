import { existsSync, realpathSync, statSync } from 'node:fs'
import { relative, resolve } from 'node:path'
import type { OutputFormat } from '../../build/print/layout.js'
import { CommandError } from '../command.js'
import { oneOf } from '../option-value.js'
import { type PackageManifest, packageManifest } from './package-manifest.js'

/** What a package is built of, and what is made of it. */
export interface BuildSettings {
  /** The folder of the package. */
  readonly cwd: string
  readonly manifest: PackageManifest
  /** The modules that export contracts, as paths from the package's folder. */
  readonly entries: readonly string[]
  /** The folder that modules are written to. */
  readonly out: string
  readonly formats: readonly OutputFormat[]
  /** Whether an event or a field without a comment stops it. */
  readonly isProseRequired: boolean
}

/** What the command line says; what is missing may stand in `package.json`. */
export interface BuildArguments {
  readonly entries: readonly string[]
  readonly out?: string | undefined
  readonly format?: string | undefined
  readonly prose?: string | undefined
}

interface Written {
  readonly entries?: readonly string[]
  readonly out?: string
  readonly format?: readonly string[]
  readonly prose?: string
}

const kinds = { esm: '.js', cjs: '.cjs' } as const
const home = 'package.json, "socket-canon"'
const shapes: Readonly<Record<keyof Written, readonly [isFit: (value: unknown) => boolean, takes: string]>> = {
  entries: [isTexts, 'a list of files, such as ["src/shop.ts"]'],
  out: [isText, 'a folder, such as "dist"'],
  format: [isTexts, 'a list of "esm" and "cjs"'],
  prose: [isText, '"required" or "optional"'],
}

/**
 * Reads what is to be built from the command line and `package.json`; the command line wins.
 * @throws CommandError that says which option is wrong, and what it takes
 */
export function buildSettings(folder: string, given: BuildArguments): BuildSettings {
  // the loader tells files by where they really are
  const cwd = realpathSync(folder)
  const manifest = packageManifest(cwd)
  const written = writtenIn(manifest.settings)
  const named = given.entries.length ? given.entries : (written.entries ?? [])
  if (!named.length)
    throw new CommandError(
      'takes the modules that export your contracts: name them, as src/shop.ts, or in package.json as "socket-canon": { "entries": ["src/shop.ts"] }',
    )
  const out = inside(cwd, given.out ?? written.out ?? 'dist', '--out') || '.'
  const format = given.format?.split(',') ?? written.format ?? Object.keys(kinds)
  const prose = oneOf('prose', given.prose ?? written.prose ?? 'optional', ['required', 'optional'])
  return {
    cwd,
    manifest,
    entries: [...new Set(named.map((entry) => entryOf(cwd, entry)))],
    out,
    formats: [...new Set(format)].map((each) => formatOf(each, out)),
    isProseRequired: prose === 'required',
  }
}

function writtenIn(settings: unknown): Written {
  if (settings === undefined) return {}
  if (typeof settings !== 'object' || settings === null || Array.isArray(settings))
    throw new CommandError(`${home} is an object, as { "entries": ["src/shop.ts"] }`)
  for (const [key, value] of Object.entries(settings)) {
    if (!Object.hasOwn(shapes, key))
      throw new CommandError(
        `${home}: there is no option ${JSON.stringify(key)}; it takes ${Object.keys(shapes).join(', ')}`,
      )
    const [isFit, takes] = shapes[key as keyof Written]
    if (!isFit(value)) throw new CommandError(`${home}: ${JSON.stringify(key)} takes ${takes}`)
  }
  return settings
}

function isText(value: unknown): boolean {
  return typeof value === 'string' && value !== ''
}

function isTexts(value: unknown): boolean {
  return Array.isArray(value) && value.length > 0 && value.every(isText)
}

function formatOf(word: string, folder: string): OutputFormat {
  const kind = oneOf('format', word, ['esm', 'cjs'])
  return { kind, folder, extension: kinds[kind] }
}

function entryOf(cwd: string, entry: string): string {
  const path = inside(cwd, entry, 'an entry')
  const file = resolve(cwd, path)
  if (!existsSync(file)) throw new CommandError(`there is no file ${path}`)
  if (!statSync(file).isFile() || !/\.[cm]?[jt]sx?$/.test(path))
    throw new CommandError(`${path || '.'} is no module: an entry is a file in TypeScript or JavaScript`)
  if (/\.d\.[cm]?ts$/.test(path)) throw new CommandError(`${path} holds types alone: an entry exports a contract`)
  return path
}

function inside(cwd: string, path: string, what: string): string {
  const way = relative(cwd, resolve(cwd, path)).replaceAll('\\', '/')
  if (way.startsWith('../') || way === '..' || /^[A-Za-z]:/.test(way))
    throw new CommandError(`${path} is outside of the package: ${what} has to lie in its folder`)
  return way
}
