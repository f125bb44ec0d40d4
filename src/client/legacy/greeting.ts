import { aliasRow } from '../../contract/alias/alias-name.js'
import { fieldsOf } from '../../contract/event/fields.js'
import type { ClientContext } from '../connection/context.js'
import { waitable } from '../connection/pause.js'
import type { LegacySpeechOptions } from './legacy-speech.js'

/** Whether the server of a connection is of an older release. */
export interface Greeting {
  /** Whether it is; not known before it has greeted, or has let the time pass. */
  readonly isOld: boolean | undefined
  /** Judges by what the server sends. */
  hear(name: string, payload: unknown): void
  /** Waits no longer, since the connection is lost. */
  lose(): void
  end(): void
}

/** Waits for the greeting of each connection, and tells how it is decided; a greeting that is late decides anew. */
export function greeting(
  { contract, socket, clock, aliases }: ClientContext,
  { only = false, greetingMs = 1000 }: LegacySpeechOptions,
  decided: (isOld: boolean) => void,
): Greeting {
  let isOld: boolean | undefined
  let greeted: string | undefined
  let timer: unknown
  const rest = (): void => clock.clearTimeout(timer)
  const decide = (verdict: boolean): void => {
    rest()
    if (isOld === verdict) return
    isOld = verdict
    decided(verdict)
  }
  const begin = (): void => {
    // a recovered connection is at a server that knows its session: at one as before
    if (socket.recovered && isOld !== undefined) return
    // what a server sends while it lets a client in is heard first
    if (greeted === socket.id) return
    isOld = undefined
    rest()
    if (only) decide(true)
    else timer = clock.setTimeout(() => decide(true), waitable(greetingMs))
  }
  // nobody greets a connection that was made before, and declared nothing: a server of today answers a ping
  const ask = ({ id } = socket): void => {
    socket.emit('contract:ping', (...answer: unknown[]) => {
      if (socket.id === id && typeof fieldsOf(answer.at(-1))['at'] === 'number') decide(false)
    })
  }
  const isAlias = (name: string): boolean => !!aliases && !!aliasRow(aliases, 'serverToClient', name)

  socket.on('connect', begin)
  if (socket.connected) {
    begin()
    if (!only) ask()
  }
  return {
    get isOld() {
      return isOld
    },
    hear: (name, payload) => {
      if (only) return
      if (name === 'contract:welcome' && fieldsOf(payload)['contract'] === contract.path) {
        greeted = socket.id
        decide(false)
      }
      // who declared the contract hears no legacy name of a server of today
      else if (isOld === undefined && isAlias(name)) decide(true)
    },
    lose: rest,
    end: () => {
      rest()
      socket.off('connect', begin)
    },
  }
}
