import { existsSync, readdirSync, statSync } from 'node:fs'
import { posix, relative, resolve, sep } from 'node:path'
import type { GuideFile } from '../../reference/guides/guide.js'
import { CommandError } from '../command.js'
import { jsonOf, textOf } from '../json-file.js'

/** Reads the Markdown documents of a folder and of those in it. */
export function guideFiles(cwd: string, folder: string): GuideFile[] {
  const full = resolve(cwd, folder)
  if (!existsSync(full) || !statSync(full).isDirectory()) throw new CommandError(`there is no folder ${folder}`)
  const names = readdirSync(full, { recursive: true, encoding: 'utf8' })
    .map(slashed)
    .filter((name) => /\.md$/i.test(name) && !/(?:^|\/)(?:\.|node_modules\/)/.test(name))
    .sort()
  if (names.length === 0) throw new CommandError(`${folder} holds no Markdown: a guide is a file such as server.md`)
  return names.map((name) => ({
    file: pathFrom(cwd, posix.join(slashed(folder), name)),
    page: `guides/${name.replace(/\.md$/i, '.html')}`,
    group: 'Guides',
    text: documentText(cwd, posix.join(slashed(folder), name)),
  }))
}

/** The list of a folder's guides in the order in which they are read. */
const orderFile = 'order.json'

/** Reads in which order the guides of a folder are read; those that its list leaves out follow by name. */
export function guideOrder(cwd: string, folder: string): string[] {
  const path = posix.join(slashed(folder), orderFile)
  if (!existsSync(resolve(cwd, path))) return []
  const names = jsonOf(cwd, path)
  if (!Array.isArray(names) || !names.every((name): name is string => typeof name === 'string'))
    throw new CommandError(`${path} is a list of guides, such as ["server", "client"]`)
  const files = names.map((name) => posix.join(slashed(folder), `${name}.md`))
  const lost = files.find((file) => !existsSync(resolve(cwd, file)))
  if (lost !== undefined) throw new CommandError(`${path} names ${lost}, which is not there`)
  return files.map((file) => pathFrom(cwd, file))
}

// the names of the pages that are made of a contract
const made = /^(?:index|changes|connect|protocol|legacy-names|error-codes|fields|files)\.html$/

/** Reads a document that stands by itself; its page has its name. */
export function pageFileOf(cwd: string, path: string): GuideFile {
  const name = `${posix.basename(slashed(path)).replace(/\.md$/i, '').toLowerCase()}.html`
  return {
    file: pathFrom(cwd, path),
    page: made.test(name) ? `pages/${name}` : name,
    group: 'Project',
    text: documentText(cwd, path),
  }
}

/** Returns what tells whether there is a file below a folder. */
export function hasFileIn(cwd: string): (path: string) => boolean {
  return (path) => statSync(resolve(cwd, path), { throwIfNoEntry: false })?.isFile() ?? false
}

function documentText(cwd: string, path: string): string {
  const text = textOf(cwd, path)
  if (text === undefined) throw new CommandError(`there is no file ${path}`)
  return text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n')
}

function pathFrom(cwd: string, path: string): string {
  return slashed(relative(cwd, resolve(cwd, path)))
}

function slashed(path: string): string {
  return path.replaceAll(sep, '/')
}
