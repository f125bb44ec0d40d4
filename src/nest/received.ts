const shortest = 3
const mostValues = 1000

/** Returns whether a message repeats a value that came: exceptions of pipes often name what they refuse. */
export function holdsReceived(message: string, received: unknown): boolean {
  const waiting: unknown[] = [received]
  for (let seen = 0; waiting.length > 0; seen++) {
    // what is too much to be read is not repeated
    if (seen === mostValues) return true
    const value = waiting.pop()
    if (typeof value === 'object' && value !== null) waiting.push(...Object.values(value))
    else if (isRepeated(message, value)) return true
  }
  return false
}

function isRepeated(message: string, value: unknown): boolean {
  if (typeof value !== 'string' && typeof value !== 'number') return false
  const text = String(value)
  return text.length >= shortest && message.includes(text)
}
