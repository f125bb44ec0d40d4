import { errors, jwtVerify, SignJWT } from 'jose'
import { RefusalError } from 'socket-canon'

/** Is who a token speaks for: somebody who works at a pharmacy. */
export interface User {
  readonly id: string
  readonly pharmacyId: string
  /** Until when the token holds, in epoch seconds. */
  readonly exp: number
}

// made anew with every start: no token outlives the demo
const secret = crypto.getRandomValues(new Uint8Array(32))

/** Signs a token that holds for so many seconds; it is expired already where they are negative. */
export function signToken(id: string, pharmacyId: string, seconds = 3600): Promise<string> {
  return new SignJWT({ pharmacyId })
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject(id)
    .setExpirationTime(Math.floor(Date.now() / 1000) + seconds)
    .sign(secret)
}

/** Answers whom a token speaks for, or refuses it with the code that says why. */
export async function verifyToken(token: unknown): Promise<User> {
  if (typeof token !== 'string' || !token) throw new RefusalError('AUTH_MISSING', 'Authentication needs a token')
  try {
    const { payload } = await jwtVerify<{ pharmacyId: string }>(token, secret, { algorithms: ['HS256'] })
    const { sub, exp, pharmacyId } = payload
    if (sub === undefined || exp === undefined) throw new RefusalError('AUTH_INVALID', 'Authentication failed')
    return { id: sub, pharmacyId, exp }
  } catch (error) {
    if (error instanceof errors.JWTExpired) throw new RefusalError('AUTH_EXPIRED', 'Authentication is out of date')
    throw new RefusalError('AUTH_INVALID', 'Authentication failed', { cause: error })
  }
}
