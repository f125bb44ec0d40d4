import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { type Bump, greatestBump } from '../../spec/diff/rules/bump.js'
import { CommandError } from '../command.js'
import { textOf } from '../json-file.js'

/** What the pending changesets say about a package. */
export interface DeclaredBump {
  readonly bump: Bump
  /** The files that say so. */
  readonly files: readonly string[]
}

/**
 * Reads the greatest bump that pending changesets declare for a package.
 * @throws CommandError that names the file whose front matter can't be read
 */
export function declaredFor(packageName: string, cwd: string, folder: string): DeclaredBump {
  if (!existsSync(resolve(cwd, folder))) return { bump: 'none', files: [] }
  const files = readdirSync(resolve(cwd, folder))
    .filter((file) => file.endsWith('.md') && file.toLowerCase() !== 'readme.md')
    .sort()
  const declared = files.flatMap((file) => {
    const path = join(folder, file)
    const bump = bumpIn(textOf(cwd, path) ?? '', packageName, path)
    return bump === undefined ? [] : [{ path, bump }]
  })
  return { bump: greatestBump(declared.map(({ bump }) => bump)), files: declared.map(({ path }) => path) }
}

/** Writes a pending changeset; returns its path. The same text makes the same file. */
export function writeChangeset(cwd: string, folder: string, text: string): string {
  const name = `contract-${createHash('sha256').update(text).digest('hex').slice(0, 8)}.md`
  mkdirSync(resolve(cwd, folder), { recursive: true })
  writeFileSync(resolve(cwd, folder, name), `${text}\n`)
  return join(folder, name)
}

const line = /^\s*(?:"([^"]+)"|'([^']+)'|([^\s:'"]+))\s*:\s*(\S+)\s*$/

function bumpIn(text: string, packageName: string, path: string): Bump | undefined {
  const front = /^\uFEFF?---\r?\n([\s\S]*?)\r?\n?---(?:\r?\n|$)/.exec(text)
  if (!front)
    throw new CommandError(
      `${path} has no front matter: it has to begin with ---, a line "${packageName}": minor, and ---`,
    )
  let found: Bump | undefined
  for (const each of (front[1] ?? '').split(/\r?\n/)) {
    if (each.trim() === '' || each.trim().startsWith('#')) continue
    const entry = line.exec(each)
    const bump = entry?.[4]?.replace(/^['"]|['"]$/g, '')
    if (!entry || !isBump(bump))
      throw new CommandError(
        `${path} can't be read: a line of its front matter is not "package": major, minor or patch`,
      )
    if ((entry[1] ?? entry[2] ?? entry[3]) === packageName) found = greatestBump([found ?? 'none', bump])
  }
  return found
}

function isBump(word: string | undefined): word is Bump {
  return word !== undefined && ['none', 'patch', 'minor', 'major'].includes(word)
}
