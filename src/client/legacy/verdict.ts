import type { Clock } from '../clock.js'
import { waitable } from '../connection/pause.js'

/** What is done on the way to a verdict. */
export interface VerdictSteps {
  /** Sends a server of old who the user is; returns the event that it answers by, where there is one to wait for. */
  login(): string | undefined
  /** Takes the verdict, the last step before anything is sent. */
  decided(isOld: boolean): void
}

/** Whether the server of a connection is of an older release, as it is found out. */
export interface GreetingVerdict {
  /** Whether it is, once that is known and such a server has let the user in. */
  readonly isOld: boolean | undefined
  /** The event that it is to answer by. */
  readonly waitsFor: string | undefined
  /** Begins anew, for another connection. */
  begin(isKnown: boolean): void
  /** Takes it that no greeting will come. */
  miss(): void
  decide(isOld: boolean): void
  rest(): void
}

/** Makes a verdict of each connection, for which no step may take longer than so many milliseconds. */
export function verdict(clock: Clock, ms: number, { login, decided }: VerdictSteps): GreetingVerdict {
  let timer: unknown
  const rest = (): void => clock.clearTimeout(timer)
  const later = (run: () => void): void => {
    rest()
    timer = clock.setTimeout(run, waitable(ms))
  }
  const state: { -readonly [Name in keyof GreetingVerdict]: GreetingVerdict[Name] } = {
    isOld: undefined,
    waitsFor: undefined,
    rest,
    begin: (isKnown) => {
      state.isOld = undefined
      state.waitsFor = undefined
      if (isKnown) state.miss()
      else later(state.miss)
    },
    miss: () => {
      if (state.waitsFor !== undefined) return
      state.waitsFor = login()
      if (state.waitsFor === undefined) state.decide(true)
      else later(() => state.decide(true))
    },
    decide: (isOld) => {
      rest()
      state.waitsFor = undefined
      if (state.isOld === isOld) return
      state.isOld = isOld
      decided(isOld)
    },
  }
  return state
}
