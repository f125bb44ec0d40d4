import { spawnSync } from 'node:child_process'
import { isAbsolute, relative } from 'node:path'
import { CommandError } from '../command.js'
import { parsed } from '../json-file.js'

const sizeLimit = 64 * 1024 * 1024

/** A file as some commit has it. */
export interface GitFile {
  /** A branch, a tag or a commit. */
  readonly ref: string
  /** As git reads it: from the root of the repository, or from this folder where it begins with `./`. */
  readonly path: string
}

/** Reads `<ref>[:<path>]`; the path is that of the contract here unless given. */
export function gitFileOf(cwd: string, text: string, contract: string): GitFile {
  const [ref = '', ...rest] = text.split(':')
  if (ref === '' || ref.startsWith('-'))
    throw new CommandError(
      '--against takes a branch, a tag or a commit, and after a colon the path of the contract in it',
    )
  const own = isAbsolute(contract) ? relative(cwd, contract) : contract
  return { ref, path: rest.length ? rest.join(':') : `./${own.replaceAll('\\', '/')}` }
}

/**
 * Reads a JSON file out of a commit.
 * @throws CommandError that says what git knows nothing of
 */
export function jsonFromGit(cwd: string, { ref, path }: GitFile): unknown {
  const options = { cwd, encoding: 'utf8', maxBuffer: sizeLimit, env: { ...process.env, LC_ALL: 'C' } } as const
  const { error, status, stdout, stderr } = spawnSync('git', ['show', `${ref}:${path}`], options)
  if (error) throw new CommandError(isMissing(error) ? 'git is not installed' : `git can't give ${ref}:${path}`)
  if (status !== 0) throw new CommandError(refusalOf(stderr, { ref, path }))
  return parsed(stdout, `${ref}:${path}`)
}

function isMissing(error: Error): boolean {
  return 'code' in error && error.code === 'ENOENT'
}

function refusalOf(stderr: string, { ref, path }: GitFile): string {
  if (/not a git repository/.test(stderr)) return 'there is no git repository here'
  if (/exists on disk, but not in|does not exist in|not in the working tree/.test(stderr))
    return `${ref} has no file ${path}`
  return `git knows no ${ref} here: fetch it first; CI often fetches the last commit alone (fetch-depth: 0 fetches all)`
}
