import type { JsonValue } from '../../containment/json.js'

/** Describes how the checks changed that a schema has no keyword for: those of `x-checks`. */
export function checkWords(was: JsonValue | undefined, is: JsonValue | undefined): string {
  const [old, next] = [namesIn(was), namesIn(is)]
  const come = next.filter((name) => !old.includes(name)).map(spelled)
  const gone = old.filter((name) => !next.includes(name)).map(spelled)
  if (!gone.length) return `is also checked by ${come.join(', ')}`
  if (!come.length) return `is no longer checked by ${gone.join(', ')}`
  if (come.every((each) => each === aFunction) && gone.every((each) => each === aFunction))
    return 'is checked by another function'
  return `is checked by ${come.join(', ')} in place of ${gone.join(', ')}`
}

function namesIn(list: JsonValue | undefined): string[] {
  return Array.isArray(list) ? list.map(String) : []
}

const aFunction = 'a function'

// of a function only a hash is known, which tells nobody anything
function spelled(name: string): string {
  return /^(?:refine|format):[0-9a-f]{8}$/.test(name) ? aFunction : `\`${name}\``
}
