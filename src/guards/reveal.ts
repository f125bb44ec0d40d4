import type { EventContract } from '../contract/event.js'
import { isObject } from '../fields/check.js'
import { redact } from './redact.js'

/** Copies a payload for an observer: marked fields are replaced, save those asked for by their path, as `patient.phone`. */
export function revealed(event: EventContract, payload: unknown, paths: readonly string[]): unknown {
  return paths.reduce((shown, path) => copied(shown, payload, path.split('.')), redact(event, payload))
}

/** Takes one place of a value over into a copy that has it too; lists are walked. */
function copied(copy: unknown, value: unknown, [step, ...rest]: readonly string[]): unknown {
  if (step === undefined) return value
  if (Array.isArray(copy) && Array.isArray(value))
    return copy.map((each, index) => copied(each, value[index], [step, ...rest]))
  if (!isObject(copy) || !isObject(value) || !Object.hasOwn(copy, step) || !Object.hasOwn(value, step)) return copy
  return { ...copy, [step]: copied(copy[step], value[step], rest) }
}
