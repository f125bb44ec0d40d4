import type { FieldUse } from '../model/use.js'
import type { Rewrite } from './rule.js'

/** Returns how a field is written under another name; what it is kept in keeps its own. */
export function renameField({ key, place, isShort, isText }: FieldUse, today: string): Rewrite {
  if (isText) return { place, was: key, becomes: today, isQuoted: true }
  const isWord = /^[A-Za-z_$][\w$]*$/.test(today)
  const word = isWord ? today : `'${today}'`
  // `{ old }` is both the field and the variable, in a literal and in a destructuring alike
  return { place, was: key, becomes: isShort ? `${word}: ${key}` : word, isQuoted: false }
}
