type Token = { readonly text: string } | { readonly many: boolean }

/**
 * Returns whether some name fits both patterns: parameters stand for one or more characters other than a colon.
 */
export function patternsOverlap(one: string, other: string): boolean {
  const left = tokens(one)
  const right = tokens(other)
  const seen = new Set<string>()
  const meets = (i: number, j: number): boolean => {
    if (i === left.length && j === right.length) return true
    const key = `${i} ${j}`
    if (seen.has(key)) return false
    seen.add(key)
    const a = left[i]
    const b = right[j]
    if (isMany(a) && meets(i + 1, j)) return true
    if (isMany(b) && meets(i, j + 1)) return true
    if (!a || !b || !shareCharacter(a, b)) return false
    return meets(isMany(a) ? i : i + 1, isMany(b) ? j : j + 1)
  }
  return meets(0, 0)
}

function isMany(token: Token | undefined): boolean {
  return token !== undefined && 'many' in token && token.many
}

function shareCharacter(a: Token, b: Token): boolean {
  if ('text' in a && 'text' in b) return a.text === b.text
  if ('text' in a) return a.text !== ':'
  return !('text' in b) || b.text !== ':'
}

function tokens(pattern: string): Token[] {
  return pattern
    .split(/(\{\w+\})/)
    .flatMap((part): Token[] =>
      part.startsWith('{') ? [{ many: false }, { many: true }] : [...part].map((text) => ({ text })),
    )
}
