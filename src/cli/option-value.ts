import { CommandError } from './command.js'

/** Reads a word that an option takes one of some. */
export function oneOf<const Word extends string>(option: string, word: string, words: readonly Word[]): Word {
  const found = words.find((each) => each === word)
  if (found === undefined) throw new CommandError(`--${option} takes ${words.join(', ')}`)
  return found
}

/** Reads a time in milliseconds; nothing where the option is not given. */
export function millisecondsOf(option: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new CommandError(`--${option} takes milliseconds, such as 2000`)
  return Number(text)
}
