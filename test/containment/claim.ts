import { readFileSync } from 'node:fs'
import type { Dialect } from '../../src/spec/containment/schema/dialect.js'

interface Pair {
  readonly id: string
  readonly dialect: Dialect
  readonly old: unknown
  readonly new: unknown
  readonly old_sub_new: boolean | null
  readonly new_sub_old: boolean | null
}

/** Says whether every value of one schema is known to fit another. */
export interface Claim {
  readonly id: string
  readonly dialect: Dialect
  readonly sub: unknown
  readonly sup: unknown
  readonly claim: boolean
}

/** Reads what is claimed of pairs of schemas, one pair a line. */
export const claimsIn = (file: string | URL): Claim[] =>
  readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Pair)
    .flatMap(({ id, dialect, old, new: next, old_sub_new: forth, new_sub_old: back }) => [
      ...(forth === null ? [] : [{ id: `${id} forth`, dialect, sub: old, sup: next, claim: forth }]),
      ...(back === null ? [] : [{ id: `${id} back`, dialect, sub: next, sup: old, claim: back }]),
    ])
