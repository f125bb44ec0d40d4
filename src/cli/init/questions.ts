import { CommandError } from '../command.js'
import type { Terminal } from '../terminal.js'

/** What somebody is asked for. */
export interface Question<Answer> {
  readonly words: string
  /** What it is where nothing is answered. */
  readonly preset: string
  /** Reads an answer; a text says what is wrong with it. */
  read(line: string): Answer | string
}

/**
 * Asks until an answer will do.
 * @throws CommandError where the input ends first
 */
export async function answerTo<Answer extends object>(
  { words, preset, read }: Question<Answer>,
  { err, ask }: Terminal,
): Promise<Answer> {
  for (;;) {
    const line = await ask?.(`${words} (${preset}): `)
    if (line === undefined) throw new CommandError('was stopped, and nothing was written')
    const answer = read(line.trim() || preset)
    if (typeof answer !== 'string') return answer
    err(answer)
  }
}
