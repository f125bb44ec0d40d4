import { createHmac, timingSafeEqual } from 'node:crypto'

/** Is who a token speaks of. */
export interface User {
  readonly userId: string
  readonly pharmacyId: string
  readonly chats: readonly string[]
  readonly exp: number
}

const key = 'a key for tests'
const encoded = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url')
const signed = (text: string): string => createHmac('sha256', key).update(text).digest('base64url')

/** Signs a JSON Web Token. */
function sign(user: Partial<User>): string {
  const text = `${encoded({ alg: 'HS256', typ: 'JWT' })}.${encoded({ exp: Math.floor(Date.now() / 1000) + 3600, ...user })}`
  return `${text}.${signed(text)}`
}

/** Reads a token without asking who signed it, as nobody should. */
export const decoded = (token: string): User =>
  JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString())

/** Reads a token; `undefined` where nobody here signed it. */
export function verified(token: unknown): User | undefined {
  if (typeof token !== 'string') return undefined
  const [head, body, signature = ''] = token.split('.')
  const [own, given] = [Buffer.from(signed(`${head}.${body}`)), Buffer.from(signature)]
  return own.length === given.length && timingSafeEqual(own, given) ? decoded(token) : undefined
}

/** Tells whether a token's time is over. */
export const isExpired = ({ exp }: User): boolean => exp * 1000 < Date.now()

/** Holds a token for everybody who takes part. */
export const tokens = {
  own: sign({ userId: 'u1', pharmacyId: 'p1', chats: ['c1'] }),
  peer: sign({ userId: 'u2', pharmacyId: 'p1', chats: ['c1'] }),
  outsider: sign({ userId: 'u9', pharmacyId: 'p9', chats: [] }),
  expired: sign({ userId: 'u1', pharmacyId: 'p1', chats: ['c1'], exp: 1_700_000_000 }),
} as const
