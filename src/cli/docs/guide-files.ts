import { existsSync, readdirSync, statSync } from 'node:fs'
import { posix, relative, resolve, sep } from 'node:path'
import type { GuideFile } from '../../reference/guides/guide.js'
import { CommandError } from '../command.js'
import { textOf } from '../json-file.js'

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

// the names of the pages that are made of a contract
const made = /^(?:index|protocol|legacy-names|error-codes|fields)\.html$/

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
