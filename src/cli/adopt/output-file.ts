import { existsSync, mkdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { CommandError } from '../command.js'

/**
 * Refuses to write where a file is already, or where none can be.
 * @throws CommandError that says what to do
 */
export function checkOutput(cwd: string, out: string, isForced: boolean): void {
  const file = resolve(cwd, out)
  if (!existsSync(file)) return
  if (!statSync(file).isFile()) throw new CommandError(`${out} is no file`)
  if (!isForced) throw new CommandError(`${out} exists: choose another file with --out, or replace it with --force`)
}

/**
 * Writes a file as a whole, or not at all.
 * @throws CommandError when the folder can't be written to
 */
export function writeOutput(cwd: string, out: string, text: string): void {
  const file = resolve(cwd, out)
  const draft = `${file}.${process.pid}.tmp`
  try {
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(draft, text)
    renameSync(draft, file)
  } catch (error) {
    if (existsSync(draft)) rmSync(draft)
    throw new CommandError(`${out} can't be written: ${(error as NodeJS.ErrnoException).code}`)
  }
}
