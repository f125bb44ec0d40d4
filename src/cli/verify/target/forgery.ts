/** Makes tokens from a good one that nobody signed: its signature changed, and its algorithm said to be none. */
export function forgeries(token: string | undefined): string[] {
  const [head, body, signature, ...others] = token?.split('.') ?? []
  if (!head || !body || !signature || others.length || !isJson(head) || !isJson(body)) return []
  const middle = Math.floor(signature.length / 2)
  const changed = signature[middle] === 'A' ? 'B' : 'A'
  const none = Buffer.from(JSON.stringify({ alg: 'none', typ: 'JWT' })).toString('base64url')
  return [`${head}.${body}.${signature.slice(0, middle)}${changed}${signature.slice(middle + 1)}`, `${none}.${body}.`]
}

function isJson(part: string): boolean {
  try {
    return typeof JSON.parse(Buffer.from(part, 'base64url').toString()) === 'object'
  } catch {
    return false
  }
}
