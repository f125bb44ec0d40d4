import type { VerifyOptions } from '../options.js'
import type { Connector } from './connector.js'
import type { Model } from './model.js'

/**
 * Notes in `today` the contract's own path, where old clients come on another one and it answers who logs in by `auth`;
 * a gateway of old, which may be on that path too, answers nobody who does.
 */
export async function noteToday(
  { login, tokens: { own: token } }: VerifyOptions,
  { path, legacyPath }: Model,
  connector: Connector,
  today: Set<string>,
): Promise<void> {
  if (login === 'auth' || token === undefined || legacyPath === undefined) return
  today.add(path)
  const attempt = await connector.connect(path, { auth: { token } })
  if (attempt.kind === 'in') {
    const answer = await attempt.connection.ask('contract:ping')
    attempt.connection.close()
    if (answer.kind === 'reply') return
  }
  today.delete(path)
}
