/** Returns the words of an event's name, however they are put together. */
export function nameWords(name: string): string[] {
  return name
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z\d]+/)
    .filter(Boolean)
}

/** Names how the words of a name are put together, such as `camelCase`. */
export function styleOf(name: string): string {
  if (/^[a-z\d]+$/.test(name)) return 'one word'
  if (/^[A-Z\d]+(?:_[A-Z\d]+)*$/.test(name)) return 'UPPER_CASE'
  if (/[:/.]/.test(name)) return `a${/[:/.]/.exec(name)?.[0]}b`
  if (name.includes('_')) return 'snake_case'
  if (name.includes('-')) return 'kebab-case'
  if (/\s/.test(name)) return 'with spaces'
  return /^[A-Z]/.test(name) ? 'PascalCase' : 'camelCase'
}

/** Lists names that say the same in other spellings, such as `newMessage` and `new_message`. */
export function spelledAlike(names: readonly string[]): string[][] {
  const groups = new Map<string, string[]>()
  for (const name of names) {
    const key = nameWords(name).sort().join(' ')
    groups.set(key, [...(groups.get(key) ?? []), name])
  }
  return [...groups.values()].map((group) => [...new Set(group)]).filter((group) => group.length > 1)
}
